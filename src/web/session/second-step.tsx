import { Anchor, Button, Divider, Stack, TextInput } from "@mantine/core";
import { startAuthentication } from "@simplewebauthn/browser";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { call, type Problem } from "../api/call.ts";
import { useCall } from "../api/use-call.ts";
import { problemOf } from "../api/use-command.ts";
import { ProblemNote } from "../components/problem-note.tsx";
import { useMessages } from "../messages/messages.tsx";

/** The second step: a code of the app, or a passkey, whichever the account has. */
export function SecondStep({ factors }: { readonly factors: readonly string[] }): ReactNode {
  const { account } = useMessages();
  const hasApp = factors.includes("authenticator-app");
  const hasPasskey = factors.includes("passkey");
  return (
    <Stack>
      {hasApp ? <CodeForm /> : null}
      {hasApp && hasPasskey ? <Divider label={account.or} /> : null}
      {hasPasskey ? <PasskeyButton isPrimary={!hasApp} /> : null}
      <StartOver />
    </Stack>
  );
}

const codeLength = 6;

function CodeForm(): ReactNode {
  const { account } = useMessages();
  const client = useQueryClient();
  const confirm = useCall("POST /api/sign-in/code");
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const send = async (given: string): Promise<void> => {
    if (confirm.isSending) return;
    if (await confirm.send({ body: { code: given } })) return client.invalidateQueries();
    setCode("");
    field.current?.focus();
    // Too many wrong ones, or too late: the first step comes again.
    await client.invalidateQueries({ queryKey: ["GET /api/session"] });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send(code);
  };
  const change = (raw: string): void => {
    const digits = raw.replace(/\D/g, "").slice(0, codeLength);
    setCode(digits);
    if (digits.length === codeLength && digits !== code) void send(digits);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          ref={field}
          label={account.code}
          description={account.codeHelp}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="md"
          value={code}
          onChange={(event) => change(event.currentTarget.value)}
          autoFocus
        />
        <ProblemNote problem={confirm.problem} />
        <Button
          type="submit"
          loading={confirm.isSending}
          disabled={code.length < codeLength}
          fullWidth
          size="md"
        >
          {account.continue}
        </Button>
      </Stack>
    </form>
  );
}

function PasskeyButton({ isPrimary }: { readonly isPrimary: boolean }): ReactNode {
  const { account } = useMessages();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const use = async (): Promise<void> => {
    setAsking(true);
    setProblem(undefined);
    try {
      const { options } = await call("POST /api/passkey/challenge", {});
      const answer = await startAuthentication({ optionsJSON: options as never });
      await call("POST /api/sign-in/passkey", { body: { answer } });
      await client.invalidateQueries();
    } catch (error) {
      const known = problemOf(error);
      setProblem(known.code === "fault" ? { ...known, detail: account.passkeyNotUsed } : known);
      await client.invalidateQueries({ queryKey: ["GET /api/session"] });
    } finally {
      setAsking(false);
    }
  };
  return (
    <Stack>
      <ProblemNote problem={problem} />
      <Button
        variant={isPrimary ? "filled" : "default"}
        onClick={use}
        loading={isAsking}
        fullWidth
        size="md"
        autoFocus={isPrimary}
      >
        {account.usePasskey}
      </Button>
    </Stack>
  );
}

/** Back to the first step, for whoever began as somebody else. */
export function StartOver(): ReactNode {
  const { account } = useMessages();
  const client = useQueryClient();
  const startOver = async (): Promise<void> => {
    await call("POST /api/sign-out", {}).catch(() => {});
    await client.invalidateQueries();
  };
  return (
    <Anchor component="button" type="button" size="sm" onClick={startOver} ta="center" py={6}>
      {account.startOver}
    </Anchor>
  );
}
