import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { useCommand } from "../../api/use-command.ts";
import { Answered } from "../../components/answered.tsx";
import { DefinitionText } from "../../components/definition-text.tsx";
import { formatMoment, Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import type { Proof } from "../../components/proof-fields.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { usePersonId } from "../../session/session-keeper.tsx";
import { useStudy } from "../../study/study-context.tsx";

type Training = Answer<"GET /api/studies/:studyId/training">;
type Own = Training["own"][number];
type StaffTraining = NonNullable<Training["staff"]>[number];

const tones: Readonly<Record<Own["standing"], Tone>> = {
  valid: "good",
  outdated: "bad",
  missing: "attention",
  "not-needed": "neutral",
};

/** The definitions that bind the person, to read and to acknowledge, and whose acknowledgement is valid. */
export function TrainingPage(): ReactNode {
  const { training: words } = useMessages();
  const { studyId, may } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/training", { params: { studyId } });
  const manual = may("see-design") ? (
    <Button variant="default" component={Link} to={`/studies/${studyId}/manual`}>
      {words.manual}
    </Button>
  ) : undefined;
  return (
    <Page title={words.title} lead={words.lead} actions={manual}>
      <Answered query={query}>
        {({ own, staff }) => (
          <Stack gap="xl">
            {own.length === 0 ? <Text c="dimmed">{words.none}</Text> : null}
            {own.map((one) => (
              <OwnDefinition key={`${one.definition.id} ${one.definition.sha256}`} one={one} />
            ))}
            {staff === null ? null : <StaffTrainingTable rows={staff} />}
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

function OwnDefinition({ one }: { readonly one: Own }): ReactNode {
  const { training: words } = useMessages();
  const [isSigning, setSigning] = useState(false);
  const { definition, standing, site, isComing, acknowledgedAt } = one;
  const isOpen = standing === "missing" || standing === "outdated";
  return (
    <Paper withBorder p="md" component="section" aria-label={definition.label}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} size="h4">
              {definition.label}
            </Title>
            <StatusBadge tone={tones[standing]}>{words.standing[standing]}</StatusBadge>
          </Group>
          {site === null ? null : (
            <Text size="sm" c="dimmed">
              {words.atSite(site)}
            </Text>
          )}
        </Group>
        {isComing ? <Text size="sm">{words.coming}</Text> : null}
        <DefinitionText definition={definition} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {acknowledgedAt === null
              ? ""
              : (standing === "valid" ? words.acknowledgedAt : words.lastAcknowledgedAt)(
                  formatMoment(acknowledgedAt),
                )}
          </Text>
          {isOpen ? <Button onClick={() => setSigning(true)}>{words.acknowledge}</Button> : null}
        </Group>
      </Stack>
      {isSigning ? <AcknowledgeDialog one={one} onClose={() => setSigning(false)} /> : null}
    </Paper>
  );
}

function AcknowledgeDialog({ one, onClose }: { readonly one: Own; readonly onClose: () => void }): ReactNode {
  const { training: words } = useMessages();
  const { studyId } = useStudy();
  const userId = usePersonId();
  const { definition } = one;
  const command = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/acknowledge-definition", {
    studyId,
    subjectId: userId,
  });
  const sign = async (proof: Proof): Promise<void> => {
    const { id, sha256, designVersion } = definition;
    const data = { definitionId: id, textHash: sha256, designVersion };
    if (await command.send({ proof, data })) onClose();
  };
  return (
    <SignDialog
      opened
      onClose={onClose}
      title={words.acknowledgeTitle(definition.label)}
      meaning={words.meaning}
      isSending={command.isSending}
      problem={command.problem}
      onSign={sign}
    >
      <DefinitionText definition={definition} />
    </SignDialog>
  );
}

function StaffTrainingTable({ rows }: { readonly rows: readonly StaffTraining[] }): ReactNode {
  const { training: words } = useMessages();
  const columns: readonly Column<StaffTraining>[] = [
    { key: "name", head: words.columns.name, cell: ({ name }) => name, sortBy: ({ name }) => name },
    { key: "site", head: words.columns.site, cell: ({ site }) => site, sortBy: ({ site }) => site },
    { key: "definition", head: words.columns.definition, cell: ({ label }) => label },
    {
      key: "standing",
      head: words.columns.standing,
      cell: ({ standing }) => (
        <StatusBadge tone={tones[standing]}>{words.staffStanding[standing]}</StatusBadge>
      ),
      sortBy: ({ standing }) => standing,
    },
    {
      key: "when",
      head: words.columns.when,
      cell: ({ acknowledgedAt }) => (acknowledgedAt === null ? "" : <Moment at={acknowledgedAt} />),
      isOneLine: true,
    },
  ];
  return (
    <Section title={words.staffTitle} lead={words.staffLead}>
      <RowsTable
        label={words.staffTitle}
        rows={rows}
        columns={columns}
        rowKey={({ userId, siteId, definitionId }) => `${userId} ${siteId} ${definitionId}`}
        empty={words.staffNone}
      />
    </Section>
  );
}
