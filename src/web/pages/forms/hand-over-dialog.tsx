import { PasswordInput, Text } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { call, type Problem } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { problemOf } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useNewSession } from "../../session/use-session.ts";
import type { FormAddress } from "./form-data.ts";

type HandOverDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly address: FormAddress;
  readonly label: string;
};

const pinPattern = /^\d{4,8}$/;

/** Hands this device to the participant for one form: a PIN is chosen, and the device then shows that form and nothing else. */
export function HandOverDialog({ opened, onClose, address, label }: HandOverDialogProps): ReactNode {
  const { forms } = useMessages();
  const newSession = useNewSession();
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    if (opened) return;
    setPin("");
    setAgain("");
    setProblem(undefined);
  }, [opened]);
  const differ = again !== "" && pin !== again;
  const handOver = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await call("POST /api/studies/:studyId/participants/:subjectId/hand-over", {
        params: { studyId: address.studyId, subjectId: address.participantId },
        body: { ...commandEnvelope(), data: { formKey: address.formKey }, pin },
      });
      // The session is another now; the frame leads to the form.
      await newSession();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  const digits = { inputMode: "numeric", autoComplete: "off", maxLength: 8 } as const;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={forms.handOverTitle}
      lead={forms.handOverLead}
      action={forms.handOver}
      isSending={isSending}
      isReady={pinPattern.test(pin) && pin === again}
      problem={problem}
      onSubmit={handOver}
    >
      <Text fw={600}>{label}</Text>
      <PasswordInput
        {...digits}
        label={forms.pin}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        data-autofocus
      />
      <PasswordInput
        {...digits}
        label={forms.pinAgain}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        {...(differ ? { error: forms.pinsDiffer } : {})}
      />
    </ActionDialog>
  );
}
