import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { SessionEnding } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useSending } from "../use-sending.ts";

/** Ends the session in one of the ways that are offered. The four that cannot wait ask for nothing. */
export function EndDialog({
  endings,
  onClose,
}: {
  readonly endings: readonly SessionEnding[];
  readonly onClose: () => void;
}): ReactNode {
  const { ending: say, console: words } = useMessages().dosingSession;
  const [picked, setPicked] = useState<SessionEnding | undefined>(
    endings.length === 1 ? endings[0] : undefined,
  );
  const [escort, setEscort] = useState("");
  const [destination, setDestination] = useState("");
  const [note, setNote] = useState("");
  const sending = useSending();
  const how = picked ? (say.endings[picked] ?? picked) : "";
  const end = async (): Promise<void> => {
    const data = {
      ending: picked,
      ...(escort.trim() ? { escort: escort.trim() } : {}),
      ...(destination.trim() ? { destination: destination.trim() } : {}),
      ...(note.trim() ? { note: { freeText: note.trim() } } : {}),
    };
    if (await sending.send("end-session", data)) onClose();
  };
  const lead = picked === "ready" ? say.endReady : picked === "overnight" ? say.endOvernight : say.endAtOnce;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={picked ? say.endTitle(how) : say.leaves}
      lead={lead}
      action={say.end}
      isDangerous={picked !== "ready" && picked !== "overnight"}
      isReady={picked !== undefined}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={end}
    >
      {endings.length > 1 ? (
        <Stack gap="xs" role="group" aria-label={words.reasons}>
          {endings.map((one) => (
            <Button
              key={one}
              h={48}
              variant={one === picked ? "filled" : "default"}
              aria-pressed={one === picked}
              onClick={() => setPicked(one)}
            >
              {say.endings[one]}
            </Button>
          ))}
        </Stack>
      ) : null}
      {picked === "ready" ? (
        <TextInput
          label={say.escort}
          value={escort}
          onChange={(event) => setEscort(event.currentTarget.value)}
        />
      ) : null}
      {picked === "ready" || picked === "emergency-transfer" ? (
        <TextInput
          label={say.destination}
          value={destination}
          onChange={(event) => setDestination(event.currentTarget.value)}
        />
      ) : null}
      <Textarea
        label={say.note}
        autosize
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
