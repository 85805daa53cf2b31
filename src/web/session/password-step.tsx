import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useCall } from "../api/use-call.ts";
import { ProblemNote } from "../components/problem-note.tsx";
import { useMessages } from "../messages/messages.tsx";

/** The first step. The fields are read when they are sent, so that what a password manager filled in counts too. */
export function PasswordStep({
  username,
  takesFocus,
  onSignedIn,
}: {
  readonly username: string | undefined;
  readonly takesFocus: boolean;
  /** Called when the password was all that it took. */
  readonly onSignedIn?: (() => void) | undefined;
}): ReactNode {
  const { account } = useMessages();
  const client = useQueryClient();
  const signIn = useCall("POST /api/sign-in");
  const [missing, setMissing] = useState<readonly string[]>([]);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const given = {
      username: username ?? read(fields, "username").trim(),
      password: read(fields, "password"),
    };
    const empty = Object.entries(given).filter(([, value]) => value === "");
    setMissing(empty.map(([name]) => name));
    const [first] = empty;
    if (first) return focusField(form, first[0]);
    const answer = await signIn.send({ body: given });
    if (!answer) return focusField(form, "password");
    if (answer.step === "signed-in") onSignedIn?.();
    await client.invalidateQueries();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {username === undefined ? (
          <TextInput
            name="username"
            label={account.username}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus={takesFocus}
            error={missing.includes("username") ? account.usernameMissing : undefined}
          />
        ) : (
          <TextInput
            name="username"
            label={account.username}
            autoComplete="username"
            value={username}
            readOnly
          />
        )}
        <PasswordInput
          name="password"
          label={account.password}
          autoComplete="current-password"
          autoFocus={takesFocus && username !== undefined}
          data-autofocus={username !== undefined || undefined}
          error={missing.includes("password") ? account.passwordMissing : undefined}
        />
        <ProblemNote problem={signIn.problem} />
        <Button type="submit" loading={signIn.isSending} fullWidth size="md">
          {account.signIn}
        </Button>
      </Stack>
    </form>
  );
}

function read(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}

function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
