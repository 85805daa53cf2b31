import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { CompiledCriterion, CompiledDesign } from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";

/** Who may take part: each criterion as the protocol words it, and as the rule decides it. */
export function EligibilitySection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const criteria = [...compiled.criteria.values()];
  return (
    <DesignSection id="eligibility" title={words.sections.eligibility}>
      {criteria.length === 0 ? <Nothing>{words.eligibility.none}</Nothing> : null}
      {(["inclusion", "exclusion"] as const).map((category) => (
        <Criteria
          key={category}
          compiled={compiled}
          title={words.eligibility[category]}
          criteria={criteria.filter(({ criterion }) => criterion.category === category)}
        />
      ))}
    </DesignSection>
  );
}

type CriteriaProps = {
  readonly compiled: CompiledDesign;
  readonly title: string;
  readonly criteria: readonly CompiledCriterion[];
};

function Criteria({ compiled, title, criteria }: CriteriaProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.eligibility;
  if (criteria.length === 0) return null;
  const columns: readonly Column<CompiledCriterion>[] = [
    { key: "id", head: say.columns.id, cell: ({ criterion }) => criterion.identifier },
    {
      key: "text",
      head: say.columns.text,
      cell: ({ criterion }) => (
        <>
          <Text size="sm">{criterion.text}</Text>
          {criterion.source ? (
            <Text size="xs" c="dimmed">
              {say.source(criterion.source)}
            </Text>
          ) : null}
        </>
      ),
    },
    { key: "rule", head: say.columns.rule, cell: (criterion) => decidedBy(say, compiled, criterion) },
    {
      key: "checked",
      head: say.columns.checked,
      cell: ({ criterion }) => criterion.checkedAt.map((point) => say.points[point]).join(", "),
    },
  ];
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      <RowsTable
        label={title}
        rows={criteria}
        columns={columns}
        rowKey={({ criterion }) => criterion.id}
        empty=""
      />
    </Stack>
  );
}

type Words = ReturnType<typeof useMessages>["design"]["eligibility"];

/** The rule in plain English; or the question that a person answers; or that nobody has said how it is known. */
function decidedBy(
  say: Words,
  { forms }: CompiledDesign,
  { criterion, sentence }: CompiledCriterion,
): string {
  if (criterion.expression !== undefined) return say.byRule(sentence ?? criterion.expression);
  if (criterion.answeredBy === undefined) return say.byNobody;
  const [formId = "", itemId = ""] = criterion.answeredBy.split(".");
  const form = forms.get(formId);
  const item = form?.items.get(itemId);
  return item ? say.byPersonOn(`${form?.form.label}: ${item.label}`) : say.byPerson;
}
