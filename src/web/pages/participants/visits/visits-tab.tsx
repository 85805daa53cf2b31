import { Button, Group, SegmentedControl, Stack, Text, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant } from "../participant-context.tsx";
import { SchedulePicture } from "../schedule/schedule-picture.tsx";
import { useDialog } from "../use-dialog.ts";
import { BranchChoices } from "./branch-choices.tsx";
import { SessionsHeld } from "./sessions-held.tsx";
import { UnscheduledVisitDialog } from "./unscheduled-visit-dialog.tsx";
import { VisitTable } from "./visit-table.tsx";
import { type VisitFilter, visitsToShow } from "./visits-to-show.ts";

/** The visits as a table: the picture's twin, in which one acts. */
export function VisitsTab({
  opened,
  onOpen,
}: {
  readonly opened: string | undefined;
  readonly onOpen: (visitId: string | undefined) => void;
}): ReactNode {
  const { visits: texts } = useMessages().participants;
  const participant = useParticipant();
  const { may } = useStudy();
  const [filter, setFilter] = useState<VisitFilter>("now");
  const dialog = useDialog();
  const isInPreScreening = participant.enrollment.screeningStartedOn === null;
  const shown = visitsToShow(participant, filter, opened);
  const mayHoldExtra =
    participant.unscheduled.length > 0 && (may("schedule-visit") || may("record-held-visit"));
  return (
    <Stack gap="md">
      {isInPreScreening ? null : <SchedulePicture selected={opened} onSelect={onOpen} />}
      <VisuallyHidden>
        <h2>{texts.heading}</h2>
      </VisuallyHidden>
      <BranchChoices />
      <Group justify="space-between">
        <SegmentedControl
          aria-label={texts.filter}
          value={filter}
          onChange={(value) => setFilter(value as VisitFilter)}
          data={[
            { value: "now", label: texts.now },
            { value: "todo", label: texts.todo },
            { value: "all", label: texts.all },
          ]}
        />
        {mayHoldExtra ? (
          <Button variant="default" onClick={() => dialog.open(true)}>
            {texts.act.unscheduled}
          </Button>
        ) : null}
      </Group>
      {shown.length === 0 ? (
        <Text c="dimmed">{texts.none}</Text>
      ) : (
        <VisitTable visits={shown} opened={opened} onOpen={onOpen} />
      )}
      <SessionsHeld />
      <UnscheduledVisitDialog key={dialog.turn} opened={dialog.isOpen} onClose={dialog.close} />
    </Stack>
  );
}
