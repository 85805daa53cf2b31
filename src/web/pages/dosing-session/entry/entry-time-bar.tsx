import { Button, Checkbox, Group, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { fromLocalInput, isStillToCome, toLocalInput } from "../../participants/moment-in-zone.ts";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";

/** When what is entered happened: now, unless somebody says another time, or keys a paper in. */
export function EntryTimeBar(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { entryTime, setEntryTime } = useHeld();
  const [isOpen, setOpen] = useState(false);
  const isNow = entryTime.at === undefined;
  return (
    <Group
      className="vigil-entry-time"
      data-other={!isNow || undefined}
      justify="space-between"
      wrap="nowrap"
    >
      <Text size="sm" {...(isNow ? { c: "dimmed" } : { fw: 600, className: "vigil-attention" })}>
        {isNow ? entry.timeNow : entry.timeSet(timeOfDay(entryTime.at))}
        {entryTime.isPaper ? ` · ${entry.paperOn}` : ""}
      </Text>
      <Group gap="xs" wrap="nowrap">
        {isNow && !entryTime.isPaper ? null : (
          <Button variant="default" onClick={() => setEntryTime({ at: undefined, isPaper: false })}>
            {entry.backToNow}
          </Button>
        )}
        <Button variant="subtle" onClick={() => setOpen(true)}>
          {entry.timeOther}
        </Button>
      </Group>
      {isOpen ? <TimeDialog onClose={() => setOpen(false)} /> : null}
    </Group>
  );
}

function TimeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { entryTime, setEntryTime } = useHeld();
  const now = useNow();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [typed, setTyped] = useState(() => toLocalInput(entryTime.at ?? now, zone));
  const [isPaper, setPaper] = useState(entryTime.isPaper);
  const at = fromLocalInput(typed, zone);
  const use = (): void => {
    setEntryTime({ at, isPaper });
    onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={entry.timeTitle}
      lead={entry.timeLead}
      action={entry.timeUse}
      isSending={false}
      isReady={at !== undefined && !isStillToCome(typed, zone)}
      onSubmit={use}
    >
      <TextInput
        type="datetime-local"
        label={entry.timeField}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <Checkbox
        label={entry.fromPaper}
        checked={isPaper}
        onChange={(event) => setPaper(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}
