import { Alert, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { FactList } from "../participants/fact-list.tsx";
import { ClosedArea } from "./closed-area.tsx";
import { Gauge } from "./gauge.tsx";
import { OpenRandomization } from "./open-randomization.tsx";

export type Standing = Answer<"GET /api/studies/:studyId/randomization">;

const everyHalfMinute = 30_000;

/** How a study's randomization stands: open or not, how many, against plan and caps; for the unblinded statistician, what is sealed. */
export function RandomizationPage(): ReactNode {
  const { randomization: texts } = useMessages();
  const { studyId, may } = useStudy();
  const query = useAnswer(
    "GET /api/studies/:studyId/randomization",
    { params: { studyId } },
    { refetchInterval: everyHalfMinute },
  );
  const action = query.data && may("open-randomization") ? <OpenRandomization standing={query.data} /> : null;
  return (
    <Page
      title={texts.title}
      lead={may("see-allocation") ? texts.leadUnblinded : texts.lead}
      actions={action}
    >
      <Answered query={query}>{(standing) => <Body standing={standing} />}</Answered>
    </Page>
  );
}

function Body({ standing }: { readonly standing: Standing }): ReactNode {
  const { randomization: texts } = useMessages();
  const { may } = useStudy();
  if (standing.method === null) {
    return (
      <Stack gap={2}>
        <Text fw={600}>{texts.noPlan}</Text>
        <Text size="sm" c="dimmed">
          {texts.noPlanHelp}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xl">
      <State standing={standing} />
      <Section title={texts.enrollment} lead={texts.enrollmentLead}>
        <Gauge standing={standing} />
      </Section>
      <Section title={texts.sites} lead={texts.sitesLead}>
        <RowsTable
          label={texts.sites}
          rows={standing.sites}
          rowKey={({ siteId }) => siteId}
          empty={texts.noSites}
          columns={[
            {
              key: "site",
              head: texts.site,
              cell: ({ number, name }) => `${number} ${name}`,
              sortBy: ({ number }) => number,
            },
            {
              key: "count",
              head: texts.count,
              align: "end",
              cell: ({ randomized }) => randomized,
              sortBy: ({ randomized }) => randomized,
            },
          ]}
        />
      </Section>
      {may("see-allocation") ? <ClosedArea /> : null}
    </Stack>
  );
}

function State({ standing }: { readonly standing: Standing }): ReactNode {
  const { randomization: texts } = useMessages();
  const { isOpen, openedFor, designVersion, method } = standing;
  const version = designVersion ?? "";
  const waits = openedFor.length === 0 ? texts.waitsFor(version) : texts.changedPlan(version);
  return (
    <Section title={texts.standing}>
      {isOpen ? null : (
        <Alert color="yellow" variant="light" py={8} role="note">
          {waits}
        </Alert>
      )}
      <FactList
        facts={[
          {
            name: texts.state,
            value: (
              <Group gap="xs" component="span">
                <StatusBadge tone={isOpen ? "good" : "attention"}>
                  {isOpen ? texts.open : texts.notOpen}
                </StatusBadge>
                {isOpen ? texts.openFor(version) : null}
              </Group>
            ),
          },
          { name: texts.method, value: texts.methods[method ?? ""] },
          { name: texts.openedBefore, value: openedFor.length > 0 ? texts.versions(openedFor) : null },
        ]}
      />
    </Section>
  );
}
