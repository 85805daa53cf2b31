import { Alert, Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { fromLocalInput, toLocalInput } from "../moment-in-zone.ts";
import { useParticipant, useParticipantCommand, type Visit } from "../participant-context.tsx";
import { useWindowWords } from "./window-words.ts";

export type VisitDialogProps = {
  readonly visit: Visit;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** An appointment for a visit, or another one with the reason for it. A day outside the window is said, not refused. */
export function ArrangeVisitDialog({
  visit,
  opened,
  onClose,
  isMove,
}: VisitDialogProps & { readonly isMove: boolean }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { zone } = useParticipant();
  const windowWords = useWindowWords();
  const [when, setWhen] = useState(() => proposedTime(visit, zone));
  const [mode, setMode] = useState(visit.mode ?? visit.modes[0] ?? "in-person");
  const [why, setWhy] = useState("");
  const schedule = useParticipantCommand("schedule-visit");
  const reschedule = useParticipantCommand("reschedule-visit");
  const plannedFor = fromLocalInput(when, zone);
  const send = async (): Promise<void> => {
    if (!plannedFor) return;
    const sent = isMove
      ? await reschedule.send({ data: { visitId: visit.visitId, plannedFor, why: { freeText: why.trim() } } })
      : await schedule.send({ data: { instanceId: visit.instanceId ?? "", plannedFor, mode } });
    if (sent) onClose();
  };
  const isOutside = isOutsideWindow(visit, when.slice(0, 10));
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={isMove ? texts.moveTitle(visit.name) : texts.arrangeTitle(visit.name)}
      lead={windowWords(visit)}
      action={isMove ? texts.act.move : texts.act.arrange}
      isSending={schedule.isSending || reschedule.isSending}
      isReady={plannedFor !== undefined && (!isMove || why.trim() !== "")}
      problem={schedule.problem ?? reschedule.problem}
      onSubmit={send}
    >
      <TextInput
        type="datetime-local"
        label={texts.when}
        description={zone}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
        data-autofocus
        required
      />
      {isOutside ? (
        <Alert color="yellow" variant="light" role="status">
          {texts.outsideWindow(windowWords(visit))}
        </Alert>
      ) : null}
      {isMove ? (
        <Textarea
          label={texts.why}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          autosize
          minRows={2}
          required
        />
      ) : (
        <ModeSelect modes={visit.modes} value={mode} onChange={setMode} />
      )}
    </ActionDialog>
  );
}

/** How people meet: what the protocol allows at this visit. */
export function ModeSelect({
  modes,
  value,
  onChange,
}: {
  readonly modes: Visit["modes"];
  readonly value: Visit["modes"][number];
  readonly onChange: (mode: Visit["modes"][number]) => void;
}): ReactNode {
  const { visits: texts } = useMessages().participants;
  const word = useWord("contactMode");
  return (
    <Select
      label={texts.mode}
      data={modes.map((mode) => ({ value: mode, label: word(mode) }))}
      value={value}
      onChange={(mode) => onChange((mode ?? value) as Visit["modes"][number])}
      allowDeselect={false}
    />
  );
}

/** Nine in the morning of the target day, or when it is arranged for now. */
function proposedTime({ plannedFor, target }: Visit, zone: string): string {
  if (plannedFor !== null) return toLocalInput(plannedFor, zone);
  return target === null ? "" : `${target}T09:00`;
}

function isOutsideWindow({ earliest, latest, isFirm }: Visit, day: string): boolean {
  if (!isFirm || day === "") return false;
  return (earliest !== null && day < earliest) || (latest !== null && day > latest);
}
