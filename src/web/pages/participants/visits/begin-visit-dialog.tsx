import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { fromLocalInput, toLocalInput } from "../moment-in-zone.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { ModeSelect, type VisitDialogProps } from "./arrange-visit-dialog.tsx";

/** Begins a visit now, or records one that took place, with its time. */
export function BeginVisitDialog({
  visit,
  opened,
  onClose,
  isNow,
}: VisitDialogProps & { readonly isNow: boolean }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { zone } = useParticipant();
  const [when, setWhen] = useState(() =>
    visit.plannedFor === null ? "" : toLocalInput(visit.plannedFor, zone),
  );
  const [mode, setMode] = useState(visit.mode ?? visit.modes[0] ?? "in-person");
  const start = useParticipantCommand("start-visit");
  const record = useParticipantCommand("record-held-visit");
  const occurredAt = fromLocalInput(when, zone);
  const send = async (): Promise<void> => {
    const data = { visitId: visit.visitId, mode };
    const sent = isNow
      ? await start.send({ data })
      : await record.send({ data, ...(occurredAt ? { occurredAt } : {}) });
    if (sent) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={isNow ? texts.startTitle(visit.name) : texts.recordTitle(visit.name)}
      lead={isNow ? texts.startLead : texts.recordLead}
      action={isNow ? texts.act.start : texts.act.record}
      isSending={start.isSending || record.isSending}
      isReady={isNow || occurredAt !== undefined}
      problem={start.problem ?? record.problem}
      onSubmit={send}
    >
      {isNow ? null : (
        <TextInput
          type="datetime-local"
          label={texts.began}
          description={zone}
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
          data-autofocus
          required
        />
      )}
      <ModeSelect modes={visit.modes} value={mode} onChange={setMode} />
    </ActionDialog>
  );
}
