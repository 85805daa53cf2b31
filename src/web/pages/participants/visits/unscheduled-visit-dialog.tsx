import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { fromLocalInput, toLocalInput } from "../moment-in-zone.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { ModeSelect } from "./arrange-visit-dialog.tsx";

/** A visit that the schedule does not plan: arranged ahead, or recorded after it took place. */
export function UnscheduledVisitDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { unscheduled, zone } = useParticipant();
  const general = unscheduled.find(({ encounterId }) => encounterId === "unscheduled") ?? unscheduled[0];
  const [kind, setKind] = useState(general?.encounterId ?? "");
  const [when, setWhen] = useState(() => toLocalInput(new Date().toISOString(), zone));
  const [purpose, setPurpose] = useState("");
  const [isHeld, setHeld] = useState(true);
  const chosen = unscheduled.find(({ encounterId }) => encounterId === kind);
  const [wanted, setMode] = useState(general?.modes[0] ?? "in-person");
  const schedule = useParticipantCommand("schedule-visit");
  const record = useParticipantCommand("record-held-visit");
  const at = fromLocalInput(when, zone);
  const modes = chosen?.modes ?? [];
  const mode = modes.includes(wanted) ? wanted : (modes[0] ?? wanted);
  const send = async (): Promise<void> => {
    if (!chosen || !at) return;
    const { encounterId, nextVisitId } = chosen;
    const sent = isHeld
      ? await record.send({ occurredAt: at, data: { visitId: nextVisitId, encounterId, mode } })
      : await schedule.send({
          data: {
            encounterId,
            plannedFor: at,
            mode,
            ...(purpose.trim() === "" ? {} : { purpose: { freeText: purpose.trim() } }),
          },
        });
    if (sent) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.unscheduledTitle}
      lead={texts.unscheduledLead}
      action={isHeld ? texts.recordIt : texts.arrangeIt}
      isSending={schedule.isSending || record.isSending}
      isReady={at !== undefined && chosen !== undefined}
      problem={schedule.problem ?? record.problem}
      onSubmit={send}
    >
      <Select
        label={texts.kind}
        data={unscheduled.map(({ encounterId, name }) => ({ value: encounterId, label: name }))}
        value={kind}
        onChange={(value) => setKind(value ?? kind)}
        allowDeselect={false}
      />
      <Checkbox
        label={texts.alreadyHeld}
        checked={isHeld}
        onChange={(event) => setHeld(event.currentTarget.checked)}
      />
      <TextInput
        type="datetime-local"
        label={isHeld ? texts.began : texts.when}
        description={zone}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
        required
      />
      <ModeSelect modes={modes} value={mode} onChange={setMode} />
      {isHeld ? null : (
        <Textarea
          label={texts.purpose}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
          autosize
          minRows={2}
        />
      )}
    </ActionDialog>
  );
}
