import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant } from "../participant-context.tsx";

const fields = ["address", "call-back-number", "clinician-name", "clinician-telephone"] as const;
type Values = Readonly<Record<(typeof fields)[number], string>>;
const nothing: Values = {
  address: "",
  "call-back-number": "",
  "clinician-name": "",
  "clinician-telephone": "",
};

/** Confirms for one remote interview where the participant is now, how to call them back, and who is on duty. */
export function WhereaboutsDialog({
  handle,
  opened,
  onClose,
}: {
  readonly handle: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { whereabouts: texts } = useMessages().participants.forms;
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const [values, setValues] = useState(nothing);
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/whereabouts",
    { studyId, subjectId: participantId },
  );
  const isReady = fields.every((field) => values[field].trim() !== "");
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.title}
      lead={texts.lead}
      action={texts.action}
      isSending={isSending}
      isReady={isReady}
      problem={problem}
      onSubmit={async () => {
        if (await send({ data: { handle, ...values } })) onClose();
      }}
    >
      {fields.map((field, index) => (
        <TextInput
          key={field}
          label={texts.fields[field]}
          description={texts.help[field]}
          value={values[field]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setValues((before) => ({ ...before, [field]: value }));
          }}
          data-autofocus={index === 0 || undefined}
          autoComplete="off"
          required
        />
      ))}
    </ActionDialog>
  );
}
