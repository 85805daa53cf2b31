import { Button, PasswordInput, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { NewPassword, shortestPassword } from "./new-password.tsx";

/** Another password. Whoever knew the old one is signed out. */
export function OwnPassword({ username }: { readonly username: string }): ReactNode {
  const { account } = useMessages();
  const refresh = useRefresh();
  const change = useCall("POST /api/account/password");
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const close = (): void => {
    setOpen(false);
    setCurrent("");
    setWanted("");
    change.forget();
  };
  const submit = async (): Promise<void> => {
    if (!(await change.send({ body: { current, wanted } }))) return;
    close();
    setDone(true);
    await refresh();
  };
  return (
    <Section
      title={account.password}
      actions={
        <Button variant="default" onClick={() => setOpen(true)}>
          {account.changePassword}
        </Button>
      }
    >
      <Text size="sm" role="status">
        {isDone ? account.passwordChanged : ""}
      </Text>
      <ActionDialog
        opened={isOpen}
        onClose={close}
        title={account.changePassword}
        lead={account.changePasswordLead}
        action={account.changePassword}
        isSending={change.isSending}
        isReady={current !== "" && wanted.length >= shortestPassword}
        problem={change.problem}
        onSubmit={submit}
      >
        <input type="text" hidden readOnly autoComplete="username" value={username} />
        <PasswordInput
          label={account.currentPassword}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          data-autofocus
        />
        <NewPassword value={wanted} onChange={setWanted} />
      </ActionDialog>
    </Section>
  );
}
