import { Alert, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { RowsTable } from "../../components/rows-table.tsx";
import { useMessages } from "../../messages/messages.tsx";

type Recomputation = Answer<"POST /api/studies/:studyId/randomization/recomputation">;

/** What came of drawing the allocation anew. */
export function Recomputed({ recomputation }: { readonly recomputation: Recomputation }): ReactNode {
  const { randomization: texts } = useMessages();
  const { compared, differences } = recomputation;
  if (differences.length === 0) {
    return (
      <Alert color="teal" variant="light" py={8}>
        {texts.proven(compared)}
      </Alert>
    );
  }
  return (
    <Stack gap="sm">
      <Alert color="red" variant="light" py={8} title={texts.differences(differences.length)}>
        <Text size="sm">{texts.differencesHelp}</Text>
      </Alert>
      <RowsTable
        label={texts.differences(differences.length)}
        rows={differences}
        rowKey={({ number, kind }) => `${number} ${kind}`}
        empty=""
        columns={[
          { key: "number", head: texts.number, isOneLine: true, cell: ({ number }) => number },
          { key: "kind", head: texts.difference, cell: ({ kind }) => texts.kinds[kind] ?? kind },
          { key: "claimed", head: texts.claimedArm, cell: ({ arms }) => arms?.claimed ?? "" },
          { key: "drawn", head: texts.drawnArm, cell: ({ arms }) => arms?.drawn ?? "" },
        ]}
      />
    </Stack>
  );
}
