import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

export type Tone = "neutral" | "good" | "attention" | "bad" | "info";

const colors = { neutral: "gray", good: "teal", attention: "yellow", bad: "red", info: "water" } as const;

/** Darker ink where the color's own does not keep 4.5:1 on its ground. */
const inks: Partial<Readonly<Record<Tone, string>>> = {
  attention: "light-dark(#7a4a00, #ffe8b8)",
  good: "light-dark(#07644a, #b2f2dc)",
  bad: "light-dark(#a51111, #ffd3d3)",
};

/** A state in one word. The word says it; the color only helps. */
export function StatusBadge({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Badge
      color={colors[tone]}
      variant="light"
      radius="sm"
      tt="none"
      fw={600}
      miw="max-content"
      style={inks[tone] ? { "--badge-color": inks[tone] } : {}}
    >
      {children}
    </Badge>
  );
}
