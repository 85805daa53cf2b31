import { SimpleGrid, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type IdentityField, identityField } from "#trial";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant } from "../participant-context.tsx";

const inputTypes: Partial<Readonly<Record<IdentityField, string>>> = {
  "birth-date": "date",
  telephone: "tel",
  "contact-person-telephone": "tel",
  "e-mail": "email",
};

/** Records fields of the identity. What is there is not shown for it: to look is an act of its own. */
export function EditIdentityDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { identity: texts } = useMessages().participants;
  const { common } = useMessages();
  const word = useWord("identityField");
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const [values, setValues] = useState<Partial<Record<IdentityField, string>>>({});
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/identity", {
    studyId,
    subjectId: participantId,
  });
  const filled = Object.fromEntries(
    Object.entries(values)
      .map(([field, value]) => [field, value.trim()] as const)
      .filter(([, value]) => value !== ""),
  );
  const send = async (): Promise<void> => {
    if (await command.send({ data: filled })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={texts.editTitle}
      lead={texts.editLead}
      action={common.save}
      isSending={command.isSending}
      isReady={Object.keys(filled).length > 0}
      problem={command.problem}
      onSubmit={send}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {identityField.options.map((field, index) => (
          <TextInput
            key={field}
            label={word(field)}
            type={inputTypes[field] ?? "text"}
            autoComplete="off"
            maxLength={300}
            value={values[field] ?? ""}
            onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
            {...(index === 0 ? { "data-autofocus": true } : {})}
          />
        ))}
      </SimpleGrid>
    </ActionDialog>
  );
}
