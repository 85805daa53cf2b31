import { Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Effect } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";

const order = ["mild", "moderate", "severe"] as const;

/** Every effect with its course, pleasant or not. */
export function EffectsTable(): ReactNode {
  const { record, entry } = useMessages().dosingSession;
  const { session, plan } = useHeld();
  const columns = record.effectColumns;
  return (
    <Stack gap="xs" component="section" aria-label={record.effects}>
      <Title order={2} size="h4">
        {record.effects}
      </Title>
      {session.effects.length === 0 ? (
        <Text size="sm" c="dimmed">
          {record.noEffects}
        </Text>
      ) : (
        <Table aria-label={record.effects} verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {Object.entries(columns).map(([key, head]) => (
                <Table.Th key={key}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {session.effects.map((one) => (
              <Table.Tr key={one.effectKey}>
                <Table.Td>{plan.effects.find(({ id }) => id === one.effect)?.label ?? one.effect}</Table.Td>
                <Table.Td>{timeOfDay(one.onset)}</Table.Td>
                <Table.Td>{one.peakAt ? timeOfDay(one.peakAt) : "–"}</Table.Td>
                <Table.Td>{one.endedAt ? timeOfDay(one.endedAt) : "–"}</Table.Td>
                <Table.Td>{entry.intensities[strongest(one)]}</Table.Td>
                <Table.Td>{entry.valences[one.valence]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

function strongest({ course }: Effect): (typeof order)[number] {
  return order.findLast((one) => course.some(({ intensity }) => intensity === one)) ?? "mild";
}
