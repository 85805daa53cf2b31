import { Checkbox, Group, Radio, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import type { Proof } from "../../components/proof-fields.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { ReviewLine, Reviews } from "./reviews-page.tsx";

type Capacity = "session-auditor" | "adherence-rater";
type Prohibited = "sexual-touch" | "restraint" | "coercion" | "dual-relationship";

/** What a reviewer fills in while it is not signed. */
type Entry = {
  readonly capacity: Capacity;
  readonly ratings: Readonly<Record<string, number>>;
  readonly prohibited: readonly Prohibited[];
  readonly seen: string;
  readonly words: string;
};

const blank: Entry = { capacity: "session-auditor", ratings: {}, prohibited: [], seen: "", words: "" };

type ReviewDialogProps = { readonly line: ReviewLine; readonly known: Reviews; readonly onClose: () => void };

/** A reviewer's form, signed: adherence by the criteria, what must never happen, and what was seen and is not on record. */
export function ReviewDialog({ line, known, onClose }: ReviewDialogProps): ReactNode {
  const { reviews, recordings } = useMessages();
  const words = reviews.form;
  const { studyId } = useStudy();
  const [entry, setEntry] = useState<Entry>(blank);
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/review-recording", {
    studyId,
    subjectId: line.participantId,
  });
  const { criteria } = known;
  const isRated = criteria?.items.every(({ id }) => entry.ratings[id] !== undefined) === true;
  const sign = async (proof: Proof): Promise<void> => {
    const seen = entry.seen
      .split("\n")
      .map((one) => one.trim())
      .filter(Boolean)
      .map((freeText) => ({ freeText }));
    const data = {
      recordingId: line.recordingId,
      capacity: entry.capacity,
      ratings: entry.ratings,
      prohibited: [...entry.prohibited],
      words: { freeText: entry.words.trim() },
      seen,
    };
    if (await command.send({ data, proof })) onClose();
  };
  return (
    <SignDialog
      opened
      onClose={onClose}
      title={words.title(line.visit, line.number ?? recordings.unnumbered)}
      meaning={words.meaning}
      isSending={command.isSending}
      isReady={isRated && entry.words.trim() !== ""}
      problem={command.problem}
      onSign={sign}
    >
      {criteria ? (
        <Fields entry={entry} onEntry={setEntry} criteria={criteria} />
      ) : (
        <Text size="sm">{words.unplanned}</Text>
      )}
    </SignDialog>
  );
}

function Fields({
  entry,
  onEntry,
  criteria: { version, highest, items },
}: {
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
  readonly criteria: NonNullable<Reviews["criteria"]>;
}): ReactNode {
  const { reviews } = useMessages();
  const words = reviews.form;
  const steps = Array.from({ length: highest + 1 }, (_, rating) => String(rating));
  return (
    <Stack>
      <Radio.Group
        label={words.capacity}
        value={entry.capacity}
        onChange={(value) => onEntry({ ...entry, capacity: value as Capacity })}
      >
        <Group mt={4}>
          {Object.entries(words.capacities).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Group>
      </Radio.Group>
      <Text size="sm" c="dimmed">
        {`${words.criteria(version)}. ${words.scale(highest)}.`}
      </Text>
      {items.map(({ id, label }) => (
        <Stack key={id} gap={4} role="group" aria-label={label}>
          <Text size="sm">{label}</Text>
          <SegmentedControl
            aria-label={label}
            value={entry.ratings[id] === undefined ? "" : String(entry.ratings[id])}
            onChange={(value) => onEntry({ ...entry, ratings: { ...entry.ratings, [id]: Number(value) } })}
            data={steps}
          />
        </Stack>
      ))}
      <Checkbox.Group
        label={words.prohibited}
        description={words.prohibitedLead}
        value={[...entry.prohibited]}
        onChange={(value) => onEntry({ ...entry, prohibited: value as Prohibited[] })}
      >
        <Group mt="xs">
          {Object.entries(words.kinds).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <Textarea
        label={words.seen}
        description={words.seenHelp}
        value={entry.seen}
        onChange={(event) => onEntry({ ...entry, seen: event.currentTarget.value })}
        autosize
        minRows={2}
      />
      <Textarea
        label={words.words}
        value={entry.words}
        onChange={(event) => onEntry({ ...entry, words: event.currentTarget.value })}
        autosize
        minRows={2}
        required
      />
    </Stack>
  );
}
