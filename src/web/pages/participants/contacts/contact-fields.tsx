import { Autocomplete, Radio, Select, SimpleGrid, Stack, TagsInput, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { languageName } from "../language-names.ts";
import { PastMomentInput } from "../past-moment-input.tsx";
import { ageBands, type ContactDraft, channels, outcomes, referrers } from "./contact-draft.ts";
import { useContactSuggestions } from "./use-contact-suggestions.ts";

/** Fields beside each other stand on one line, whichever of them is explained. */
const belowInput: ("label" | "input" | "description" | "error")[] = [
  "label",
  "input",
  "description",
  "error",
];

type ContactFieldsProps = {
  readonly draft: ContactDraft;
  readonly onDraft: (draft: ContactDraft) => void;
  readonly languages: readonly string[];
  readonly zone: string;
};

/** What is asked at a contact before consent: little, and always the same. */
export function ContactFields({ draft, onDraft, languages, zone }: ContactFieldsProps): ReactNode {
  const { contacts } = useMessages().participants;
  const suggestions = useContactSuggestions(draft.outcome === "failed");
  const set = (change: Partial<ContactDraft>): void => onDraft({ ...draft, ...change });
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <PastMomentInput
          label={contacts.when}
          zone={zone}
          inputWrapperOrder={belowInput}
          value={draft.when}
          onValue={(when) => set({ when })}
        />
        <CodeSelect
          label={contacts.channel}
          kind="channel"
          codes={channels}
          value={draft.channel}
          onChange={(channel) => set({ channel })}
        />
        <Autocomplete
          label={contacts.source}
          description={contacts.sourceHelp}
          inputWrapperOrder={belowInput}
          data={suggestions.sources}
          value={draft.recruitmentSource}
          onChange={(recruitmentSource) => set({ recruitmentSource })}
          maxLength={500}
          required
        />
        <CodeSelect
          label={contacts.referredBy}
          kind="referredBy"
          codes={referrers}
          value={draft.referredBy}
          onChange={(referredBy) => set({ referredBy })}
        />
        <Select
          label={contacts.language}
          data={languages.map((tag) => ({ value: tag, label: languageName(tag) }))}
          value={draft.language}
          onChange={(language) => set({ language: language ?? draft.language })}
          allowDeselect={false}
        />
        <CodeSelect
          label={contacts.ageBand}
          kind="ageBand"
          codes={ageBands}
          value={draft.ageBand}
          onChange={(ageBand) => set({ ageBand })}
        />
      </SimpleGrid>
      <Outcome draft={draft} onChange={set} reasons={suggestions.reasons} />
      <Textarea
        label={contacts.note}
        description={contacts.noteHelp}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        autosize
        minRows={2}
      />
    </Stack>
  );
}

function Outcome({
  draft,
  onChange,
  reasons,
}: {
  readonly draft: ContactDraft;
  readonly onChange: (change: Partial<ContactDraft>) => void;
  readonly reasons: readonly string[];
}): ReactNode {
  const { contacts } = useMessages().participants;
  const word = useWord("contactOutcome");
  return (
    <>
      <Radio.Group
        label={contacts.outcome}
        value={draft.outcome}
        onChange={(outcome) => onChange({ outcome: outcome as ContactDraft["outcome"] })}
        required
      >
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} mt={6} spacing="xs">
          {outcomes.map((outcome) => (
            <Radio key={outcome} value={outcome} label={word(outcome)} py={6} />
          ))}
        </SimpleGrid>
      </Radio.Group>
      {draft.outcome === "failed" ? (
        <TagsInput
          label={contacts.failReasons}
          description={contacts.failReasonsHelp}
          data={[...reasons]}
          value={[...draft.failReasons]}
          onChange={(failReasons) => onChange({ failReasons })}
          maxTags={20}
          acceptValueOnBlur
          required
        />
      ) : null}
    </>
  );
}

function CodeSelect<Code extends string>({
  label,
  kind,
  codes,
  value,
  onChange,
}: {
  readonly label: string;
  readonly kind: string;
  readonly codes: readonly Code[];
  readonly value: Code;
  readonly onChange: (code: Code) => void;
}): ReactNode {
  const word = useWord(kind);
  return (
    <Select
      label={label}
      data={codes.map((code) => ({ value: code, label: word(code) }))}
      value={value}
      onChange={(code) => onChange((code as Code | null) ?? value)}
      allowDeselect={false}
    />
  );
}
