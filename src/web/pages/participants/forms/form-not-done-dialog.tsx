import { Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { type FormSummary, useParticipantCommand } from "../participant-context.tsx";

export type FormDialogProps = {
  readonly form: Pick<FormSummary, "formKey" | "label">;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** Marks a form as not done, with the reason. */
export function FormNotDoneDialog({ form, opened, onClose }: FormDialogProps): ReactNode {
  const { forms: texts } = useMessages().participants;
  const [why, setWhy] = useState("");
  const command = useParticipantCommand("mark-form-not-done");
  const send = async (): Promise<void> => {
    if (await command.send({ data: { formKey: form.formKey, why: { freeText: why.trim() } } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.notDoneTitle(form.label)}
      lead={texts.notDoneLead}
      action={texts.notDone}
      isSending={command.isSending}
      isReady={why.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Textarea
        label={texts.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}
