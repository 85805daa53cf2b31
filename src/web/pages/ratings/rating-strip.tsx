import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { SaveState } from "../../form/save-state.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { DangerControl } from "./danger-control.tsx";
import type { InterviewClock } from "./interview-clock.ts";
import type { RatingSheet } from "./rating-data.ts";

/** Always in view: the clock, the pause, whether what was rated is safe, and the alarm. */
export function RatingStrip({
  sheet,
  clock,
}: {
  readonly sheet: RatingSheet;
  readonly clock: InterviewClock;
}): ReactNode {
  const { ratings } = useMessages();
  return (
    <div className="vigil-form-bar vigil-rating-strip">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap">
          <Text fw={600} role="timer" aria-label={ratings.timer(clock.text)} style={{ minWidth: 56 }}>
            {clock.text}
          </Text>
          {clock.isRunning ? (
            <Button size="xs" variant="default" onClick={clock.stop}>
              {ratings.pause}
            </Button>
          ) : clock.hasRun ? null : (
            <Button size="xs" variant="default" onClick={clock.start}>
              {ratings.startClock}
            </Button>
          )}
        </Group>
        <SaveState state={sheet.kept.state} isEmpty={sheet.rating.items.length === 0} />
        {sheet.rating.isRecording ? null : <DangerControl rating={sheet.rating} />}
      </Group>
    </div>
  );
}
