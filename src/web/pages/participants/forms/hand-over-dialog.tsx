import { PasswordInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useNewSession } from "../../../session/use-session.ts";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant } from "../participant-context.tsx";
import type { FormDialogProps } from "./form-not-done-dialog.tsx";

/** Locks the device onto one self-report. Once it is locked, the app leads to that form and to nothing else. */
export function HandOverDialog({ form, opened, onClose }: FormDialogProps): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const newSession = useNewSession();
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/hand-over", {
    studyId,
    subjectId: participantId,
  });
  const isPin = /^\d{4,8}$/.test(pin);
  const lock = async (): Promise<void> => {
    if (!(await command.send({ pin, data: { formKey: form.formKey } }))) return;
    // What was on the screen goes before the device is in other hands.
    await newSession();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.handOverTitle(form.label)}
      lead={texts.handOverLead}
      action={texts.lock}
      isSending={command.isSending}
      isReady={isPin && pin === again}
      problem={command.problem}
      onSubmit={lock}
    >
      <PasswordInput
        label={texts.pin}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        required
      />
      <PasswordInput
        label={texts.pinAgain}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        error={again.length >= pin.length && again !== pin ? texts.pinDiffers : undefined}
        required
      />
    </ActionDialog>
  );
}
