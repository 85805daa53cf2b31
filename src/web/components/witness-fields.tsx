import { Fieldset, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../messages/messages.tsx";

/** What the second person of an act types in place. Nothing of it is kept once the dialog is gone. */
export type WitnessEntry = {
  readonly username: string;
  readonly password: string;
  readonly code: string;
  readonly change: (part: Partial<Omit<WitnessEntry, "change" | "isReady" | "witness">>) => void;
  readonly isReady: boolean;
  readonly witness: { readonly username: string; readonly password: string; readonly code?: string };
};

export function useWitnessEntry(): WitnessEntry {
  const [typed, setTyped] = useState({ username: "", password: "", code: "" });
  const { username, password, code } = typed;
  return {
    ...typed,
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    isReady: username.trim() !== "" && password !== "",
    witness: { username: username.trim(), password, ...(code.trim() === "" ? {} : { code: code.trim() }) },
  };
}

/** Name, password and code of whoever stands by. */
export function WitnessFields({ entry }: { readonly entry: WitnessEntry }): ReactNode {
  const { witness: say } = useMessages().kits;
  return (
    <Fieldset legend={say.title}>
      <Stack gap="xs">
        <TextInput
          label={say.username}
          autoComplete="off"
          value={entry.username}
          onChange={(event) => entry.change({ username: event.currentTarget.value })}
        />
        <PasswordInput
          label={say.password}
          autoComplete="off"
          value={entry.password}
          onChange={(event) => entry.change({ password: event.currentTarget.value })}
        />
        <TextInput
          label={say.code}
          inputMode="numeric"
          autoComplete="off"
          value={entry.code}
          onChange={(event) => entry.change({ code: event.currentTarget.value })}
        />
      </Stack>
    </Fieldset>
  );
}
