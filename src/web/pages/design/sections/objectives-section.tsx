import { Box, Card, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, type Estimand, type Objective, visitName } from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Facts, Nothing } from "../design-section.tsx";

/** What the trial is to find out, by which endpoints, and each estimand with its five attributes (ICH E9(R1)). */
export function ObjectivesSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const { objectives, estimands } = compiled.design;
  return (
    <DesignSection id="objectives" title={words.sections.objectives}>
      {objectives.length === 0 ? <Nothing>{words.objectives.none}</Nothing> : null}
      <Stack gap="md">
        {objectives.map((objective) => (
          <ObjectiveBlock key={objective.id} objective={objective} />
        ))}
      </Stack>
      {estimands.length === 0 ? null : (
        <Title order={3} size="h4" mt="sm">
          {words.objectives.estimands}
        </Title>
      )}
      {estimands.map((estimand) => (
        <EstimandCard key={estimand.id} compiled={compiled} estimand={estimand} />
      ))}
    </DesignSection>
  );
}

function ObjectiveBlock({ objective }: { readonly objective: Objective }): ReactNode {
  const { design: words } = useMessages();
  const { level, text, endpoints } = objective;
  return (
    <Box>
      <StatusBadge tone={level === "primary" ? "info" : "neutral"}>
        {words.objectives.levels[level]}
      </StatusBadge>
      <Text size="sm" fw={600} mt={4} maw="80ch">
        {text}
      </Text>
      {endpoints.length === 0 ? null : (
        <Stack component="ul" gap={2} m={0} ps="lg" aria-label={words.objectives.endpoints}>
          {endpoints.map((endpoint) => (
            <Text component="li" size="sm" key={endpoint.id} maw="80ch">
              {endpoint.text}
              {endpoint.level ? ` (${endpoint.level})` : ""}
              {endpoint.purpose ? (
                <Text size="xs" c="dimmed">
                  {endpoint.purpose}
                </Text>
              ) : null}
            </Text>
          ))}
        </Stack>
      )}
    </Box>
  );
}

type EstimandCardProps = { readonly compiled: CompiledDesign; readonly estimand: Estimand };
type IntercurrentEvent = Estimand["intercurrentEvents"][number];

function EstimandCard({ compiled, estimand }: EstimandCardProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.objectives;
  const { name, treatment, population, variable, timePoint, summaryMeasure, intercurrentEvents } = estimand;
  const visit = timePoint && visitName(compiled, timePoint.encounterId);
  const columns: readonly Column<IntercurrentEvent>[] = [
    { key: "event", head: say.eventColumns.event, cell: (event) => event.name },
    { key: "strategy", head: say.eventColumns.strategy, cell: ({ strategy }) => say.strategies[strategy] },
    { key: "how", head: say.eventColumns.how, cell: ({ description }) => description ?? "" },
  ];
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={4} size="h5">
          {name}
        </Title>
        <Facts
          facts={[
            [say.treatment, treatment],
            [say.population, population],
            [say.variable, variable],
            [say.timePoint, timePoint ? `${timePoint.name}: ${visit}` : undefined],
            [say.summary, summaryMeasure],
          ]}
        />
        {intercurrentEvents.length === 0 ? null : (
          <RowsTable
            label={say.eventsOf(name)}
            rows={intercurrentEvents}
            columns={columns}
            rowKey={({ id }) => id}
            empty=""
          />
        )}
      </Stack>
    </Card>
  );
}
