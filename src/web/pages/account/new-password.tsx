import { PasswordInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";

/** The least length that the server takes (its door policy). */
export const shortestPassword = 12;

type NewPasswordProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the server said of it. */
  readonly error?: string | undefined;
};

/** A password to be chosen. It is shown on request, so that it need not be typed twice. */
export function NewPassword({ value, onChange, error }: NewPasswordProps): ReactNode {
  const { account } = useMessages();
  const missing = shortestPassword - value.length;
  const isShort = value !== "" && missing > 0;
  return (
    <PasswordInput
      label={account.newPassword}
      description={isShort ? account.charactersMissing(missing) : account.passwordHelp}
      autoComplete="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
