import type { ReactNode } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useParticipantCommand } from "../participant-context.tsx";

export type EnrollmentDialogProps = { readonly opened: boolean; readonly onClose: () => void };

/** Takes the participant into the study. */
export function EnrollDialog({ opened, onClose }: EnrollmentDialogProps): ReactNode {
  const { enrollment: texts } = useMessages().participants;
  const command = useParticipantCommand("enroll-participant");
  const send = async (): Promise<void> => {
    if (await command.send({ data: {} })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.enrollTitle}
      lead={texts.enrollLead}
      action={texts.enroll}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={send}
    />
  );
}
