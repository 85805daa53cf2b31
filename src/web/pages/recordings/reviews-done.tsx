import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatMoment } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { ReviewLine, Reviews } from "./reviews-page.tsx";

type Done = {
  readonly line: ReviewLine;
  readonly review: ReviewLine["reviews"][number];
};
type Kappa = Reviews["agreement"][number];

/** What was reviewed, and how far two reviewers of one recording agree. */
export function ReviewsDone({ known }: { readonly known: Reviews }): ReactNode {
  const { reviews: words, recordings } = useMessages();
  const done = known.lines
    .flatMap((line) => line.reviews.map((review) => ({ line, review })))
    .sort((a, b) => b.review.at.localeCompare(a.review.at));
  const kindOf: Readonly<Record<string, string>> = words.form.kinds;
  const columns: readonly Column<Done>[] = [
    {
      key: "who",
      head: recordings.who,
      isOneLine: true,
      cell: ({ line: { number } }) => number ?? recordings.unnumbered,
    },
    { key: "visit", head: recordings.visit, cell: ({ line: { visit } }) => visit },
    {
      key: "by",
      head: words.by,
      cell: ({ review }) => (
        <Stack gap={0}>
          <Text size="sm">{review.by}</Text>
          <Text size="xs" c="dimmed">
            {formatMoment(review.at)}
          </Text>
        </Stack>
      ),
    },
    {
      key: "ratings",
      head: words.rated,
      isOneLine: true,
      cell: ({ review }) => Object.values(review.ratings).join(" "),
    },
    {
      key: "flags",
      head: words.flags,
      cell: ({ review }) =>
        review.prohibited.length === 0 ? null : (
          <StatusBadge tone="bad">
            {review.prohibited.map((kind) => kindOf[kind] ?? kind).join(", ")}
          </StatusBadge>
        ),
    },
    { key: "discrepancies", head: words.discrepancies, cell: ({ review }) => review.discrepancies },
    { key: "words", head: words.form.words, cell: ({ review }) => <Text size="sm">{review.words}</Text> },
  ];
  return (
    <>
      <Section title={words.done}>
        <RowsTable
          label={words.done}
          rows={done}
          columns={columns}
          rowKey={({ review }) => review.reviewId}
          empty={words.noFigure}
        />
      </Section>
      <Agreement known={known} />
    </>
  );
}

function Agreement({ known: { agreement, pairs } }: { readonly known: Reviews }): ReactNode {
  const { reviews: words } = useMessages();
  const columns: readonly Column<Kappa>[] = [
    { key: "item", head: words.item, cell: ({ label }) => label },
    {
      key: "kappa",
      head: words.kappa,
      isOneLine: true,
      cell: ({ kappa }) => (kappa.estimate === null ? words.notEstimable : kappa.estimate.toFixed(2)),
    },
    { key: "n", head: words.count, isOneLine: true, cell: ({ kappa }) => kappa.n },
  ];
  return (
    <Section title={words.agreement} lead={pairs === 0 ? undefined : words.agreementLead(pairs)}>
      <RowsTable
        label={words.agreement}
        rows={agreement}
        columns={columns}
        rowKey={({ item }) => item}
        empty={words.noAgreement}
      />
    </Section>
  );
}
