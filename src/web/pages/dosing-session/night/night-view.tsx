import { Box, Button, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { minutesBetween } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { Ladders } from "../emergency/ladders.tsx";
import { Numbers } from "../emergency/numbers.tsx";
import { Readiness } from "../ending/discharge-view.tsx";
import { EntryArea } from "../entry/entry-area.tsx";
import { useHeld } from "../held-session.tsx";
import { SecondPersonFields, useSecondPerson } from "../room/step-signing.tsx";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";

const states = ["asleep", "awake-well", "awake-unwell"] as const;

/** The attendant's night: what was handed over, when to look in, whom to call, and the morning. */
export function NightView(): ReactNode {
  const { session } = useHeld();
  return (
    <Box className="vigil-discharge">
      <Stack className="vigil-discharge-list">
        <Ladders />
        <Handover />
        <Checks />
        <Numbers />
        <Morning />
      </Stack>
      {session.releasedAt ? null : <EntryArea />}
    </Box>
  );
}

function Handover(): ReactNode {
  const { ending: say } = useMessages().dosingSession;
  const { session, enter } = useHeld();
  const [text, setText] = useState("");
  const { attendant } = session;
  return (
    <Stack gap="xs" component="section" aria-label={say.handover}>
      <Title order={2} size="h4">
        {say.handover}
      </Title>
      {attendant ? (
        <>
          <Text size="sm" c="dimmed">
            {say.attendant(attendant.name, timeOfDay(attendant.at))}
          </Text>
          <Text>{attendant.handover.freeText}</Text>
        </>
      ) : (
        <>
          <Text size="sm" className="vigil-attention">
            {say.noAttendant}
          </Text>
          <Textarea
            label={say.handover}
            description={say.handoverHelp}
            autosize
            minRows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button
            size="lg"
            disabled={text.trim() === ""}
            onClick={() => enter("take-over-night", { handover: { freeText: text.trim() } })}
          >
            {say.takeOver}
          </Button>
        </>
      )}
    </Stack>
  );
}

function Checks(): ReactNode {
  const { ending: say } = useMessages().dosingSession;
  const { session, plan, enter } = useHeld();
  const now = useNow();
  const [note, setNote] = useState("");
  const every = plan.overnightCheckEvery;
  const last = session.nightChecks.at(-1)?.at ?? session.ended?.at;
  const since = last === undefined ? 0 : minutesBetween(last, now);
  const late = every === null ? 0 : since - every;
  const due = last && every !== null ? new Date(Date.parse(last) + every * 60_000).toISOString() : undefined;
  const check = (state: (typeof states)[number]): void => {
    enter("check-night", { state, ...(note.trim() ? { note: { freeText: note.trim() } } : {}) });
    setNote("");
  };
  const isOver = session.releasedAt !== null;
  return (
    <Stack gap="xs" component="section" aria-label={say.checks}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {say.checks}
        </Title>
        {due === undefined || isOver ? null : late > 0 ? (
          <StatusBadge tone="bad">{say.checkLate(late)}</StatusBadge>
        ) : (
          <StatusBadge tone="info">{say.checkDue(timeOfDay(due))}</StatusBadge>
        )}
      </Group>
      {isOver ? null : (
        <>
          <Box className="vigil-prompts" data-columns="3" role="group" aria-label={say.check}>
            {states.map((state) => (
              <Button
                key={state}
                className="vigil-prompt"
                variant={state === "awake-unwell" ? "light" : "default"}
                color={state === "awake-unwell" ? "red" : "water"}
                onClick={() => check(state)}
              >
                {say.states[state]}
              </Button>
            ))}
          </Box>
          <TextInput
            label={say.checkNote}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      <ul className="vigil-lines">
        {session.nightChecks.toReversed().map(({ entryId, at, state, note: said }) => (
          <li key={entryId} data-late={state === "awake-unwell" || undefined}>
            <span>{timeOfDay(at)}</span>
            <span>{`${say.states[state]}${said ? `. ${said.freeText}` : ""}`}</span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function Morning(): ReactNode {
  const { ending: say } = useMessages().dosingSession;
  const { session } = useHeld();
  const [isOpen, setOpen] = useState(false);
  if (session.releasedAt) return <Text fw={600}>{say.released(timeOfDay(session.releasedAt))}</Text>;
  const isReady = session.assessments.at(-1)?.ready === true;
  return (
    <Stack gap="md" component="section" aria-label={say.morning}>
      <Readiness />
      <Button size="lg" disabled={!isReady} onClick={() => setOpen(true)}>
        {say.release}
      </Button>
      {isReady ? null : (
        <Text size="sm" c="dimmed">
          {say.releaseNeeds}
        </Text>
      )}
      {isOpen ? <ReleaseDialog onClose={() => setOpen(false)} /> : null}
    </Stack>
  );
}

function ReleaseDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { ending: say } = useMessages().dosingSession;
  const [escort, setEscort] = useState("");
  const sending = useSending();
  const second = useSecondPerson();
  const release = async (): Promise<void> => {
    if (await sending.send("release-morning", { escort: escort.trim() }, second.options)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.releaseTitle}
      action={say.release}
      isReady={escort.trim() !== "" && second.isReady}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={release}
    >
      <TextInput
        label={say.escort}
        value={escort}
        onChange={(event) => setEscort(event.currentTarget.value)}
        data-autofocus
      />
      <SecondPersonFields second={second} />
    </ActionDialog>
  );
}
