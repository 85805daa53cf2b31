import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import "./gauge.css";
import type { Standing } from "./randomization-page.tsx";

type Level = Standing["levels"][number];

/** How full enrollment is: over all against the plan, and at each value against its cap. */
export function Gauge({
  standing: { randomized, planned, levels },
}: {
  readonly standing: Standing;
}): ReactNode {
  const { randomization: texts } = useMessages();
  const factors = [...new Set(levels.map(({ factorId }) => factorId))];
  return (
    <Stack gap="lg" role="group" aria-label={texts.enrollment} aria-live="polite">
      <div className="vigil-gauge">
        <Bar
          label={texts.all}
          count={randomized}
          most={planned}
          words={planned === null ? texts.randomized(randomized) : texts.ofPlanned(randomized, planned)}
        />
      </div>
      {factors.map((factorId) => (
        <FactorGauge
          key={factorId}
          levels={levels.filter((level) => level.factorId === factorId)}
          of={planned ?? randomized}
        />
      ))}
    </Stack>
  );
}

function FactorGauge({ levels, of }: { readonly levels: readonly Level[]; readonly of: number }): ReactNode {
  const { randomization: texts } = useMessages();
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {levels[0]?.factor}
      </Title>
      <div className="vigil-gauge">
        {levels.map(({ level, label, randomized, cap }) => (
          <Bar
            key={level}
            label={label}
            count={randomized}
            most={cap ?? of}
            words={cap === null ? texts.randomized(randomized) : texts.ofCap(randomized, cap)}
            {...(cap === null ? {} : { left: Math.max(0, cap - randomized) })}
          />
        ))}
      </div>
    </Stack>
  );
}

type BarProps = {
  readonly label: string;
  readonly count: number;
  readonly most: number | null;
  /** What the bar shows, in words. */
  readonly words: string;
  /** Under a cap. */
  readonly left?: number;
};

function Bar({ label, count, most, words, left }: BarProps): ReactNode {
  const { randomization: texts } = useMessages();
  const share = most ? Math.min(1, count / most) : 0;
  const isFull = left === 0;
  return (
    <div className="vigil-gauge-row" data-full={isFull || undefined}>
      <Text size="sm">{label}</Text>
      <div className="vigil-gauge-bar" aria-hidden="true">
        <span style={{ inlineSize: `${100 * share}%` }} />
      </div>
      <div className="vigil-gauge-numbers">
        <span>{words}</span>
        {isFull ? <StatusBadge tone="attention">{texts.capReached}</StatusBadge> : null}
        {left === undefined || isFull ? null : (
          <Text component="span" size="sm" c="dimmed">
            {texts.left(left)}
          </Text>
        )}
      </div>
    </div>
  );
}
