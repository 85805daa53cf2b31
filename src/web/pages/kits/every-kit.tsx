import { Button, NativeSelect, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type Kit, type Stock, toneOfKit, useStockCommand } from "./kit-data.ts";
import { KitHolder } from "./sessions-section.tsx";

/** Every kit of the site by its code, and setting one aside. */
export function EveryKit({ stock }: { readonly stock: Stock }): ReactNode {
  const { list: say } = useMessages().kits;
  const { mayAt } = useStudy();
  const word = useWord("kitState");
  const [state, setState] = useState("");
  const [aside, setAside] = useState<Kit>();
  const states = [...new Set(stock.kits.map((kit) => kit.state))].sort();
  const columns = useColumns(mayAt("quarantine-kit", stock.siteId) ? setAside : undefined);
  const filter = (
    <NativeSelect
      label={say.filter}
      value={state}
      onChange={(event) => setState(event.currentTarget.value)}
      data={[{ value: "", label: say.all }, ...states.map((value) => ({ value, label: word(value) }))]}
    />
  );
  return (
    <Section title={say.title} actions={filter}>
      <RowsTable
        label={say.title}
        rows={stock.kits.filter((kit) => state === "" || kit.state === state)}
        columns={columns}
        rowKey={({ code }) => code}
        empty={say.none}
      />
      {aside ? (
        <QuarantineDialog siteId={stock.siteId} kit={aside} onClose={() => setAside(undefined)} />
      ) : null}
    </Section>
  );
}

function useColumns(onAside: ((kit: Kit) => void) | undefined): readonly Column<Kit>[] {
  const { list: say } = useMessages().kits;
  const kind = useWord("kitKind");
  const word = useWord("kitState");
  const mayBeSetAside = (kit: Kit): boolean => kit.state === "available" || kit.state === "assigned";
  return [
    {
      key: "code",
      head: say.columns.code,
      isOneLine: true,
      sortBy: ({ code }) => code,
      cell: ({ code }) => <Text ff="monospace">{code}</Text>,
    },
    { key: "kind", head: say.columns.kind, sortBy: (kit) => kit.kind, cell: (kit) => kind(kit.kind) },
    { key: "level", head: say.columns.level, sortBy: ({ level }) => level, cell: ({ level }) => level },
    { key: "capsules", head: say.columns.capsules, align: "end", cell: ({ capsules }) => capsules },
    {
      key: "expires",
      head: say.columns.expires,
      isOneLine: true,
      sortBy: ({ expiresOn }) => expiresOn,
      cell: ({ expiresOn }) => formatDate(expiresOn),
    },
    {
      key: "state",
      head: say.columns.state,
      sortBy: (kit) => kit.state,
      cell: (kit) => <StatusBadge tone={toneOfKit(kit.state)}>{word(kit.state)}</StatusBadge>,
    },
    { key: "who", head: say.columns.who, cell: (kit) => <KitHolder kit={kit} /> },
    ...(onAside
      ? [
          {
            key: "act",
            head: "",
            cell: (kit: Kit) =>
              mayBeSetAside(kit) ? (
                <Button variant="subtle" aria-label={say.quarantineOf(kit.code)} onClick={() => onAside(kit)}>
                  {say.quarantine}
                </Button>
              ) : null,
          },
        ]
      : []),
  ];
}

type Cause = "temperature" | "damaged" | "tampered" | "label" | "other";

function QuarantineDialog({
  siteId,
  kit: { code },
  onClose,
}: {
  readonly siteId: string;
  readonly kit: Kit;
  readonly onClose: () => void;
}): ReactNode {
  const { quarantine: say } = useMessages().kits;
  const [cause, setCause] = useState<Cause>("damaged");
  const command = useStockCommand("quarantine-kit", siteId);
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { code, cause } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.title(code)}
      lead={say.lead}
      action={say.act}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={say.cause}
        value={cause}
        onChange={(event) => setCause(event.currentTarget.value as Cause)}
        data={Object.entries(say.causes).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
    </ActionDialog>
  );
}
