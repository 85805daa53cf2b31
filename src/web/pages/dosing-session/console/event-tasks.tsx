import { Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { EventTask } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { useSending } from "../use-sending.ts";

/** What was seen and asks for an adverse event, or for why there is none. It waits; the session does not. */
export function EventTasks(): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { session } = useHeld();
  const [refusing, setRefusing] = useState<EventTask>();
  const open = session.tasks.filter(({ answer }) => answer === null);
  return (
    <Stack gap={6} component="section" aria-label={say.tasks} className="vigil-card">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h6">
          {say.tasks}
        </Title>
        {open.length > 0 ? <StatusBadge tone="attention">{String(open.length)}</StatusBadge> : null}
      </Group>
      {open.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say.noTasks}
        </Text>
      ) : null}
      {open.map((task) => (
        <Task key={task.taskId} task={task} onRefuse={() => setRefusing(task)} />
      ))}
      {refusing ? <NoEventDialog task={refusing} onClose={() => setRefusing(undefined)} /> : null}
    </Stack>
  );
}

function Task({ task, onRefuse }: { readonly task: EventTask; readonly onRefuse: () => void }): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { enter } = useHeld();
  const isCovered = task.trigger.startsWith("effect:") || task.asks === "serious-event";
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Text size="sm" lh={1.25}>
        {task.term}
        <Text component="span" size="xs" c="dimmed" display="block">
          {isCovered && task.asks === "adverse-event"
            ? say.covered
            : `${say.asks[task.asks]} · ${say.asked(timeOfDay(task.at))}`}
        </Text>
      </Text>
      <Group gap={4} wrap="nowrap">
        {isCovered ? null : (
          <Button variant="subtle" aria-label={say.noEventOf(task.term)} onClick={onRefuse}>
            {say.noEvent}
          </Button>
        )}
        {task.asks === "contact" ? null : (
          <Button
            variant="default"
            aria-label={say.eventOf(task.term)}
            onClick={() => enter("answer-event-task", { taskId: task.taskId, answer: "event" })}
          >
            {say.event}
          </Button>
        )}
      </Group>
    </Group>
  );
}

function NoEventDialog({
  task: { taskId, term },
  onClose,
}: {
  readonly task: EventTask;
  readonly onClose: () => void;
}): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const [why, setWhy] = useState("");
  const sending = useSending();
  const answer = async (): Promise<void> => {
    const data = { taskId, answer: "no-event", why: { freeText: why.trim() } };
    if (await sending.send("answer-event-task", data)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.noEventTitle(term)}
      action={say.noEvent}
      isReady={why.trim() !== ""}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={answer}
    >
      <Textarea
        label={say.whyNot}
        autosize
        minRows={2}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}
