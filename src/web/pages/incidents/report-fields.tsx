import { Checkbox, Stack, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";

/** What a participant may tick; what only a reviewer of a recording says is not among it. */
const kinds = ["felt-unsafe", "limits-not-kept", "pressured", "touch-outside-agreement", "other"] as const;
type Kind = (typeof kinds)[number];

/** A report as it is being written. It is kept nowhere: whoever takes the device next finds nothing. */
export type ReportEntry = {
  readonly kinds: readonly Kind[];
  readonly words: string;
  readonly callMe: string;
};

export const blankReport: ReportEntry = { kinds: [], words: "", callMe: "" };

export function isTelling({ kinds: ticked, words }: ReportEntry): boolean {
  return ticked.length > 0 || words.trim() !== "";
}

/** As the server takes it. Words without a tick are about something else. */
export function reportData({ kinds: ticked, words, callMe }: ReportEntry) {
  const [told, call] = [words.trim(), callMe.trim()];
  return {
    kinds: ticked.length > 0 ? [...ticked] : (["other"] as Kind[]),
    ...(told === "" ? {} : { words: { freeText: told } }),
    ...(call === "" ? {} : { callMe: { freeText: call } }),
  };
}

export function ReportFields({
  entry,
  onEntry,
}: {
  readonly entry: ReportEntry;
  readonly onEntry: (entry: ReportEntry) => void;
}): ReactNode {
  const { report: words, incidents } = useMessages();
  return (
    <>
      <Checkbox.Group
        label={words.what}
        value={[...entry.kinds]}
        onChange={(value) => onEntry({ ...entry, kinds: value as Kind[] })}
      >
        <Stack gap="sm" mt="xs">
          {kinds.map((kind) => (
            <Checkbox key={kind} value={kind} size="md" label={incidents.kinds[kind]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea
        label={words.words}
        description={words.wordsHelp}
        value={entry.words}
        onChange={(event) => onEntry({ ...entry, words: event.currentTarget.value })}
        autosize
        minRows={4}
        autoComplete="off"
      />
      <TextInput
        label={words.callMe}
        description={words.callMeHelp}
        value={entry.callMe}
        onChange={(event) => onEntry({ ...entry, callMe: event.currentTarget.value })}
        autoComplete="off"
      />
    </>
  );
}
