import { ActionIcon, Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { useSession } from "../../session/use-session.ts";
import type { AccountRow } from "./accounts-page.tsx";

export type AccountActName = "invite-again" | "disable" | "enable" | "unlock";
export type ChosenAct = { readonly act: AccountActName; readonly account: AccountRow };

type AccountActsProps = {
  readonly account: AccountRow;
  readonly onChoose: (chosen: ChosenAct) => void;
};

/** What can be done with an account as it stands. */
export function AccountActs({ account, onChoose }: AccountActsProps): ReactNode {
  const { administration } = useMessages();
  const session = useSession();
  const names = {
    unlock: administration.unlock,
    "invite-again": administration.inviteAgain,
    enable: administration.enable,
    disable: administration.disable,
  } as const;
  const acts = actsOn(account, session.data?.user?.userId);
  if (acts.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={administration.actionsFor(account.name)}
        >
          <svg width="18" height="18" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
            <circle cx="5" cy="12" r="2" />
            <circle cx="12" cy="12" r="2" />
            <circle cx="19" cy="12" r="2" />
          </svg>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map((act) => (
          <Menu.Item key={act} onClick={() => onChoose({ act, account })}>
            {names[act]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function actsOn(
  { status, lockedUntil, userId, isDemonstration }: AccountRow,
  self: string | undefined,
): readonly AccountActName[] {
  return [
    ...(lockedUntil === null ? [] : (["unlock"] as const)),
    ...(status === "disabled" || isDemonstration || userId === self ? [] : (["invite-again"] as const)),
    ...(status === "disabled" ? (["enable"] as const) : userId === self ? [] : (["disable"] as const)),
  ];
}
