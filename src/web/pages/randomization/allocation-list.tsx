import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { RowsTable } from "../../components/rows-table.tsx";
import { useMessages } from "../../messages/messages.tsx";

type Places = Answer<"POST /api/studies/:studyId/randomization/list">;

/** Who was given which arm, in the order of the numbers. */
export function AllocationList({ places }: { readonly places: Places }): ReactNode {
  const { randomization: texts } = useMessages();
  return (
    <RowsTable
      label={texts.list}
      rows={places}
      rowKey={({ number }) => number}
      empty={texts.noPlaces}
      columns={[
        { key: "number", head: texts.number, cell: ({ number }) => number, sortBy: ({ number }) => number },
        {
          key: "participant",
          head: texts.participant,
          cell: ({ participant }) => participant,
          sortBy: ({ participant }) => participant,
        },
        { key: "site", head: texts.site, cell: ({ site }) => site, sortBy: ({ site }) => site },
        { key: "arm", head: texts.arm, cell: ({ arm }) => arm, sortBy: ({ arm }) => arm },
      ]}
    />
  );
}
