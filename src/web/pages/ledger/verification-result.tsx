import { Alert, Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { formatMoment } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { useMessages } from "../../messages/messages.tsx";
import styles from "./ledger.module.css";

/** What a verification has found, as the server tells it and as the browser finds it. */
export type Report = {
  readonly intact: boolean;
  readonly events: number;
  readonly streams: number;
  readonly checkpoints: number;
  readonly witnessed: number;
  readonly newerWitnessed: number;
  readonly provenUntil: string | null;
  readonly unproven: number;
  readonly seals: { readonly opened: number; readonly erased: number; readonly blinded: number };
  readonly gaps: readonly {
    readonly restoredAt: string;
    readonly fromMoment: string;
    readonly toMoment: string;
    readonly events: number;
  }[];
  readonly findings: readonly Finding[];
};
type Finding = {
  readonly code: string;
  readonly message: string;
  readonly stream?: string | undefined;
  readonly version?: number | undefined;
  readonly checkpoint?: number | undefined;
};

/** The verdict in plain words first, then what it rests on, then what is not as it was written. */
export function VerificationResult({ report }: { readonly report: Report }): ReactNode {
  const { ledger: words } = useMessages();
  const { intact, events, streams, findings } = report;
  return (
    <Stack gap="md">
      <Alert
        color={intact ? "teal" : "red"}
        variant="light"
        title={intact ? words.intact : words.notIntact}
        role={intact ? "status" : "alert"}
      >
        <Text size="sm">
          {intact
            ? words.intactWords(words.events(events), words.streams(streams))
            : words.notIntactWords(findings.length)}
        </Text>
      </Alert>
      <Grounds report={report} />
      <Gaps report={report} />
      <Findings findings={findings} />
    </Stack>
  );
}

function Grounds({ report }: { readonly report: Report }): ReactNode {
  const { ledger: words } = useMessages();
  const { checkpoints, witnessed, newerWitnessed, provenUntil, unproven, seals } = report;
  const hasSeals = seals.opened + seals.blinded + seals.erased > 0;
  const facts: readonly (readonly [term: string, value: string, help?: string])[] = [
    [
      words.provenUntil,
      provenUntil ? words.provenUntilWords(formatMoment(provenUntil)) : words.notProven,
      witnessed > 0 ? words.provenHelp : words.provenHelpNoWitness,
    ],
    [
      words.checkpoints,
      witnessed > 0 ? words.checkpointsWords(checkpoints, witnessed) : words.checkpointsOnly(checkpoints),
    ],
    ...(newerWitnessed > 0 ? [[words.newer, words.newerWords(newerWitnessed)] as const] : []),
    [words.unproven, words.unprovenWords(unproven)],
    ...(hasSeals
      ? [[words.seals, words.sealsWords(seals.opened, seals.blinded, seals.erased)] as const]
      : []),
  ];
  return (
    <Box component="dl" className={styles["facts"]}>
      {facts.map(([term, value, help]) => (
        <div key={term} className={styles["fact"]}>
          <Text component="dt" size="sm" c="dimmed">
            {term}
          </Text>
          <Box component="dd" m={0}>
            <Text size="sm" fw={600}>
              {value}
            </Text>
            {help === undefined ? null : (
              <Text size="xs" c="dimmed" maw="75ch">
                {help}
              </Text>
            )}
          </Box>
        </div>
      ))}
    </Box>
  );
}

function Gaps({ report }: { readonly report: Report }): ReactNode {
  const { ledger: words } = useMessages();
  if (report.gaps.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {words.gapsTitle}
      </Title>
      {report.gaps.map(({ restoredAt, fromMoment, toMoment, events }) => (
        <Alert key={`${restoredAt} ${toMoment}`} color="yellow" variant="light">
          <Text size="sm">
            {words.gap(formatMoment(restoredAt), formatMoment(fromMoment), formatMoment(toMoment), events)}
          </Text>
        </Alert>
      ))}
    </Stack>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { ledger: words } = useMessages();
  if (findings.length === 0) return null;
  const columns: readonly Column<Finding>[] = [
    {
      key: "what",
      head: words.findingColumns.what,
      cell: ({ message, code }) => (
        <>
          <Text size="sm">{message}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {code}
          </Text>
        </>
      ),
    },
    {
      key: "where",
      head: words.findingColumns.where,
      cell: ({ stream, version, checkpoint }) => (
        <Text size="xs" ff="monospace" style={{ overflowWrap: "anywhere" }}>
          {words.findingWhere(stream, version, checkpoint)}
        </Text>
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {words.findingsTitle}
      </Title>
      <RowsTable
        label={words.findingsTitle}
        rows={findings}
        columns={columns}
        rowKey={({ code, message }) => `${code} ${message}`}
        empty=""
      />
    </Stack>
  );
}
