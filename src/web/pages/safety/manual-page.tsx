import { Button, List, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { DefinitionText } from "../../components/definition-text.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";

type Manual = Answer<"GET /api/studies/:studyId/manual">;

/** What the manual of a site says of safety, ready to print: the same words and hashes as in the training and on the forms. */
export function ManualPage(): ReactNode {
  const { manual: words } = useMessages();
  const { studyId, overview } = useStudy();
  const sites = overview.sites.map(({ site: { siteId, number, name } }) => ({
    value: siteId,
    label: `${number} ${name}`,
  }));
  const [site, setSite] = useState(sites[0]?.value ?? "");
  const query = useAnswer("GET /api/studies/:studyId/manual", {
    params: { studyId },
    query: site === "" ? {} : { siteId: site },
  });
  const actions = (
    <>
      {sites.length > 1 ? (
        <NativeSelect
          aria-label={words.site}
          value={site}
          onChange={(event) => setSite(event.currentTarget.value)}
          data={[...sites, { value: "", label: words.wholeStudy }]}
        />
      ) : null}
      <Button onClick={() => window.print()}>{words.print}</Button>
    </>
  );
  return (
    <Page title={words.title} actions={actions}>
      <Answered query={query}>{(manual) => <ManualText manual={manual} />}</Answered>
    </Page>
  );
}

function ManualText({ manual }: { readonly manual: Manual }): ReactNode {
  const { manual: words } = useMessages();
  const { study, designVersion, site, definitions, seriousEvents, results } = manual;
  return (
    <Stack gap="xl">
      <Text>{words.lead(study, designVersion, site && `${site.number} ${site.name}`)}</Text>
      <Section title={words.definitions}>
        {definitions.map((definition) => (
          <Stack key={definition.id} gap={4}>
            <Title order={3} size="h5">
              {definition.label}
            </Title>
            <DefinitionText definition={definition} />
          </Stack>
        ))}
      </Section>
      {seriousEvents === null ? null : (
        <Section title={words.seriousTitle}>
          <Text size="sm">{words.seriousIs}</Text>
          <List size="sm">
            {seriousEvents.criteria.map(({ id, label }) => (
              <List.Item key={id}>{label}</List.Item>
            ))}
          </List>
          <Text size="sm">{words.serious(seriousEvents.withinHours)}</Text>
          <Text size="xs" c="dimmed">
            {seriousEvents.source}
          </Text>
        </Section>
      )}
      {manual.prohibited.length === 0 ? null : <ProhibitedTable rows={manual.prohibited} />}
      {results.length === 0 ? null : (
        <Section title={words.resultsTitle}>
          {results.map(({ kind, validForDays, exclusions }) => (
            <Stack key={kind} gap={4}>
              <Text size="sm">
                {words.results[kind](validForDays)} {words.reviewed}
              </Text>
              <List size="sm">
                {exclusions.map((message) => (
                  <List.Item key={message}>{message}</List.Item>
                ))}
              </List>
            </Stack>
          ))}
        </Section>
      )}
    </Stack>
  );
}

function ProhibitedTable({ rows }: { readonly rows: Manual["prohibited"] }): ReactNode {
  const { manual: words } = useMessages();
  const columns: readonly Column<Manual["prohibited"][number]>[] = [
    { key: "drug", head: words.prohibited.drug, cell: ({ label }) => label },
    {
      key: "washout",
      head: words.prohibited.washout,
      cell: ({ washoutDays }) => (washoutDays === null ? words.ownWashout : words.days(washoutDays)),
    },
    {
      key: "override",
      head: words.prohibited.override,
      cell: ({ isAbsoluteStop }) => (isAbsoluteStop ? words.absoluteStop : words.overridable),
    },
  ];
  return (
    <Section title={words.prohibitedTitle}>
      <RowsTable
        label={words.prohibitedTitle}
        rows={rows}
        columns={columns}
        rowKey={({ label }) => label}
        empty=""
      />
    </Section>
  );
}
