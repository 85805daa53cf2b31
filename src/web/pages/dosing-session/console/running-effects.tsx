import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Effect } from "#trial";
import { presentMoment } from "../../../api/server-clock.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";

const order = ["mild", "moderate", "severe"] as const;

/** Effects that have not ended: stronger or weaker, at their peak, over, each in a tap. */
export function RunningEffects(): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { session } = useHeld();
  const running = session.effects.filter(({ endedAt }) => endedAt === null);
  return (
    <Stack gap={6} component="section" aria-label={say.effects} className="vigil-card">
      <Title order={2} size="h6">
        {`${say.effects} · ${say.running}`}
      </Title>
      {running.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say.noEffects}
        </Text>
      ) : null}
      {running.map((effect) => (
        <Running key={effect.effectKey} effect={effect} />
      ))}
    </Stack>
  );
}

function Running({ effect }: { readonly effect: Effect }): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan, enter, entryTime } = useHeld();
  const [isOpen, setOpen] = useState(false);
  const label = plan.effects.find(({ id }) => id === effect.effect)?.label ?? effect.effect;
  const at = (): string => entryTime.at ?? presentMoment();
  const change = (data: object): void => {
    enter("change-effect", { effectKey: effect.effectKey, ...data });
    setOpen(false);
  };
  return (
    <Stack gap={4} className="vigil-running">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" lh={1.25}>
          {label}
          <Text component="span" size="xs" c="dimmed" display="block">
            {`${entry.intensities[effect.intensity]}, ${entry.valences[effect.valence]} · ${entry.runningSince(timeOfDay(effect.onset))}`}
          </Text>
        </Text>
        <Group gap={4} wrap="nowrap">
          <Button
            variant="subtle"
            aria-expanded={isOpen}
            aria-label={entry.changeOf(label)}
            onClick={() => setOpen(!isOpen)}
          >
            {entry.stronger}
          </Button>
          <Button variant="default" aria-label={entry.endOf(label)} onClick={() => change({ endedAt: at() })}>
            {entry.end}
          </Button>
        </Group>
      </Group>
      {isOpen ? (
        <Group gap={4} grow>
          {order
            .filter((one) => one !== effect.intensity)
            .map((intensity) => (
              <Button key={intensity} variant="default" onClick={() => change({ intensity })}>
                {entry.intensities[intensity]}
              </Button>
            ))}
          {effect.peakAt ? null : (
            <Button
              variant="default"
              aria-label={entry.peakOf(label)}
              onClick={() => change({ peakAt: at() })}
            >
              {entry.peak}
            </Button>
          )}
        </Group>
      ) : null}
    </Stack>
  );
}
