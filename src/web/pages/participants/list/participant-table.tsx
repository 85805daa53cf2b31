import { Table, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { ParticipantRow, SortKey, SortOrder } from "./list-filter.ts";
import { ParticipantTableRow } from "./participant-table-row.tsx";
import "./participant-table.css";
import { useRowWindow } from "./use-window.ts";

/** As high as a thumb is wide, and a line. */
const rowHeight = 45;

type ParticipantTableProps = {
  readonly rows: readonly ParticipantRow[];
  readonly siteNames: ReadonlyMap<string, string>;
  readonly order: SortOrder | undefined;
  readonly onOrder: (order: SortOrder) => void;
};

/** Moves the keyboard to a row, if it is in the page. */
export function focusRow(index: number): boolean {
  const link = document.querySelector<HTMLElement>(`[data-participant-row="${index}"]`);
  link?.focus({ preventScroll: true });
  return link !== null;
}

/** The rows of the list; with many, only those in sight are drawn. Arrow keys move, Enter opens. */
export function ParticipantTable({ rows, siteNames, order, onOrder }: ParticipantTableProps): ReactNode {
  const { list } = useMessages().participants;
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useRowWindow(box, rows.length, rowHeight);
  const [wanted, setWanted] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that is far away is drawn a moment later
  useEffect(() => {
    if (wanted !== undefined && focusRow(wanted)) setWanted(undefined);
  }, [wanted, first, end]);

  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = (event.target as HTMLElement).getAttribute("data-participant-row");
    const to = at === null ? undefined : targetRow(event.key, Number(at), rows.length);
    if (to === undefined) return;
    event.preventDefault();
    bringIntoView(box.current, to);
    setWanted(to);
  };
  const columns = columnsOf(siteNames.size > 1);
  // Padding stands for the rows that are not drawn.
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links in the rows
    <div ref={box} className="vigil-participants" onKeyDown={move}>
      <div style={{ paddingBlock: `${first * rowHeight}px ${(rows.length - end) * rowHeight}px` }}>
        <Table aria-label={list.title} aria-rowcount={rows.length + 1} layout="fixed" highlightOnHover>
          <Table.Thead>
            <Table.Tr aria-rowindex={1}>
              {columns.map((key) => (
                <Head key={key} column={key} order={order} onOrder={onOrder} />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(first, end).map((row, index) => (
              <ParticipantTableRow
                key={row.participantId}
                row={row}
                index={first + index}
                columns={columns}
                siteName={siteNames.get(row.siteId) ?? ""}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}

function columnsOf(hasSites: boolean): readonly SortKey[] {
  return hasSites
    ? ["number", "site", "stage", "since", "version", "randomized", "consent", "next"]
    : ["number", "stage", "since", "version", "randomized", "consent", "next"];
}

function targetRow(key: string, at: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = steps[key];
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, at + step));
}

function bringIntoView(box: HTMLElement | null, index: number): void {
  if (!box) return;
  const [top, bottom] = [index * rowHeight, (index + 2) * rowHeight];
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

function Head({
  column,
  order,
  onOrder,
}: {
  readonly column: SortKey;
  readonly order: SortOrder | undefined;
  readonly onOrder: (order: SortOrder) => void;
}): ReactNode {
  const { common, participants } = useMessages();
  const title = participants.list[column];
  const isSorted = order?.key === column;
  const direction = order?.isDescending ? "descending" : "ascending";
  return (
    <Table.Th scope="col" data-column={column} aria-sort={isSorted ? direction : undefined}>
      <UnstyledButton
        fz="inherit"
        fw="inherit"
        aria-label={common.sortBy(title)}
        onClick={() => onOrder({ key: column, isDescending: isSorted && !order.isDescending })}
      >
        {title} {isSorted ? (order.isDescending ? "↓" : "↑") : ""}
      </UnstyledButton>
    </Table.Th>
  );
}
