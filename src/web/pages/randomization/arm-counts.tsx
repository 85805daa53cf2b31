import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { useMessages } from "../../messages/messages.tsx";

type Counts = Answer<"POST /api/studies/:studyId/randomization/counts">;
type Row = {
  readonly factor: string;
  readonly label: string;
  readonly counts: readonly number[];
  readonly imbalance: number;
};

/** How many of each arm there are, over all and at each value. */
export function ArmCounts({ counts: { arms, all, levels } }: { readonly counts: Counts }): ReactNode {
  const { randomization: texts } = useMessages();
  const byWeight = all.map((count, at) => count / (arms[at]?.weight ?? 1));
  const total = {
    factor: texts.all,
    label: "",
    counts: all,
    imbalance: Math.round((Math.max(...byWeight) - Math.min(...byWeight)) * 1000) / 1000,
  };
  const columns: readonly Column<Row>[] = [
    {
      key: "value",
      head: texts.value,
      cell: ({ factor, label }) => (label === "" ? factor : `${factor}: ${label}`),
    },
    ...arms.map(
      ({ armId, label }, at): Column<Row> => ({
        key: armId,
        head: label,
        align: "end",
        cell: ({ counts }) => counts[at] ?? 0,
      }),
    ),
    { key: "imbalance", head: texts.imbalance, align: "end", cell: ({ imbalance }) => imbalance },
  ];
  return (
    <Stack gap={4}>
      <RowsTable
        label={texts.counts}
        rows={[total, ...levels]}
        rowKey={({ factor, label }) => `${factor} ${label}`}
        empty={texts.noPlaces}
        columns={columns}
      />
      <Text size="xs" c="dimmed">
        {texts.imbalanceHelp}
      </Text>
    </Stack>
  );
}
