import { Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { CommandContent } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import type { EnrollmentDialogProps } from "./enroll-dialog.tsx";

type Reason =
  CommandContent<"POST /api/studies/:studyId/participants/:subjectId/commands/end-participation">["data"]["reason"];

const reasons: readonly Reason[] = [
  "completed",
  "withdrawal-by-participant",
  "adverse-event",
  "physician-decision",
  "lost-to-follow-up",
  "death",
  "study-terminated-by-sponsor",
  "other",
];

/** The end of taking part, with its reason and its day. */
export function EndParticipationDialog({ opened, onClose }: EnrollmentDialogProps): ReactNode {
  const { enrollment: texts } = useMessages().participants;
  const { today } = useParticipant();
  const word = useWord("endReason");
  const [reason, setReason] = useState<Reason>();
  const [endedOn, setEndedOn] = useState(today);
  const [note, setNote] = useState("");
  const command = useParticipantCommand("end-participation");
  const send = async (): Promise<void> => {
    if (!reason) return;
    const data = { reason, endedOn, ...(note.trim() === "" ? {} : { note: { freeText: note.trim() } }) };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.endTitle}
      lead={texts.endLead}
      action={texts.end}
      isDangerous
      isSending={command.isSending}
      isReady={reason !== undefined && endedOn !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Select
        label={texts.reason}
        data={reasons.map((code) => ({ value: code, label: word(code) }))}
        value={reason ?? null}
        onChange={(code) => setReason((code as Reason | null) ?? undefined)}
        data-autofocus
        required
      />
      <TextInput
        type="date"
        label={texts.endedOn}
        value={endedOn}
        max={today}
        onChange={(event) => setEndedOn(event.currentTarget.value)}
        required
      />
      <Textarea
        label={texts.note}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
      />
    </ActionDialog>
  );
}
