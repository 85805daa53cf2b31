import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";

type FoundStudyDialogProps = { readonly opened: boolean; readonly onClose: () => void };

/** Founds a study, and goes on to its sites and staff, where its protocol is published. */
export function FoundStudyDialog({ opened, onClose }: FoundStudyDialogProps): ReactNode {
  const { administration } = useMessages();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const found = useCall("POST /api/studies");
  const [name, setName] = useState("");
  const [protocolId, setProtocolId] = useState("");
  const submit = async (): Promise<void> => {
    const founded = await found.send({ body: { name: name.trim(), protocolId: protocolId.trim() } });
    if (!founded) return;
    await refresh();
    await navigate({ to: `/studies/${founded.studyId}/administration` });
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={administration.foundStudy}
      lead={administration.foundStudyLead}
      action={administration.found}
      isSending={found.isSending}
      isReady={name.trim() !== "" && protocolId.trim() !== ""}
      problem={found.problem}
      onSubmit={submit}
    >
      <TextInput
        label={administration.studyName}
        description={administration.studyNameHelp}
        value={name}
        maxLength={300}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={administration.protocolId}
        value={protocolId}
        maxLength={100}
        onChange={(event) => setProtocolId(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
