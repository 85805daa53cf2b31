import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { formPath } from "../forms/form-data.ts";
import { useParticipant } from "./participant-context.tsx";

type Records = Answer<"GET /api/studies/:studyId/participants/:participantId/safety-records">;
type Drug = Records["drugs"][number];
type Check = Records["checks"][number];

const tones: Readonly<Record<Drug["washedOut"], Tone>> = {
  met: "good",
  "not-met": "bad",
  unknown: "attention",
};

/** Medication with its washout, and the results that a dose rests on, as of now. */
export function SafetyTab(): ReactNode {
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const query = useAnswer("GET /api/studies/:studyId/participants/:participantId/safety-records", {
    params: { studyId, participantId },
    query: {},
  });
  return (
    <Answered query={query}>
      {({ drugs, checks }) => (
        <Stack gap="xl">
          <Checks checks={checks} />
          <Drugs drugs={drugs} />
        </Stack>
      )}
    </Answered>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }): ReactNode {
  const { safetyRecords: words } = useMessages();
  const columns: readonly Column<Check>[] = [
    { key: "check", head: words.columns.check, cell: ({ check }) => words.checks[check] },
    {
      key: "verdict",
      head: words.columns.verdict,
      cell: ({ verdict }) =>
        verdict === null ? (
          <StatusBadge tone="neutral">{words.kept}</StatusBadge>
        ) : (
          <StatusBadge tone={tones[verdict]}>{words.verdict[verdict]}</StatusBadge>
        ),
    },
    {
      key: "why",
      head: words.columns.why,
      cell: ({ because, formKeys }) => <Because because={because} formKeys={formKeys} />,
    },
  ];
  return (
    <Section title={words.checksTitle} lead={words.checksLead}>
      <RowsTable
        label={words.checksTitle}
        rows={checks}
        columns={columns}
        rowKey={({ check }) => check}
        empty=""
      />
    </Section>
  );
}

/** Why, with a link to the entry that decides it where it is one. */
function Because({
  because,
  formKeys,
}: {
  readonly because: string | null;
  readonly formKeys: readonly string[];
}): ReactNode {
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const [only, second] = formKeys;
  if (only === undefined || second !== undefined) return <Text size="sm">{because}</Text>;
  return (
    <Anchor component={Link} size="sm" to={formPath({ studyId, participantId }, only)}>
      {because}
    </Anchor>
  );
}

function Drugs({ drugs }: { readonly drugs: readonly Drug[] }): ReactNode {
  const { safetyRecords: words } = useMessages();
  const day = (date: string | null): string => (date === null ? words.notKnown : formatDate(date));
  const columns: readonly Column<Drug>[] = [
    {
      key: "drug",
      head: words.columns.drug,
      cell: (drug) => <DrugName drug={drug} />,
      sortBy: ({ name }) => name ?? "",
    },
    {
      key: "taken",
      head: words.columns.taken,
      cell: ({ started, isOngoing }) => `${words.from(day(started))}${isOngoing ? `, ${words.ongoing}` : ""}`,
      sortBy: ({ started }) => started ?? "",
    },
    {
      key: "last",
      head: words.columns.lastDose,
      cell: ({ lastDose, isOngoing }) => (isOngoing ? "" : day(lastDose)),
      isOneLine: true,
    },
    {
      key: "required",
      head: words.columns.required,
      cell: ({ requiredDays }) => (requiredDays === null ? words.notKnown : Math.ceil(requiredDays)),
      align: "end",
    },
    {
      key: "out",
      head: words.columns.washedOut,
      cell: ({ washedOut, washedOutOn }) => (
        <Group gap={6} wrap="nowrap">
          <StatusBadge tone={tones[washedOut]}>{words.verdict[washedOut]}</StatusBadge>
          {washedOutOn === null ? null : <Text size="sm">{words.on(formatDate(washedOutOn))}</Text>}
        </Group>
      ),
      sortBy: ({ washedOutOn }) => washedOutOn ?? "",
    },
  ];
  return (
    <Section title={words.drugsTitle}>
      <RowsTable
        label={words.drugsTitle}
        rows={drugs}
        columns={columns}
        rowKey={({ formKey }) => formKey}
        empty={words.drugsNone}
      />
    </Section>
  );
}

function DrugName({ drug }: { readonly drug: Drug }): ReactNode {
  const { safetyRecords: words } = useMessages();
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  return (
    <Stack gap={2} align="flex-start">
      <Anchor component={Link} size="sm" to={formPath({ studyId, participantId }, drug.formKey)}>
        {drug.name ?? words.unnamed}
      </Anchor>
      <Group gap={6}>
        {drug.isAbsoluteStop ? <StatusBadge tone="bad">{words.absoluteStop}</StatusBadge> : null}
        {drug.isProhibited && !drug.isAbsoluteStop ? (
          <StatusBadge tone="attention">{words.prohibited}</StatusBadge>
        ) : null}
        {drug.status === "draft" ? <StatusBadge tone="info">{words.draft}</StatusBadge> : null}
        {drug.prohibitedClass === null || !drug.isProhibited ? null : (
          <Text size="xs" c="dimmed">
            {drug.prohibitedClass}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
