import { Button, Stack, Text, Textarea, Title } from "@mantine/core";
import { memo, type ReactNode, useMemo, useState } from "react";
import { idsOfCommand } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld, usePendingEntries } from "../held-session.tsx";
import { useHappenings } from "../record/use-happenings.ts";
import { timeOfDay } from "../times.ts";
import { useSending } from "../use-sending.ts";

const shown = 60;

/** What was entered, the latest first; what is not on record yet is marked, and what was wrong can be struck. */
export function Log(): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { session } = useHeld();
  const standing = usePendingStates();
  const happenings = useHappenings();
  const [striking, setStriking] = useState<Striking>();
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
          <Line
            key={key}
            at={at}
            what={what}
            isStruck={isStruck === true}
            entryId={entryId}
            state={isPending ? (standing.get(entryId ?? key) ?? "") : undefined}
            onStrike={session.ended ? undefined : setStriking}
          />
        ))}
      </ol>
      {striking ? <StrikeDialog {...striking} onClose={() => setStriking(undefined)} /> : null}
    </Stack>
  );
}

/** Where what is not on record yet stands, by the first id that its command gives: that of what it records. */
function usePendingStates(): ReadonlyMap<string, string> {
  const pending = usePendingEntries();
  return useMemo(
    () => new Map(pending.map(({ commandId, state }) => [idsOfCommand(commandId)(), state])),
    [pending],
  );
}

type Striking = { readonly entryId: string; readonly what: string };

type LineProps = {
  readonly at: string;
  readonly what: string;
  readonly entryId: string | undefined;
  readonly isStruck: boolean;
  /** Of what is not on record yet. */
  readonly state: string | undefined;
  readonly onStrike: ((what: Striking) => void) | undefined;
};

/** One line, drawn anew only when it changes: a tap draws its own, and not the sixty before it. */
const Line = memo(({ at, what, entryId, isStruck, state, onStrike }: LineProps): ReactNode => {
  const { console: say } = useMessages().dosingSession;
  const isPending = state !== undefined;
  const mark = isPending ? (say.states[state] ?? say.waits) : isStruck ? say.struck : undefined;
  return (
    <li data-struck={isStruck || undefined} data-pending={isPending || undefined} data-state={state}>
      <span>{timeOfDay(at)}</span>
      <span>
        {what}
        {mark === undefined ? "" : ` · ${mark}`}
      </span>
      {entryId && !isStruck && !isPending && onStrike ? (
        <Button
          variant="subtle"
          color="gray"
          aria-label={say.strikeOf(what)}
          onClick={() => onStrike({ entryId, what })}
        >
          {say.strike}
        </Button>
      ) : null}
    </li>
  );
});

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
