import { Button, Stack, Text, TextInput } from "@mantine/core";
import { startRegistration } from "@simplewebauthn/browser";
import { type FormEvent, type ReactNode, useState } from "react";
import { call, type Problem } from "../api/call.ts";
import { problemOf } from "../api/use-command.ts";
import { useMessages } from "../messages/messages.tsx";
import { ProblemNote } from "./problem-note.tsx";

type PasskeySetUpProps = {
  /** What the server asks the browser to make. */
  readonly propose: () => Promise<unknown>;
  readonly onAdded: () => void | Promise<void>;
};

/** Adds a passkey: a key that stays on this device, or on one that it asks, and is opened by finger, face or PIN. */
export function PasskeySetUp({ propose, onAdded }: PasskeySetUpProps): ReactNode {
  const { account } = useMessages();
  const [label, setLabel] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsking(true);
    setProblem(undefined);
    try {
      const answer = await startRegistration({ optionsJSON: (await propose()) as never });
      await call("POST /api/account/passkeys", { body: { answer, label: label.trim() } });
      await onAdded();
    } catch (error) {
      const known = problemOf(error);
      setProblem(known.code === "fault" ? { ...known, detail: account.passkeyFailed } : known);
    } finally {
      setAsking(false);
    }
  };
  return (
    <form onSubmit={add} noValidate>
      <Stack>
        <Text size="sm">{account.passkeyHelp}</Text>
        <TextInput
          label={account.passkeyLabel}
          description={account.passkeyLabelHelp}
          value={label}
          maxLength={80}
          onChange={(event) => setLabel(event.currentTarget.value)}
          data-autofocus
        />
        <ProblemNote problem={problem} />
        <Button type="submit" loading={isAsking} disabled={label.trim() === ""} fullWidth>
          {account.addPasskey}
        </Button>
      </Stack>
    </form>
  );
}
