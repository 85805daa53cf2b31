import { Table, Text } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { Branch, FlowStep } from "./flow-steps.ts";

/** Every number of the diagram, with all reasons. */
export function FlowTable({ steps }: { readonly steps: readonly FlowStep[] }): ReactNode {
  const { funnel: texts } = useMessages().participants;
  return (
    <>
      <Table aria-label={texts.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.step}</Table.Th>
            <Table.Th scope="col" ta="end">
              {texts.people}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {texts.share}
            </Table.Th>
            <Table.Th scope="col">{texts.reasons}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step, index) => (
            <Fragment key={step.key}>
              <Table.Tr>
                <Table.Th scope="row">{step.title}</Table.Th>
                <Table.Td ta="end" fw={700}>
                  {step.count}
                </Table.Td>
                <Table.Td ta="end">{percent(step.count, steps[index - 1]?.count)}</Table.Td>
                <Table.Td>{step.note}</Table.Td>
              </Table.Tr>
              {step.branches.map((branch) => (
                <BranchRow key={branch.key} branch={branch} of={step.count} />
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt={4}>
        {texts.severalReasons}
      </Text>
    </>
  );
}

function BranchRow({ branch, of }: { readonly branch: Branch; readonly of: number }): ReactNode {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} ps="xl">
        {branch.title}
      </Table.Th>
      <Table.Td ta="end">{branch.count}</Table.Td>
      <Table.Td ta="end">{percent(branch.count, of)}</Table.Td>
      <Table.Td>{branch.reasons.map(({ text, count }) => `${text}: ${count}`).join("; ")}</Table.Td>
    </Table.Tr>
  );
}

/** A share in percent; nothing where there is nothing to take it of. */
export function percent(part: number, whole: number | undefined): string {
  return whole ? `${Math.round((100 * part) / whole)} %` : "";
}
