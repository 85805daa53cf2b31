import { Button, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { minutesBetween } from "#trial";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type SessionRow as Row, SessionStatus, statusOf } from "./session-status.tsx";
import { clockOf } from "./times.ts";
import { useNow } from "./use-now.ts";

/** Every session of one's sites: those under way first, for nobody looks for the others in a hurry. */
export function SessionsPage(): ReactNode {
  const { list } = useMessages().dosingSession;
  const { studyId } = useStudy();
  const sessions = useAnswer(
    "GET /api/studies/:studyId/sessions",
    { params: { studyId } },
    { refetchInterval: 30_000 },
  );
  return (
    <Page title={list.title} lead={list.lead}>
      <Answered query={sessions}>{(rows) => <Lists rows={rows} />}</Answered>
    </Page>
  );
}

function Lists({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { list } = useMessages().dosingSession;
  const now = useNow();
  const sorted = [...rows].sort((a, b) => (a.openedAt > b.openedAt ? -1 : 1));
  const underWay = sorted.filter((row) => row.endedAt === null || statusOf(row) === "night");
  const rest = sorted.filter((row) => !underWay.includes(row));
  const today = rest.filter(({ openedAt }) => openedAt.slice(0, 10) === now.slice(0, 10));
  const earlier = rest.filter((row) => !today.includes(row));
  return (
    <Stack gap="xl">
      <Section title={list.underWay}>
        <Table
          label={list.underWay}
          rows={underWay}
          empty={rows.length === 0 ? list.empty : list.noneUnderWay}
        />
      </Section>
      {today.length > 0 ? (
        <Section title={list.today}>
          <Table label={list.today} rows={today} empty="" />
        </Section>
      ) : null}
      {earlier.length > 0 ? (
        <Section title={list.earlier}>
          <Table label={list.earlier} rows={earlier} empty="" />
        </Section>
      ) : null}
    </Stack>
  );
}

function Table({
  label,
  rows,
  empty,
}: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly empty: string;
}): ReactNode {
  const { list, ending } = useMessages().dosingSession;
  const { common } = useMessages();
  const { studyId } = useStudy();
  const now = useNow();
  const columns: readonly Column<Row>[] = [
    {
      key: "participant",
      head: list.columns.participant,
      isOneLine: true,
      sortBy: ({ number }) => number ?? "",
      cell: ({ number }) => number ?? list.noNumber,
    },
    { key: "kind", head: list.columns.kind, cell: ({ kind }) => list.kinds[kind] ?? kind },
    {
      key: "status",
      head: list.columns.status,
      cell: (row) => <SessionStatus row={row} />,
    },
    {
      key: "opened",
      head: list.columns.opened,
      isOneLine: true,
      sortBy: ({ openedAt }) => openedAt,
      cell: ({ openedAt }) => formatMoment(openedAt),
    },
    {
      key: "dose",
      head: list.columns.dose,
      isOneLine: true,
      cell: ({ dosedAt, endedAt }) =>
        dosedAt === null ? "–" : clockOf(minutesBetween(dosedAt as never, (endedAt ?? now) as never)),
    },
    {
      key: "ending",
      head: list.columns.ending,
      cell: ({ ending: how }) => (how === null ? "–" : (ending.endings[how] ?? how)),
    },
    {
      key: "open",
      head: "",
      align: "end",
      cell: ({ sessionId, number }) => (
        <Button
          component={Link}
          to={`/studies/${studyId}/sessions/${sessionId}`}
          variant="default"
          size="sm"
          aria-label={list.openOf(number ?? list.noNumber)}
        >
          {common.open}
        </Button>
      ),
    },
  ];
  return (
    <RowsTable
      label={label}
      rows={rows}
      columns={columns}
      rowKey={({ sessionId }) => sessionId}
      empty={empty}
    />
  );
}
