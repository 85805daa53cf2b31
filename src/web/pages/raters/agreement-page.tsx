import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";

type Agreement = Answer<"GET /api/studies/:studyId/rater-agreement">;
type Estimate = Agreement["total"];
type Pair = Agreement["pairs"][number];
type Item = Agreement["items"][number];
type Flagged = Agreement["flagged"][number];

/** How far raters agree, what is to be discussed, and which ratings were not blind. */
export function AgreementPage(): ReactNode {
  const { agreement } = useMessages().raters;
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/rater-agreement", { params: { studyId } });
  return (
    <Page title={agreement.title} lead={agreement.lead}>
      <Answered query={query}>
        {(known) => (
          <Stack gap="xl">
            {known.form === null ? (
              <Text>{agreement.notPlanned}</Text>
            ) : (
              <>
                <Total known={known} />
                <Pairs known={known} />
                <Items known={known} />
              </>
            )}
            <NotBlind known={known} />
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

type Known = { readonly known: Agreement };

function Total({ known: { total, form, score } }: Known): ReactNode {
  const { agreement } = useMessages().raters;
  return (
    <div>
      <Title order={2} size="h4" mb={4}>
        {`${form}: ${agreement.total(score)}`}
      </Title>
      <Group gap="lg" align="baseline">
        <Text size="xl" fw={700}>
          {total.estimate === null ? agreement.none : rounded(total.estimate)}
        </Text>
        <Text size="sm">{agreement.icc}</Text>
        <Text size="sm">{useInterval()(total)}</Text>
        <Text size="sm">{agreement.n(total.n)}</Text>
      </Group>
      {total.warnings.map(({ code, message }) => (
        <Text key={code} size="sm" c="dimmed">
          {message}
        </Text>
      ))}
    </div>
  );
}

function Pairs({ known: { pairs, discussFrom } }: Known): ReactNode {
  const { raters } = useMessages();
  const { agreement } = raters;
  const columns: readonly Column<Pair>[] = [
    { key: "who", head: raters.who, isOneLine: true, cell: ({ number }) => number ?? raters.unnumbered },
    { key: "visit", head: agreement.visit, cell: ({ visit }) => visit },
    { key: "raters", head: agreement.raters, cell: ({ raters: both }) => both.join(", ") },
    {
      key: "scores",
      head: agreement.scores,
      isOneLine: true,
      cell: ({ totals }) =>
        totals === null ? (
          <Text size="sm" c="dimmed">
            {agreement.hidden}
          </Text>
        ) : (
          totals.join(" / ")
        ),
    },
    {
      key: "difference",
      head: agreement.difference,
      cell: ({ difference, isToDiscuss }) => (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" fw={600}>
            {difference}
          </Text>
          {isToDiscuss ? <StatusBadge tone="attention">{agreement.discuss}</StatusBadge> : null}
        </Group>
      ),
      sortBy: ({ difference }) => difference,
    },
  ];
  return (
    <div>
      <Title order={2} size="h4">
        {agreement.pairs}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {agreement.pairsLead(discussFrom)}
      </Text>
      <RowsTable
        label={agreement.pairs}
        rows={pairs}
        columns={columns}
        rowKey={({ number, visit }) => `${number} ${visit}`}
        empty={agreement.noPairs}
      />
    </div>
  );
}

function Items({ known: { items } }: Known): ReactNode {
  const { agreement } = useMessages().raters;
  const intervalOf = useInterval();
  const columns: readonly Column<Item>[] = [
    { key: "item", head: agreement.item, cell: ({ label }) => label, sortBy: ({ label }) => label },
    {
      key: "kappa",
      head: agreement.kappa,
      isOneLine: true,
      cell: ({ kappa }) => (kappa.estimate === null ? agreement.none : rounded(kappa.estimate)),
      sortBy: ({ kappa }) => kappa.estimate ?? -2,
    },
    {
      key: "interval",
      head: agreement.intervalHead,
      isOneLine: true,
      cell: ({ kappa }) => intervalOf(kappa, true),
    },
    { key: "n", head: agreement.count, isOneLine: true, cell: ({ kappa }) => kappa.n },
    {
      key: "remark",
      head: agreement.remark,
      cell: ({ kappa }) => (
        <Text size="sm" c="dimmed">
          {kappa.warnings.map(({ message }) => message).join(" ")}
        </Text>
      ),
    },
  ];
  return (
    <div>
      <Title order={2} size="h4">
        {agreement.items}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {agreement.itemsLead}
      </Text>
      <RowsTable
        label={agreement.items}
        rows={items}
        columns={columns}
        rowKey={({ item }) => item}
        empty={agreement.noItems}
      />
    </div>
  );
}

function NotBlind({ known: { flagged } }: Known): ReactNode {
  const { raters, participants } = useMessages();
  const { agreement } = raters;
  const columns: readonly Column<Flagged>[] = [
    { key: "who", head: raters.who, isOneLine: true, cell: ({ number }) => number ?? raters.unnumbered },
    { key: "visit", head: agreement.visit, cell: ({ visit, form }) => `${form}, ${visit}` },
    { key: "rater", head: raters.name, cell: ({ rater }) => rater },
    {
      key: "learned",
      head: agreement.learned,
      cell: ({ learned }) => learned.map((fact) => participants.forms.learned[fact] ?? fact).join(", "),
    },
    { key: "since", head: agreement.since, cell: ({ learnedAt }) => <Moment at={learnedAt} /> },
  ];
  return (
    <div>
      <Title order={2} size="h4">
        {agreement.flagged}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {agreement.flaggedLead}
      </Text>
      <RowsTable
        label={agreement.flagged}
        rows={flagged}
        columns={columns}
        rowKey={({ number, visit, form }) => `${number} ${visit} ${form}`}
        empty={agreement.noFlagged}
      />
    </div>
  );
}

function rounded(value: number): string {
  return value.toFixed(2);
}

/** The limits in words, or in a column whose head says the rest. */
function useInterval(): (estimate: Estimate, isShort?: boolean) => string {
  const { agreement } = useMessages().raters;
  return ({ interval }, isShort = false) => {
    if (interval === null) return "";
    const [lower, upper] = [rounded(interval.lower), rounded(interval.upper)];
    return isShort
      ? `${lower} – ${upper}`
      : agreement.interval(Math.round(100 * interval.level), lower, upper);
  };
}
