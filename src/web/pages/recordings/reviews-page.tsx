import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate, formatMoment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { LatencySection } from "./latency-section.tsx";
import { MissingTable } from "./missing-table.tsx";
import { OpenDialog } from "./recording-dialogs.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { ReviewsDone } from "./reviews-done.tsx";

export type Reviews = Answer<"GET /api/studies/:studyId/reviews">;
export type ReviewLine = Reviews["lines"][number];

const stateTones: Readonly<Record<ReviewLine["state"], Tone>> = {
  "not-asked": "neutral",
  due: "info",
  late: "bad",
  reviewed: "good",
};

/** The auditor's workspace: what waits for a review, how long reviews take, every recording there is. */
export function ReviewsPage(): ReactNode {
  const { reviews: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/reviews", { params: { studyId } });
  return (
    <Page title={words.title} lead={words.lead(query.data?.within ?? 0)}>
      <Answered query={query}>{(known) => <Body known={known} />}</Answered>
    </Page>
  );
}

function Body({ known }: { readonly known: Reviews }): ReactNode {
  const { reviews: words, recordings } = useMessages();
  const waiting = known.lines.filter(({ state }) => state === "due" || state === "late");
  return (
    <Stack gap="xl">
      <Section title={words.toReview}>
        <LineTable lines={waiting} known={known} empty={words.noneToReview} label={words.toReview} />
      </Section>
      <LatencySection known={known} />
      <ReviewsDone known={known} />
      {known.missing.length === 0 ? null : (
        <Section title={words.missing}>
          <MissingTable missing={known.missing} />
        </Section>
      )}
      <Section title={words.all}>
        <LineTable lines={known.lines} known={known} empty={recordings.none} label={words.all} />
      </Section>
    </Stack>
  );
}

function LineTable({
  lines,
  known,
  empty,
  label,
}: {
  readonly lines: readonly ReviewLine[];
  readonly known: Reviews;
  readonly empty: string;
  readonly label: string;
}): ReactNode {
  const [act, setAct] = useState<{ readonly kind: "look" | "review"; readonly line: ReviewLine }>();
  const columns = useColumns((kind, line) => setAct({ kind, line }));
  const close = (): void => setAct(undefined);
  return (
    <>
      <RowsTable
        label={label}
        rows={lines}
        columns={columns}
        rowKey={({ recordingId }) => recordingId}
        empty={empty}
      />
      {act?.kind === "look" ? <OpenDialog recording={act.line} onClose={close} /> : null}
      {act?.kind === "review" ? <ReviewDialog line={act.line} known={known} onClose={close} /> : null}
    </>
  );
}

function useColumns(
  onAct: (kind: "look" | "review", line: ReviewLine) => void,
): readonly Column<ReviewLine>[] {
  const { reviews: words, recordings } = useMessages();
  const { may } = useStudy();
  const reasonOf: Readonly<Record<string, string>> = words.reasons;
  return [
    {
      key: "who",
      head: recordings.who,
      isOneLine: true,
      cell: ({ number }) => number ?? recordings.unnumbered,
    },
    {
      key: "visit",
      head: recordings.visit,
      cell: ({ visit, startedAt, heldBy }) => (
        <Stack gap={0}>
          <Text size="sm">{visit}</Text>
          <Text size="xs" c="dimmed">
            {`${formatMoment(startedAt)} · ${heldBy.join(", ")}`}
          </Text>
        </Stack>
      ),
    },
    {
      key: "why",
      head: words.why,
      cell: ({ reasons }) => (
        <Text size="sm" {...(reasons.length === 0 ? { c: "dimmed" } : {})}>
          {reasons.length === 0 ? words.noReason : reasons.map(({ why }) => reasonOf[why] ?? why).join(", ")}
        </Text>
      ),
    },
    { key: "file", head: words.where, cell: (line) => <FilePlace line={line} /> },
    {
      key: "due",
      head: words.due,
      isOneLine: true,
      cell: ({ dueOn, state }) => (
        <Group gap="xs" wrap="nowrap">
          <StatusBadge tone={stateTones[state]}>{words.states[state]}</StatusBadge>
          {dueOn && state !== "reviewed" ? <Text size="sm">{formatDate(dueOn)}</Text> : null}
        </Group>
      ),
      sortBy: ({ dueOn }) => dueOn ?? "9999",
    },
    {
      key: "act",
      head: "",
      align: "end",
      cell: (line) =>
        line.isDeleted ? null : (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            {may("open-recording") ? (
              <Button size="compact-md" variant="default" onClick={() => onAct("look", line)}>
                {words.look}
              </Button>
            ) : null}
            {may("review-recording") && !line.isReviewedByViewer ? (
              <Button size="compact-md" onClick={() => onAct("review", line)}>
                {line.reviews.length === 0 ? words.review : words.reviewAgain}
              </Button>
            ) : null}
          </Group>
        ),
    },
  ];
}

function FilePlace({ line: { custodian, place, sha256 } }: { readonly line: ReviewLine }): ReactNode {
  const { reviews: words } = useMessages();
  if (sha256 === null) {
    return (
      <Text size="sm" c="dimmed">
        {words.noFile}
      </Text>
    );
  }
  return (
    <Stack gap={0}>
      <Text size="sm">{`${custodian}, ${place}`}</Text>
      <Text size="xs" c="dimmed">
        <Code>{sha256.slice(0, 12)}</Code>
      </Text>
    </Stack>
  );
}
