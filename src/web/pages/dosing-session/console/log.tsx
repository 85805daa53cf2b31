import { Button, Stack, Text, Textarea, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { idsOfCommand } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { useHappenings } from "../record/use-happenings.ts";
import { timeOfDay } from "../times.ts";
import { useSending } from "../use-sending.ts";

const shown = 60;

/** What was entered, the latest first; what is not on record yet is marked, and what was wrong can be struck. */
export function Log(): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { session, pending } = useHeld();
  // The first id that a command gives is that of what it records.
  const states = new Map(pending.map(({ commandId, state }) => [idsOfCommand(commandId)(), state]));
  const standing = (id: string): string => states.get(id) ?? "";
  const happenings = useHappenings();
  const [striking, setStriking] = useState<{ readonly entryId: string; readonly what: string }>();
  const latest = happenings.toReversed().slice(0, shown);
  return (
    <Stack gap={4} component="section" aria-label={say.log} className="vigil-log">
      <Title order={2} size="h6">
        {say.log}
      </Title>
      {latest.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say.noLog}
        </Text>
      ) : null}
      <ol className="vigil-lines">
        {latest.map(({ key, at, what, entryId, isStruck, isPending }) => (
          <li
            key={key}
            data-struck={isStruck || undefined}
            data-pending={isPending || undefined}
            data-state={isPending ? standing(entryId ?? key) : undefined}
          >
            <span>{timeOfDay(at)}</span>
            <span>
              {what}
              {isPending
                ? ` · ${say.states[standing(entryId ?? key)] ?? say.waits}`
                : isStruck
                  ? ` · ${say.struck}`
                  : ""}
            </span>
            {entryId && !isStruck && !isPending && !session.ended ? (
              <Button
                variant="subtle"
                color="gray"
                aria-label={say.strikeOf(what)}
                onClick={() => setStriking({ entryId, what })}
              >
                {say.strike}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {striking ? <StrikeDialog {...striking} onClose={() => setStriking(undefined)} /> : null}
    </Stack>
  );
}

function StrikeDialog({
  entryId,
  what,
  onClose,
}: {
  readonly entryId: string;
  readonly what: string;
  readonly onClose: () => void;
}): ReactNode {
  const { dosingSession, common } = useMessages();
  const { console: say } = dosingSession;
  const [reason, setReason] = useState("");
  const sending = useSending();
  const strike = async (): Promise<void> => {
    if (await sending.send("strike-entry", { entryId }, { reason: reason.trim() })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.strikeTitle}
      lead={`${what}. ${say.strikeLead}`}
      action={say.strike}
      isDangerous
      isReady={reason.trim() !== ""}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={strike}
    >
      <Textarea
        label={common.reason}
        autosize
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}
