import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../../api/use-answer.ts";
import { formatMoment } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { Section } from "../../../components/section.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { type SessionRow, SessionStatus } from "../../dosing-session/session-status.tsx";
import { useParticipant } from "../participant-context.tsx";

/** The participant's sessions, newest first, each with the way to it; nothing for whoever may not see sessions, or where there is none. */
export function SessionsHeld(): ReactNode {
  const { list } = useMessages().dosingSession;
  const { visits: texts } = useMessages().participants;
  const { studyId, mayAt } = useStudy();
  const { participantId, siteId, visits, zone } = useParticipant();
  const mayLook = mayAt("see-sessions", siteId);
  const sessions = useAnswer(
    "GET /api/studies/:studyId/sessions",
    { params: { studyId } },
    { enabled: mayLook },
  );
  const own = (sessions.data ?? []).filter((one) => one.participantId === participantId);
  if (!mayLook || own.length === 0) return null;
  const nameOf = ({ visitId, kind }: SessionRow): string =>
    visits.find((visit) => visit.visitId === visitId)?.name ?? list.kinds[kind] ?? kind;
  const columns: readonly Column<SessionRow>[] = [
    { key: "session", head: list.columns.kind, cell: nameOf },
    { key: "status", head: list.columns.status, cell: (row) => <SessionStatus row={row} /> },
    {
      key: "opened",
      head: list.columns.opened,
      isOneLine: true,
      cell: ({ openedAt }) => formatMoment(openedAt, zone),
    },
    {
      key: "open",
      head: "",
      align: "end",
      cell: (row) => (
        <Button
          component={Link}
          to={`/studies/${studyId}/sessions/${row.sessionId}`}
          variant="default"
          size="sm"
          aria-label={texts.openSessionOf(nameOf(row))}
        >
          {list.goToSession}
        </Button>
      ),
    },
  ];
  return (
    <Section title={list.title}>
      <RowsTable
        label={list.title}
        rows={own.toSorted((a, b) => (a.openedAt > b.openedAt ? -1 : 1))}
        columns={columns}
        rowKey={({ sessionId }) => sessionId}
        empty=""
      />
    </Section>
  );
}
