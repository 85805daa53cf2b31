import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

export type Tone = "neutral" | "good" | "attention" | "bad" | "info";

const colors = { neutral: "gray", good: "teal", attention: "yellow", bad: "red", info: "water" } as const;

/** A state in one word. The word says it; the color only helps. */
export function StatusBadge({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Badge color={colors[tone]} variant="light" radius="sm" tt="none" fw={600} miw="max-content">
      {children}
    </Badge>
  );
}
