import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { Criterion } from "../eligibility-page.tsx";
import "./criteria.css";
import { CriterionRow } from "./criterion-row.tsx";

/** The criteria of one kind, with how many of all are met. */
export function CriterionList({
  title,
  all,
  criteria,
  participantId,
}: {
  readonly title: string;
  readonly all: readonly Criterion[];
  readonly criteria: readonly Criterion[];
  readonly participantId: string;
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  if (criteria.length === 0) return null;
  const met = all.filter(({ verdict }) => verdict === "satisfied").length;
  return (
    <section aria-label={title}>
      <Group gap="sm" align="baseline" mb="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {texts.counts(met, all.length)}
        </Text>
      </Group>
      <ul className="vigil-criteria">
        {criteria.map((criterion) => (
          <CriterionRow key={criterion.criterionId} criterion={criterion} participantId={participantId} />
        ))}
      </ul>
    </section>
  );
}
