import { NativeSelect, Text } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";

type SecurityEntry = Answer<"GET /api/security-log">["entries"][number];

const everything = "";
const grave = ["account-locked", "ledger-behind-witness", "foreign-origin", "not-theirs"];

/** What was refused at the door, by kind. */
export function SecurityPage(): ReactNode {
  const { administration } = useMessages();
  const word = useWord("securityKind");
  const [kind, setKind] = useState(everything);
  const columns = useColumns();
  const log = useAnswer(
    "GET /api/security-log",
    { query: kind === everything ? {} : { kind } },
    { refetchInterval: 60_000, placeholderData: keepPreviousData },
  );
  return (
    <Page title={administration.security} lead={administration.securityLead}>
      <Answered query={log}>
        {({ entries, kinds }) => (
          <>
            <NativeSelect
              label={administration.kind}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value)}
              maw={480}
              data={[
                { value: everything, label: administration.allKinds },
                ...kinds.map((one) => ({
                  value: one.kind,
                  label: administration.kindCount(word(one.kind), one.count),
                })),
              ]}
            />
            <RowsTable
              label={administration.security}
              rows={entries.map((entry, index) => ({ ...entry, index }))}
              rowKey={({ at, index }) => `${at} ${index}`}
              empty={administration.noSecurity}
              columns={columns}
            />
          </>
        )}
      </Answered>
    </Page>
  );
}

function useColumns(): readonly Column<SecurityEntry>[] {
  const { administration } = useMessages();
  const word = useWord("securityKind");
  return [
    { key: "at", head: administration.when, isOneLine: true, cell: ({ at }) => <Moment at={at} /> },
    {
      key: "kind",
      head: administration.kind,
      cell: ({ kind }) => <StatusBadge tone={toneOf(kind)}>{word(kind)}</StatusBadge>,
    },
    { key: "who", head: administration.who, cell: ({ name }) => name ?? administration.nobody },
    {
      key: "detail",
      head: administration.detail,
      cell: ({ route, detail }) => (
        <Text size="xs" ff="monospace" style={{ overflowWrap: "anywhere" }}>
          {[route, ...Object.entries(detail).map(([key, value]) => `${key}: ${value}`)]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      ),
    },
  ];
}

function toneOf(kind: string): Tone {
  if (grave.includes(kind)) return "bad";
  return kind === "not-signed-in" ? "neutral" : "attention";
}
