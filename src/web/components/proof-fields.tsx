import { Button, PasswordInput, TextInput } from "@mantine/core";
import { startAuthentication } from "@simplewebauthn/browser";
import { type ReactNode, useEffect, useState } from "react";
import { call, type Problem } from "../api/call.ts";
import { useAnswer } from "../api/use-answer.ts";
import { problemOf } from "../api/use-command.ts";
import { useMessages } from "../messages/messages.tsx";

/** What a person gives to prove, for one act, who they are. */
export type Proof = { readonly password?: string; readonly code?: string; readonly passkey?: unknown };

/** A proof as it is being given. Nothing of it is kept once the dialog is closed. */
export type ProofEntry = {
  readonly name: string;
  /** What signs in a demonstration; undefined anywhere else. */
  readonly demonstrationPassword: string | undefined;
  readonly asksForCode: boolean;
  readonly offersPasskey: boolean;
  readonly password: string;
  readonly code: string;
  readonly setPassword: (password: string) => void;
  readonly setCode: (code: string) => void;
  readonly isReady: boolean;
  readonly proof: Proof;
  readonly failure: Problem | undefined;
  /** Asks the browser for a passkey, and gives it on. */
  readonly withPasskey: (use: (proof: Proof) => Promise<unknown>) => Promise<void>;
  /** A code works once: whoever tries again types another. */
  readonly clearCode: () => void;
};

export function useProofEntry(opened: boolean): ProofEntry {
  const { signing } = useMessages();
  const account = useAnswer("GET /api/account", {}, { enabled: opened });
  const isDemonstration = account.data?.isDemonstration === true;
  const setUp = useAnswer("GET /api/set-up", {}, { enabled: opened && isDemonstration });
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [failure, setFailure] = useState<Problem>();
  useEffect(() => {
    if (opened) return;
    setPassword("");
    setCode("");
    setFailure(undefined);
  }, [opened]);
  const factors = account.data?.factors ?? [];
  const asksForCode = factors.includes("authenticator-app");
  const withPasskey: ProofEntry["withPasskey"] = async (use) => {
    setFailure(undefined);
    try {
      const { options } = await call("POST /api/passkey/challenge", {});
      await use({ passkey: await startAuthentication({ optionsJSON: options as never }) });
    } catch (error) {
      const known = problemOf(error);
      setFailure(known.code === "fault" ? { ...known, detail: signing.passkeyFailed } : known);
    }
  };
  return {
    name: account.data?.name ?? "",
    demonstrationPassword: (isDemonstration && setUp.data?.demonstrationPassword) || undefined,
    asksForCode,
    offersPasskey: factors.includes("passkey"),
    password,
    code,
    setPassword,
    setCode,
    isReady: account.data !== undefined && password !== "" && (!asksForCode || code.trim() !== ""),
    proof: asksForCode ? { password, code: code.trim() } : { password },
    failure,
    withPasskey,
    clearCode: () => setCode(""),
  };
}

/** Password, and code or passkey, as the account has them. */
export function ProofFields({
  entry,
  onPasskey,
}: {
  readonly entry: ProofEntry;
  readonly onPasskey: (proof: Proof) => Promise<unknown>;
}): ReactNode {
  const { account, signing } = useMessages();
  const { demonstrationPassword } = entry;
  return (
    <>
      <PasswordInput
        label={signing.password}
        description={demonstrationPassword && account.demonstrationPassword(demonstrationPassword)}
        autoComplete="current-password"
        value={entry.password}
        onChange={(event) => entry.setPassword(event.currentTarget.value)}
        data-autofocus
      />
      {entry.asksForCode ? (
        <TextInput
          label={signing.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={entry.code}
          onChange={(event) => entry.setCode(event.currentTarget.value)}
        />
      ) : null}
      {entry.offersPasskey ? (
        <Button variant="light" onClick={() => entry.withPasskey(onPasskey)}>
          {signing.usePasskey}
        </Button>
      ) : null}
    </>
  );
}
