import { Blockquote, Button, PasswordInput, Text, TextInput } from "@mantine/core";
import { startAuthentication } from "@simplewebauthn/browser";
import { type ReactNode, useEffect, useState } from "react";
import { call, type Problem } from "../api/call.ts";
import { useAnswer } from "../api/use-answer.ts";
import { problemOf } from "../api/use-command.ts";
import { useMessages } from "../messages/messages.tsx";
import { ActionDialog } from "./action-dialog.tsx";

/** What a person gives to prove, for one act, who they are. */
export type Proof = { readonly password?: string; readonly code?: string; readonly passkey?: unknown };

type SignDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the signature means; it is printed with it. */
  readonly meaning: string;
  readonly isSending: boolean;
  readonly problem?: Problem | undefined;
  readonly onSign: (proof: Proof) => Promise<void>;
  /** What is signed, for a last look. */
  readonly children?: ReactNode;
};

/** An electronic signature: the meaning to read, and the proof of who signs (21 CFR 11.50, 11.200). Nothing of the proof is kept. */
export function SignDialog(props: SignDialogProps): ReactNode {
  const { signing } = useMessages();
  const account = useAnswer("GET /api/account", {}, { enabled: props.opened });
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<Problem>();
  const { opened } = props;
  useEffect(() => {
    if (opened) return;
    setPassword("");
    setCode("");
    setFailure(undefined);
  }, [opened]);

  const factors = account.data?.factors ?? [];
  const asksForCode = factors.includes("authenticator-app");
  const signWithPasskey = async (): Promise<void> => {
    setFailure(undefined);
    try {
      const { options } = await call("POST /api/passkey/challenge", {});
      await props.onSign({ passkey: await startAuthentication({ optionsJSON: options as never }) });
    } catch (error) {
      setFailure({ ...problemOf(error), detail: signing.passkeyFailed });
    }
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={props.onClose}
      title={props.title}
      action={signing.sign}
      isSending={props.isSending}
      isReady={password !== "" && (!asksForCode || code.trim() !== "")}
      problem={props.problem ?? failure}
      onSubmit={() => props.onSign(asksForCode ? { password, code: code.trim() } : { password })}
    >
      {props.children}
      <Blockquote p="sm" color="water">
        <Text size="sm">{props.meaning}</Text>
      </Blockquote>
      <Text size="sm">{signing.signsAs(account.data?.name ?? "")}</Text>
      <PasswordInput
        label={signing.password}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus
      />
      {asksForCode ? (
        <TextInput
          label={signing.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : null}
      {factors.includes("passkey") ? (
        <Button variant="light" onClick={signWithPasskey}>
          {signing.usePasskey}
        </Button>
      ) : null}
    </ActionDialog>
  );
}
