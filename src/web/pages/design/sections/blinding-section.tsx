import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { BlindedFact, Blinding, CompiledDesign } from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";

type Rule = Blinding["rules"][number];

/** Who is blinded to what: a row for each role, a column for each fact. */
export function BlindingSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const role = useWord("role");
  const say = words.blinding;
  const { blinding } = compiled.design;
  if (!blinding) {
    return (
      <DesignSection id="blinding" title={words.sections.blinding}>
        <Nothing>{say.none}</Nothing>
      </DesignSection>
    );
  }
  const facts = Object.keys(say.facts) as readonly BlindedFact[];
  const columns: readonly Column<Rule>[] = [
    { key: "role", head: say.role, cell: (rule) => role(rule.role) },
    ...facts.map(
      (fact): Column<Rule> => ({
        key: fact,
        head: say.facts[fact],
        cell: ({ blindedTo }) =>
          blindedTo.includes(fact) ? (
            <StatusBadge tone="neutral">{say.blinded}</StatusBadge>
          ) : (
            <Text size="xs" c="dimmed">
              {say.sees}
            </Text>
          ),
      }),
    ),
  ];
  return (
    <DesignSection id="blinding" title={words.sections.blinding}>
      <Text size="sm" fw={600}>
        {say.schema[blinding.schema]}
      </Text>
      {blinding.description ? (
        <Text size="sm" maw="80ch">
          {blinding.description}
        </Text>
      ) : null}
      <RowsTable
        label={say.tableLabel}
        rows={blinding.rules}
        columns={columns}
        rowKey={(rule) => rule.role}
        empty={say.unlisted}
      />
      <Text size="sm" c="dimmed">
        {say.unlisted}
      </Text>
    </DesignSection>
  );
}
