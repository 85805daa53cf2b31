import { Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { fromLocalInput, toLocalInput } from "../participants/moment-in-zone.ts";
import { PastMomentInput } from "../participants/past-moment-input.tsx";
import type { AdverseEvent } from "./adverse-event-data.ts";

/** The sponsor says that a report has come: day 0. */
export function AcknowledgeDialog({
  event,
  onClose,
}: {
  readonly event: AdverseEvent & { readonly report: NonNullable<AdverseEvent["report"]> };
  readonly onClose: () => void;
}): ReactNode {
  const { adverseEvents: words } = useMessages();
  const { studyId } = useStudy();
  const { report, zone, participantId, term } = event;
  const [when, setWhen] = useState(() => toLocalInput(new Date().toISOString(), zone));
  const occurredAt = fromLocalInput(when, zone);
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/acknowledge-serious-event",
    { studyId, subjectId: participantId },
  );
  const send = async (): Promise<void> => {
    if (occurredAt && (await command.send({ occurredAt, data: { reportId: report.reportId } }))) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.acknowledgeTitle}
      lead={words.acknowledgeLead}
      action={words.acknowledge}
      isSending={command.isSending}
      isReady={occurredAt !== undefined}
      problem={command.problem}
      onSubmit={send}
    >
      <Text size="sm" fw={600}>
        {term ?? words.noTerm}
      </Text>
      <Text size="sm">{words.aware(formatMoment(report.awareAt, zone))}</Text>
      {report.dueBy === null ? null : <Text size="sm">{words.due(formatMoment(report.dueBy, zone))}</Text>}
      <PastMomentInput label={words.receivedAt} zone={zone} value={when} onValue={setWhen} />
    </ActionDialog>
  );
}
