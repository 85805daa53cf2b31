import { Table } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { Visit } from "../participant-context.tsx";
import "./visit-table.css";
import { VisitPanel } from "./visit-panel.tsx";
import { panelId, VisitRow } from "./visit-row.tsx";

type VisitTableProps = {
  readonly visits: readonly Visit[];
  readonly opened: string | undefined;
  readonly onOpen: (visitId: string | undefined) => void;
};

const columns = ["visit", "protocol", "happened", "state", "forms"] as const;

/** Visits under the epochs that they belong to. A row opens to what is known of the visit and what can be done. */
export function VisitTable({ visits, opened, onOpen }: VisitTableProps): ReactNode {
  const { visits: texts } = useMessages().participants;
  return (
    <div className="vigil-visits">
      <Table aria-label={texts.heading} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col" data-column={column}>
                {texts.columns[column]}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {byEpoch(visits).map(({ epoch, key, visits: own }) => (
          <Table.Tbody key={key}>
            <Table.Tr className="vigil-visit-epoch">
              <Table.Th scope="rowgroup" colSpan={columns.length}>
                {epoch ?? texts.outsideEpochs}
              </Table.Th>
            </Table.Tr>
            {own.map((visit) => (
              <Fragment key={visit.visitId}>
                <VisitRow
                  visit={visit}
                  isOpen={visit.visitId === opened}
                  onToggle={() => onOpen(visit.visitId === opened ? undefined : visit.visitId)}
                />
                {visit.visitId === opened ? (
                  <Table.Tr id={panelId(visit)}>
                    <Table.Td colSpan={columns.length} className="vigil-visit-panel">
                      <VisitPanel visit={visit} />
                    </Table.Td>
                  </Table.Tr>
                ) : null}
              </Fragment>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </div>
  );
}

type Group = { readonly epoch: string | null; readonly key: string; readonly visits: readonly Visit[] };

/** Neighbors of one epoch together; a visit outside of every epoch stays with those before it. */
function byEpoch(visits: readonly Visit[]): readonly Group[] {
  const groups: { epoch: string | null; key: string; visits: Visit[] }[] = [];
  for (const visit of visits) {
    const last = groups.at(-1);
    if (last && (visit.epoch === null || last.epoch === visit.epoch)) last.visits.push(visit);
    else groups.push({ epoch: visit.epoch, key: visit.visitId, visits: [visit] });
  }
  return groups;
}
