import { Textarea } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { FormAddress } from "./form-data.ts";

type NotDoneDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly address: FormAddress;
};

/** Marks a form that will not be filled, with why. */
export function NotDoneDialog({ opened, onClose, address }: NotDoneDialogProps): ReactNode {
  const { forms } = useMessages();
  const [why, setWhy] = useState("");
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/mark-form-not-done",
    { studyId: address.studyId, subjectId: address.participantId },
  );
  useEffect(() => {
    if (!opened) setWhy("");
  }, [opened]);
  const close = (): void => {
    forget();
    onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={close}
      title={forms.markNotDoneTitle}
      lead={forms.markNotDoneLead}
      action={forms.notDone}
      isSending={isSending}
      isReady={why.trim() !== ""}
      problem={problem}
      onSubmit={async () => {
        if (await send({ data: { formKey: address.formKey, why: { freeText: why.trim() } } })) close();
      }}
    >
      <Textarea
        label={forms.why}
        autosize
        minRows={2}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}
