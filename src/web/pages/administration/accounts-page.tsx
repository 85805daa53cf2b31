import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { AccountActs, type ChosenAct } from "./account-acts.tsx";
import { AccountState } from "./account-state.tsx";
import { ChangeAccountDialog } from "./change-account-dialog.tsx";
import { type Invitation, InvitationLink } from "./invitation-link.tsx";
import { InviteAgainDialog } from "./invite-again-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

export type AccountRow = Answer<"GET /api/accounts">[number];

/** Everybody who can sign in on the instance: inviting, disabling, unlocking. */
export function AccountsPage(): ReactNode {
  const { administration } = useMessages();
  const accounts = useAnswer("GET /api/accounts", {}, { refetchInterval: 60_000 });
  const [wanted, setWanted] = useState("");
  const [invites, setInvites] = useState(false);
  const [chosen, setChosen] = useState<ChosenAct>();
  const [invitation, setInvitation] = useState<Invitation>();
  const columns = useColumns(setChosen);
  const unchoose = (): void => setChosen(undefined);
  const invited = (made: Invitation): void => {
    setInvites(false);
    unchoose();
    setInvitation(made);
  };
  return (
    <Page
      title={administration.accounts}
      lead={administration.accountsLead}
      actions={<Button onClick={() => setInvites(true)}>{administration.invite}</Button>}
    >
      <TextInput
        type="search"
        label={administration.searchAccounts}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        maw={360}
      />
      <Answered query={accounts}>
        {(rows) => (
          <RowsTable
            label={administration.accounts}
            rows={rows.filter((row) => isWanted(row, wanted))}
            rowKey={({ userId }) => userId}
            empty={administration.noAccountFound}
            columns={columns}
          />
        )}
      </Answered>
      <InviteDialog opened={invites} onClose={() => setInvites(false)} onInvited={invited} />
      <InviteAgainDialog
        account={chosen?.act === "invite-again" ? chosen.account : undefined}
        onClose={unchoose}
        onInvited={invited}
      />
      <ChangeAccountDialog chosen={chosen} onClose={unchoose} />
      <InvitationLink invitation={invitation} onClose={() => setInvitation(undefined)} />
    </Page>
  );
}

function isWanted({ name, username }: AccountRow, wanted: string): boolean {
  return `${name} ${username}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

function useColumns(onChoose: (chosen: ChosenAct) => void): readonly Column<AccountRow>[] {
  const { administration } = useMessages();
  return [
    { key: "name", head: administration.name, sortBy: ({ name }) => name, cell: ({ name }) => name },
    {
      key: "username",
      head: administration.username,
      sortBy: ({ username }) => username,
      cell: ({ username }) => username,
    },
    {
      key: "state",
      head: administration.state,
      sortBy: ({ status }) => status,
      cell: (row) => <AccountState account={row} />,
    },
    {
      key: "acts",
      head: "",
      align: "end",
      cell: (row) => <AccountActs account={row} onChoose={onChoose} />,
    },
  ];
}
