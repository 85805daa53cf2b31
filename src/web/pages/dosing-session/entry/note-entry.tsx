import { Box, Button, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";

/** A note with the time at which it was written: in one tap for what happens often. */
export function NoteEntry(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { enter } = useHeld();
  const [text, setText] = useState("");
  const take = (note: string): void => enter("take-note", { note: { freeText: note } });
  const save = (): void => {
    if (text.trim() === "") return;
    take(text.trim());
    setText("");
  };
  return (
    <Stack gap="sm" h="100%">
      <Text size="xs" c="dimmed" component="h3" m={0}>
        {entry.quick}
      </Text>
      <Box className="vigil-prompts">
        {entry.quickNotes.map((note) => (
          <Button key={note} variant="default" className="vigil-prompt" onClick={() => take(note)}>
            {note}
          </Button>
        ))}
      </Box>
      <Textarea
        label={entry.note}
        description={entry.noteHelp}
        rows={3}
        className="vigil-note"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="lg" className="vigil-entry-save" disabled={text.trim() === ""} onClick={save}>
        {entry.saveNote}
      </Button>
    </Stack>
  );
}
