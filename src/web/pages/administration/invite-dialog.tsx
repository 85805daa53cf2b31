import { Checkbox, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { Invitation } from "./invitation-link.tsx";

type InviteDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onInvited: (invitation: Invitation) => void;
};

/** Makes an account for somebody, and the link by which they take it. */
export function InviteDialog({ opened, onClose, onInvited }: InviteDialogProps): ReactNode {
  const { administration } = useMessages();
  const refresh = useRefresh();
  const invite = useCall("POST /api/accounts");
  const [name, setName] = useState("");
  const [username, setUsername] = useState("");
  const [isAdministrator, setAdministrator] = useState(false);
  const submit = async (): Promise<void> => {
    const person = { name: name.trim(), username: username.trim(), isAdministrator };
    const made = await invite.send({ body: person });
    if (!made) return;
    setName("");
    setUsername("");
    setAdministrator(false);
    await refresh();
    onInvited({ name: person.name, token: made.token });
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={administration.invite}
      lead={administration.inviteLead}
      action={administration.sendInvitation}
      isSending={invite.isSending}
      isReady={name.trim().length > 1 && username.trim().length > 1}
      problem={invite.problem}
      onSubmit={submit}
    >
      <TextInput
        label={administration.name}
        description={administration.nameHelp}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={administration.username}
        description={administration.usernameHelp}
        autoCapitalize="none"
        spellCheck={false}
        value={username}
        maxLength={100}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <Checkbox
        label={administration.isAdministrator}
        description={administration.isAdministratorHelp}
        checked={isAdministrator}
        onChange={(event) => setAdministrator(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}
