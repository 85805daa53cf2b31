import { Button, Menu } from "@mantine/core";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useRefresh } from "../../api/use-answer.ts";
import { formatDate } from "../../components/moment.tsx";
import { RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { AddFactor, type FactorKind } from "./add-factor.tsx";
import { type OwnFactor, RemoveFactor } from "./remove-factor.tsx";

type OwnAccount = Answer<"GET /api/account">;

/** The second steps of an account: which there are, another one, one less. */
export function OwnSecondSteps({ own }: { readonly own: OwnAccount }): ReactNode {
  const { account } = useMessages();
  const refresh = useRefresh();
  const [adds, setAdds] = useState<FactorKind>();
  const [removes, setRemoves] = useState<OwnFactor>();
  const factors = factorsOf(own, account.app);
  const done = async (): Promise<void> => {
    setAdds(undefined);
    setRemoves(undefined);
    await refresh();
  };
  return (
    <Section
      title={account.secondSteps}
      lead={account.secondStepsLead}
      actions={<AddMenu onChoose={setAdds} />}
    >
      <RowsTable
        label={account.secondSteps}
        rows={factors}
        rowKey={({ key }) => key}
        empty={account.noFactors}
        columns={[
          {
            key: "kind",
            head: account.factor,
            cell: ({ factor }) => (factor.kind === "passkey" ? account.passkey : account.app),
          },
          {
            key: "name",
            head: account.factorName,
            cell: ({ name, factor }) => (factor.kind === "passkey" ? name : ""),
          },
          {
            key: "added",
            head: account.addedOn,
            isOneLine: true,
            cell: ({ addedOn }) => (addedOn ? formatDate(addedOn) : ""),
          },
          {
            key: "remove",
            head: "",
            align: "end",
            cell: (row) =>
              factors.length > 1 ? (
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-sm"
                  aria-label={account.removeFactorOf(row.name)}
                  onClick={() => setRemoves(row)}
                >
                  {account.removeFactor}
                </Button>
              ) : null,
          },
        ]}
      />
      <AddFactor
        kind={adds}
        replaces={own.factors.includes("authenticator-app")}
        onClose={() => setAdds(undefined)}
        onAdded={done}
      />
      <RemoveFactor factor={removes} onClose={() => setRemoves(undefined)} onRemoved={done} />
    </Section>
  );
}

function AddMenu({ onChoose }: { readonly onChoose: (kind: FactorKind) => void }): ReactNode {
  const { account } = useMessages();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{account.addFactor}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChoose("authenticator-app")}>{account.app}</Menu.Item>
        {browserSupportsWebAuthn() ? (
          <Menu.Item onClick={() => onChoose("passkey")}>{account.passkey}</Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function factorsOf({ factors, passkeys }: OwnAccount, appName: string): readonly OwnFactor[] {
  const app: readonly OwnFactor[] = factors.includes("authenticator-app")
    ? [{ key: "app", name: appName, factor: { kind: "authenticator-app" } }]
    : [];
  const keys = passkeys.map(
    ({ credentialId, label, createdAt }): OwnFactor => ({
      key: credentialId,
      name: label,
      addedOn: createdAt,
      factor: { kind: "passkey", credentialId },
    }),
  );
  return [...app, ...keys];
}
