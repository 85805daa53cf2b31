import { Anchor, Button, Stack, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { call } from "../../api/call.ts";
import { useCall } from "../../api/use-call.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { DoorFrame } from "../../layout/door-frame.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useNewSession } from "../../session/use-session.ts";
import { NewPassword, shortestPassword } from "./new-password.tsx";

/** Choosing a password by an invitation, then on to the second step. */
export function InvitationPage(): ReactNode {
  const { account } = useMessages();
  const newSession = useNewSession();
  const navigate = useNavigate();
  const accept = useCall("POST /api/invitation");
  const [token] = useState(() => new URLSearchParams(location.search).get("token") ?? "");
  const [password, setPassword] = useState("");
  // The token opens an account: it does not stay in the address, nor in the history of a shared computer.
  useEffect(() => history.replaceState(history.state, "", location.pathname), []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const accepted = await accept.send({ body: { token, password } });
    if (!accepted) return;
    await call("POST /api/sign-in", { body: { username: accepted.username, password } }).catch(() => {});
    await newSession();
    await navigate({ to: "/sign-in" });
  };
  if (token === "") {
    return (
      <DoorFrame title={account.invitation} lead={account.noToken}>
        <Text size="sm">
          <Anchor component={Link} to="/sign-in">
            {account.signIn}
          </Anchor>
        </Text>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={account.invitation} lead={account.invitationHelp}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <NewPassword value={password} onChange={setPassword} />
          <ProblemNote problem={accept.problem} />
          <Button
            type="submit"
            loading={accept.isSending}
            disabled={password.length < shortestPassword}
            fullWidth
            size="md"
          >
            {account.setPassword}
          </Button>
        </Stack>
      </form>
    </DoorFrame>
  );
}
