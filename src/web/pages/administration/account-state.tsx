import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDate, formatMoment } from "../../components/moment.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { AccountRow } from "./accounts-page.tsx";

/** How an account stands, in a word or two. */
export function AccountState({ account }: { readonly account: AccountRow }): ReactNode {
  const { administration, shell } = useMessages();
  const { isAdministrator, isDemonstration, lockedUntil } = account;
  return (
    <Group gap={6}>
      <StandingBadge account={account} />
      {lockedUntil === null ? null : (
        <StatusBadge tone="bad">{administration.lockedUntil(timeOf(lockedUntil))}</StatusBadge>
      )}
      {isAdministrator ? <StatusBadge tone="info">{administration.administrator}</StatusBadge> : null}
      {isDemonstration ? <StatusBadge tone="attention">{shell.demonstrationShort}</StatusBadge> : null}
    </Group>
  );
}

function StandingBadge({
  account: { status, invitationUntil },
}: {
  readonly account: AccountRow;
}): ReactNode {
  const { administration } = useMessages();
  if (status === "active") return <StatusBadge tone="good">{administration.active}</StatusBadge>;
  if (status === "disabled") return <StatusBadge tone="neutral">{administration.disabled}</StatusBadge>;
  const isWaiting = invitationUntil !== null && Date.parse(invitationUntil) > Date.now();
  return isWaiting ? (
    <StatusBadge tone="info">{administration.invitedUntil(formatDate(invitationUntil))}</StatusBadge>
  ) : (
    <StatusBadge tone="attention">{administration.invitationExpired}</StatusBadge>
  );
}

function timeOf(at: string): string {
  return formatMoment(at).split(", ")[1] ?? at;
}
