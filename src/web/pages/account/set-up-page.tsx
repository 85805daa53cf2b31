import { Button, Stack, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { useCall } from "../../api/use-call.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { DoorFrame } from "../../layout/door-frame.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useNewSession } from "../../session/use-session.ts";
import { NewPassword, shortestPassword } from "./new-password.tsx";

/** The first administrator of an instance that has no account yet. */
export function SetUpPage(): ReactNode {
  const { account } = useMessages();
  const newSession = useNewSession();
  const navigate = useNavigate();
  const setUp = useCall("POST /api/set-up");
  const [username, setUsername] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const isReady = username.trim().length > 1 && name.trim().length > 1 && password.length >= shortestPassword;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    const person = { username: username.trim(), name: name.trim(), password };
    if (!(await setUp.send({ body: person }))) return;
    // What follows is the sign-in with its second step; if it fails, its page says why.
    await call("POST /api/sign-in", { body: { username: person.username, password } }).catch(() => {});
    await newSession();
    await navigate({ to: "/sign-in" });
  };
  return (
    <DoorFrame title={account.setUp} lead={account.setUpHelp}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={account.name}
            description={account.nameHelp}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoFocus
          />
          <TextInput
            label={account.username}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <NewPassword value={password} onChange={setPassword} />
          <ProblemNote problem={setUp.problem} />
          <Button type="submit" loading={setUp.isSending} disabled={!isReady} fullWidth size="md">
            {account.createAdministrator}
          </Button>
        </Stack>
      </form>
    </DoorFrame>
  );
}
