import { Alert, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { abuseRelatedTerms } from "#trial";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { AcknowledgeDialog } from "./acknowledge-dialog.tsx";
import {
  type AdverseEvent,
  choicesOf,
  type Filters,
  isShown,
  type Listing,
  noFilters,
} from "./adverse-event-data.ts";
import { useEventColumns } from "./event-columns.tsx";

/** Every adverse event of any valence in the person's scope. */
export function AdverseEventsPage(): ReactNode {
  const { adverseEvents: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/adverse-events", { params: { studyId }, query: {} });
  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={query}>{(listing) => <EventList listing={listing} />}</Answered>
    </Page>
  );
}

function EventList({ listing }: { readonly listing: Listing }): ReactNode {
  const { adverseEvents: words } = useMessages();
  const [filters, setFilters] = useState(noFilters);
  const [received, setReceived] = useState<AdverseEvent>();
  const columns = useEventColumns(setReceived);
  const shown = listing.events.filter((event) => isShown(event, filters));
  const counts = abuseRelatedTerms(shown);
  const report = received?.report;
  return (
    <Stack gap="lg">
      {listing.isWithoutSessions ? (
        <Alert variant="light" color="gray">
          {words.withoutSessions}
        </Alert>
      ) : null}
      <FilterBar events={listing.events} filters={filters} onFilters={setFilters} />
      <Text size="sm" role="status">
        {words.found(shown.length)}
      </Text>
      <RowsTable
        label={words.title}
        rows={shown}
        columns={columns}
        rowKey={({ participantId, formKey }) => `${participantId} ${formKey}`}
        empty={words.none}
      />
      <Section title={words.abuseTitle} lead={words.abuseLead}>
        <RowsTable
          label={words.abuseTitle}
          rows={counts}
          columns={[
            { key: "term", head: words.term, cell: ({ term }) => term, sortBy: ({ term }) => term },
            {
              key: "count",
              head: words.number,
              cell: ({ count }) => count,
              sortBy: ({ count }) => count,
              align: "end",
            },
          ]}
          rowKey={({ term }) => term}
          empty={words.abuseNone}
        />
      </Section>
      {received && report ? (
        <AcknowledgeDialog event={{ ...received, report }} onClose={() => setReceived(undefined)} />
      ) : null}
    </Stack>
  );
}

type FilterBarProps = {
  readonly events: readonly AdverseEvent[];
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
};

function FilterBar({ events, filters, onFilters }: FilterBarProps): ReactNode {
  const { adverseEvents: words } = useMessages();
  const { overview } = useStudy();
  const sites = overview.sites.map(({ site: { siteId, number, name } }) => ({
    value: siteId,
    label: `${number} ${name}`,
  }));
  const choices = {
    severity: choicesOf(events, ({ severity }) => severity),
    valence: choicesOf(events, ({ valence }) => valence),
    specialInterest: choicesOf(events, ({ specialInterest }) => specialInterest),
    serious: (["yes", "no"] as const).map((value) => ({ value, label: words.serious[value] })),
    site: sites.length > 1 ? sites : [],
  };
  return (
    <Group gap="sm" align="flex-end" className="vigil-no-print">
      {(Object.keys(choices) as (keyof Filters)[])
        .filter((name) => choices[name].length > 0)
        .map((name) => (
          <NativeSelect
            key={name}
            label={words.filters[name]}
            w={170}
            value={filters[name]}
            onChange={(event) => onFilters({ ...filters, [name]: event.currentTarget.value })}
            data={[{ value: "", label: words.all }, ...choices[name]]}
          />
        ))}
    </Group>
  );
}
