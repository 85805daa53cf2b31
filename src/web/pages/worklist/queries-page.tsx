import {
  Anchor,
  Box,
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { millisecondsOf } from "#kernel";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type QueryAct, QueryDialog } from "./query-dialog.tsx";

export type QueryItem = Answer<"GET /api/studies/:studyId/queries">[number];
type State = "open" | "answered" | "closed";

const day = 86_400_000;

/** All queries of the person's scope: to answer, to judge, to look up. */
export function QueriesPage(): ReactNode {
  const { queries: words } = useMessages();
  const { studyId, may } = useStudy();
  const [chosen, setChosen] = useState<State>();
  const unsettled = useAnswer("GET /api/studies/:studyId/queries", { params: { studyId } });
  const state = chosen ?? firstState(unsettled.data, may("answer-query"));
  const closed = useAnswer(
    "GET /api/studies/:studyId/queries",
    { params: { studyId }, query: { states: "closed" } },
    { enabled: state === "closed" },
  );
  const count = (one: State): number | undefined =>
    (one === "closed" ? closed.data : unsettled.data)?.filter((query) => query.state === one).length;
  const choices = (["open", "answered", "closed"] as const).map((one) => {
    const known = count(one);
    return {
      value: one,
      label: known === undefined ? words.states[one] : words.count(words.states[one], known),
    };
  });
  return (
    <Page title={words.title} lead={words.lead}>
      <SegmentedControl
        aria-label={words.filterState}
        data={choices}
        value={state}
        onChange={(value) => setChosen(value as State)}
        style={{ alignSelf: "flex-start" }}
      />
      <Answered query={state === "closed" ? closed : unsettled}>
        {(items) => <QueryTable items={items.filter((query) => query.state === state)} now={Date.now()} />}
      </Answered>
    </Page>
  );
}

/** Who answers looks at what is open; who judges, at what was answered, if anything was. */
function firstState(items: readonly QueryItem[] | undefined, mayAnswer: boolean): State {
  const isAnswered = items?.some((query) => query.state === "answered") ?? false;
  return mayAnswer || !isAnswered ? "open" : "answered";
}

function QueryTable({
  items,
  now,
}: {
  readonly items: readonly QueryItem[];
  readonly now: number;
}): ReactNode {
  const { queries: words } = useMessages();
  const { overview } = useStudy();
  const [site, setSite] = useState("");
  const [search, setSearch] = useState("");
  const [act, setAct] = useState<{ readonly kind: QueryAct; readonly query: QueryItem }>();
  const columns = useColumns(now, (kind, query) => setAct({ kind, query }));
  const found = items.filter((query) => (site === "" || query.siteId === site) && matches(query, search));
  const sites = overview.sites.map(({ site: { siteId, number, name } }) => ({
    value: siteId,
    label: `${number} ${name}`,
  }));
  const { worklist } = useMessages();
  return (
    <Stack>
      {items.length === 0 ? null : (
        <Group align="flex-end" gap="sm" className="vigil-no-print">
          <TextInput
            label={words.filterSearch}
            type="search"
            w={360}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {sites.length > 1 ? (
            <NativeSelect
              label={words.filterSite}
              value={site}
              onChange={(event) => setSite(event.currentTarget.value)}
              data={[{ value: "", label: worklist.allSites }, ...sites]}
            />
          ) : null}
        </Group>
      )}
      <RowsTable
        label={words.title}
        rows={found}
        columns={columns}
        rowKey={({ queryId }) => queryId}
        empty={items.length > 0 ? words.noneMatches : `${words.none} ${words.noneHelp}`}
      />
      {act ? <QueryDialog act={act.kind} query={act.query} onClose={() => setAct(undefined)} /> : null}
    </Stack>
  );
}

function matches({ number, form, item, visit, messages }: QueryItem, search: string): boolean {
  const words = search.trim().toLowerCase();
  if (words === "") return true;
  const texts = [number ?? "", form, item ?? "", visit ?? "", ...messages.map(({ text }) => text)];
  return texts.some((text) => text.toLowerCase().includes(words));
}

function useColumns(
  now: number,
  onAct: (act: QueryAct, query: QueryItem) => void,
): readonly Column<QueryItem>[] {
  const { queries: words } = useMessages();
  const { studyId } = useStudy();
  const ageOf = ({ openedAt }: QueryItem): number =>
    Math.floor((now - millisecondsOf(openedAt as never)) / day);
  return [
    {
      key: "age",
      head: words.columns.age,
      cell: (query) => (
        <Text size="sm" title={words.ageHelp(formatMoment(query.openedAt))} style={{ whiteSpace: "nowrap" }}>
          {words.days(ageOf(query))}
        </Text>
      ),
      sortBy: ageOf,
    },
    {
      key: "who",
      head: words.columns.who,
      cell: ({ participantId, number }) => (
        <Anchor component={Link} inherit to={`/studies/${studyId}/participants/${participantId}`}>
          {number ?? words.unnumbered}
        </Anchor>
      ),
      sortBy: ({ number }) => number ?? "",
    },
    {
      key: "where",
      head: words.columns.where,
      cell: ({ participantId, formKey, itemPath, item, visit, form }) => (
        <Box miw={160}>
          <Anchor
            component={Link}
            inherit
            to={`/studies/${studyId}/participants/${participantId}/forms/${formKey}`}
            {...(item === null ? {} : { hash: `item-${itemPath}` })}
          >
            {item ?? words.wholeForm}
          </Anchor>
          <Text size="xs" c="dimmed">
            {words.where(visit, form)}
          </Text>
        </Box>
      ),
      sortBy: ({ visit, form, item }) => `${visit ?? ""} ${form} ${item ?? ""}`,
    },
    { key: "words", head: words.columns.words, cell: (query) => <LastWords query={query} /> },
    {
      key: "act",
      head: words.columns.act,
      cell: (query) => <Acts query={query} onAct={(kind) => onAct(kind, query)} />,
    },
  ];
}

function LastWords({ query }: { readonly query: QueryItem }): ReactNode {
  const { queries: words } = useMessages();
  const last = query.messages.at(-1);
  if (!last) return null;
  const isByCheck = query.raisedBy === "edit-check" && query.messages.length === 1;
  return (
    <Box miw={220}>
      <Text size="sm" lineClamp={3} style={{ overflowWrap: "anywhere" }}>
        {last.text}
      </Text>
      <Text size="xs" c="dimmed">
        {isByCheck ? words.check : last.by}
      </Text>
    </Box>
  );
}

/** What the person may do with the query in its state, the likeliest first. */
function Acts({
  query,
  onAct,
}: {
  readonly query: QueryItem;
  readonly onAct: (act: QueryAct) => void;
}): ReactNode {
  const { queries: words } = useMessages();
  const { may } = useStudy();
  const acts: readonly QueryAct[] = [
    ...(query.state === "open" && may("answer-query") ? (["answer"] as const) : []),
    ...(query.state !== "closed" && may("close-query") ? (["close"] as const) : []),
    ...(query.state !== "open" && may("reopen-query") ? (["reopen"] as const) : []),
  ];
  return (
    <Group gap={6} miw={84}>
      {acts.map((act, index) => (
        <Button key={act} size="xs" variant={index === 0 ? "light" : "subtle"} onClick={() => onAct(act)}>
          {words[act]}
        </Button>
      ))}
    </Group>
  );
}
