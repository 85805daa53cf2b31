import { Anchor, Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDate } from "../../../components/moment.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { WordBadge } from "../word-badge.tsx";
import type { ParticipantRow, SortKey } from "./list-filter.ts";

type RowProps = {
  readonly row: ParticipantRow;
  readonly index: number;
  readonly columns: readonly SortKey[];
  readonly siteName: string;
};

export function ParticipantTableRow({ row, index, columns, siteName }: RowProps): ReactNode {
  return (
    <Table.Tr aria-rowindex={index + 2}>
      {columns.map((column) => (
        <Table.Td key={column} data-column={column}>
          <Cell column={column} row={row} index={index} siteName={siteName} />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function Cell({
  column,
  row,
  index,
  siteName,
}: { readonly column: SortKey } & Omit<RowProps, "columns">): ReactNode {
  const { list } = useMessages().participants;
  const { studyId } = useStudy();
  switch (column) {
    case "number":
      return (
        <Anchor
          component={Link}
          to={`/studies/${studyId}/participants/${row.participantId}`}
          data-participant-row={index}
          size="sm"
          fw={row.number === null ? 400 : 600}
        >
          {row.number ?? list.noNumber}
        </Anchor>
      );
    case "site":
      return siteName;
    case "stage":
      return <WordBadge kind="stage" code={row.stage} />;
    case "since":
      return formatDate(row.stageSince);
    case "version":
      return row.designVersion;
    case "randomized":
      return row.randomizationNumber ?? "";
    case "consent":
      return <WordBadge kind="consentState" code={row.consent} />;
    case "next":
      return <Next row={row} />;
  }
}

/** What comes next and, before it, how much is late. */
function Next({ row: { next, late } }: { readonly row: ParticipantRow }): ReactNode {
  const { list } = useMessages().participants;
  const word = useWord("nextTask");
  if (!next) return null;
  return (
    <div className="vigil-next">
      <span>
        {late > 0 ? <StatusBadge tone="bad">{list.late(late)}</StatusBadge> : null}{" "}
        {next.dueOn === null ? "" : formatDate(next.dueOn)}
      </span>
      <span>
        {next.subject["visit"] ?? ""} · {word(next.kind)}
      </span>
    </div>
  );
}
