import { Anchor, Box, Button, Group, NativeSelect, SegmentedControl, Stack, Text } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { AssessDialog } from "./assess-dialog.tsx";

export type DeviationItem = Answer<"GET /api/studies/:studyId/deviations">[number];
type State = "open" | "closed";

const importanceTones: Readonly<Record<string, Tone>> = {
  important: "bad",
  "not-important": "neutral",
  "not-assessed": "attention",
};

/** All departures from the protocol in the person's scope; investigators assess them here. */
export function DeviationsPage(): ReactNode {
  const { deviations: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/deviations", { params: { studyId } });
  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={query}>{(items) => <DeviationTable items={items} />}</Answered>
    </Page>
  );
}

function DeviationTable({ items }: { readonly items: readonly DeviationItem[] }): ReactNode {
  const { deviations: words } = useMessages();
  const named = useNamedDeviation(items);
  const [state, setState] = useState<State>(named?.state === "closed" ? "closed" : "open");
  const [category, setCategory] = useState("");
  const [site, setSite] = useState("");
  const [assessed, setAssessed] = useState<DeviationItem>();
  const columns = useColumns(setAssessed);
  const found = items.filter(
    (item) =>
      item.state === state &&
      (category === "" || item.category === category) &&
      (site === "" || item.siteId === site),
  );
  const choices = (["open", "closed"] as const).map((one) => ({
    value: one,
    label: words.count(words.states[one], items.filter((item) => item.state === one).length),
  }));
  return (
    <Stack>
      <Group align="flex-end" gap="sm" className="vigil-no-print">
        <SegmentedControl
          aria-label={words.filterState}
          data={choices}
          value={state}
          onChange={(value) => setState(value as State)}
        />
        <Filters items={items} category={category} onCategory={setCategory} site={site} onSite={setSite} />
      </Group>
      <RowsTable
        label={words.title}
        rows={found}
        columns={columns}
        rowKey={({ deviationId }) => deviationId}
        empty={`${words.none} ${words.noneHelp}`}
      />
      {assessed ? <AssessDialog deviation={assessed} onClose={() => setAssessed(undefined)} /> : null}
    </Stack>
  );
}

type FiltersProps = {
  readonly items: readonly DeviationItem[];
  readonly category: string;
  readonly onCategory: (category: string) => void;
  readonly site: string;
  readonly onSite: (site: string) => void;
};

function Filters({ items, category, onCategory, site, onSite }: FiltersProps): ReactNode {
  const { deviations: words, worklist } = useMessages();
  const { overview } = useStudy();
  const categoryWord = useWord("deviationCategory");
  const categories = [...new Set(items.map((item) => item.category))].sort();
  const sites = overview.sites.map(({ site: { siteId, number, name } }) => ({
    value: siteId,
    label: `${number} ${name}`,
  }));
  return (
    <>
      <NativeSelect
        label={words.filterCategory}
        value={category}
        onChange={(event) => onCategory(event.currentTarget.value)}
        data={[
          { value: "", label: words.allCategories },
          ...categories.map((value) => ({ value, label: categoryWord(value) })),
        ]}
      />
      {sites.length > 1 ? (
        <NativeSelect
          label={words.filterSite}
          value={site}
          onChange={(event) => onSite(event.currentTarget.value)}
          data={[{ value: "", label: worklist.allSites }, ...sites]}
        />
      ) : null}
    </>
  );
}

/** The deviation that the address names, brought into view. */
function useNamedDeviation(items: readonly DeviationItem[]): DeviationItem | undefined {
  const { hash } = useLocation();
  const named = items.find(({ deviationId }) => hash === anchorOf(deviationId));
  const id = named && anchorOf(named.deviationId);
  useEffect(() => {
    if (id) document.getElementById(id)?.scrollIntoView({ block: "center" });
  }, [id]);
  return named;
}

function anchorOf(deviationId: string): string {
  return `deviation-${deviationId}`;
}

function useColumns(onAssess: (deviation: DeviationItem) => void): readonly Column<DeviationItem>[] {
  const { deviations: words } = useMessages();
  const { studyId, may } = useStudy();
  const importanceWord = (code: string): string =>
    words.importance[code as keyof typeof words.importance] ?? code;
  return [
    {
      key: "when",
      head: words.columns.when,
      cell: ({ occurredAt }) => <Moment at={occurredAt} />,
      sortBy: ({ occurredAt }) => occurredAt,
    },
    {
      key: "who",
      head: words.columns.who,
      cell: ({ participantId, number }) =>
        may("see-participant") ? (
          <Anchor component={Link} inherit to={`/studies/${studyId}/participants/${participantId}`}>
            {number ?? words.unnumbered}
          </Anchor>
        ) : (
          (number ?? words.unnumbered)
        ),
      sortBy: ({ number }) => number ?? "",
    },
    {
      key: "what",
      head: words.columns.what,
      cell: (deviation) => <WhatHappened deviation={deviation} />,
      sortBy: ({ category }) => category,
    },
    {
      key: "importance",
      head: words.columns.importance,
      cell: ({ importance }) => (
        <StatusBadge tone={importanceTones[importance] ?? "neutral"}>
          {importanceWord(importance)}
        </StatusBadge>
      ),
      sortBy: ({ importance }) => importance,
    },
    ...(may("assess-deviation")
      ? [
          {
            key: "act",
            head: words.columns.act,
            cell: (deviation: DeviationItem) => (
              <Button
                size="xs"
                variant={deviation.importance === "not-assessed" ? "light" : "subtle"}
                onClick={() => onAssess(deviation)}
              >
                {deviation.importance === "not-assessed" ? words.assess : words.assessAgain}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

function WhatHappened({ deviation }: { readonly deviation: DeviationItem }): ReactNode {
  const { deviations: words } = useMessages();
  const { studyId } = useStudy();
  const categoryWord = useWord("deviationCategory");
  const { deviationId, participantId, category, details } = deviation;
  const heading = (
    <Text size="sm" fw={600}>
      {categoryWord(category)}
    </Text>
  );
  if (!details) return <Box id={anchorOf(deviationId)}>{heading}</Box>;
  const { description, detectedBy, recordedByName, correctiveAction, about, formKey, visitId } = details;
  const participant = `/studies/${studyId}/participants/${participantId}`;
  return (
    <Box id={anchorOf(deviationId)} miw={260}>
      {heading}
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {description}
      </Text>
      {about === null ? null : (
        <Anchor
          component={Link}
          size="xs"
          to={formKey ? `${participant}/forms/${formKey}` : participant}
          {...(visitId ? { hash: `visit-${visitId}` } : {})}
        >
          {words.about(about)}
        </Anchor>
      )}
      <Text size="xs" c="dimmed">
        {detectedBy === "software"
          ? words.detectedBy.software
          : `${words.detectedBy.person}, ${words.recordedBy(recordedByName)}`}
      </Text>
      {correctiveAction === null ? null : <Text size="xs">{words.correctiveAction(correctiveAction)}</Text>}
    </Box>
  );
}
