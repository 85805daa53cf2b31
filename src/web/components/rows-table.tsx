import { Box, Table, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../messages/messages.tsx";

/** A column: what heads it, what stands in its cells, and, where it can be sorted, by which text or number. */
export type Column<Row> = {
  readonly key: string;
  /** Empty where the column holds what can be done with each row. */
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly sortBy?: (row: Row) => string | number;
  readonly align?: "start" | "end";
  /** For dates, numbers and codes, which are read in one glance. */
  readonly isOneLine?: boolean;
};

type RowsTableProps<Row> = {
  /** What the table lists, for those who cannot see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** What to read where there are no rows: why, and what to do. */
  readonly empty: ReactNode;
};

type Order = { readonly key: string; readonly isDescending: boolean };

/** A list as a table. The head of a column that can be sorted is a button. */
export function RowsTable<Row>({ label, rows, columns, rowKey, empty }: RowsTableProps<Row>): ReactNode {
  const [order, setOrder] = useState<Order>();
  if (rows.length === 0) {
    return (
      <Text c="dimmed" size="sm" component="div">
        {empty}
      </Text>
    );
  }
  const sorted = sortRows(rows, columns, order);
  return (
    <Box pos="relative" style={{ overflowX: "auto" }} tabIndex={0} role="region" aria-label={label}>
      <Table highlightOnHover verticalSpacing="xs" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} order={order} onOrder={setOrder} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map(({ key, cell, align, isOneLine }) => (
                <Table.Td
                  key={key}
                  style={{ textAlign: align ?? "start", ...(isOneLine ? { whiteSpace: "nowrap" } : {}) }}
                >
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function ColumnHead<Row>({
  column: { key, head, sortBy, align },
  order,
  onOrder,
}: {
  readonly column: Column<Row>;
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
}): ReactNode {
  const { common } = useMessages();
  const isSorted = order?.key === key;
  const direction = order?.isDescending ? "descending" : "ascending";
  return (
    <Table.Th
      scope="col"
      aria-sort={isSorted ? direction : undefined}
      style={{ textAlign: align ?? "start" }}
    >
      {sortBy ? (
        <UnstyledButton
          fz="inherit"
          fw="inherit"
          onClick={() => onOrder({ key, isDescending: isSorted && !order.isDescending })}
          aria-label={common.sortBy(head)}
        >
          {head} {isSorted ? (order.isDescending ? "↓" : "↑") : ""}
        </UnstyledButton>
      ) : head === "" ? (
        <VisuallyHidden>{common.actions}</VisuallyHidden>
      ) : (
        head
      )}
    </Table.Th>
  );
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === order?.key)?.sortBy;
  if (!order || !sortBy) return rows;
  const sign = order.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(sortBy(a), sortBy(b)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
