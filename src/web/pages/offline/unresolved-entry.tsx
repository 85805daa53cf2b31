import { Button, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Problem } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { problemOf } from "../../api/use-command.ts";
import { Moment } from "../../components/moment.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { deliverNow } from "../../offline/delivery-run.ts";
import type { QueuedCommand } from "../../offline/queued-command.ts";
import type { StoredEntry } from "../../offline/stored-entry.ts";
import { useDevice } from "../../offline/use-device.ts";
import { usePersonId } from "../../session/session-keeper.tsx";
import { type ComparedValue, comparedValues, formKeyOf } from "./compared-values.ts";
import { PutAsideDialog } from "./put-aside-dialog.tsx";
import type { OpenedEntry } from "./use-contents.ts";

/** One that the server did not take: what was entered, what the server has, and what its author decides. */
export function UnresolvedEntry({
  entry,
  opened,
}: {
  readonly entry: StoredEntry;
  readonly opened: OpenedEntry | undefined;
}): ReactNode {
  const { offline } = useMessages();
  const action = useWord("action");
  const command = opened?.command;
  const formKey = command && formKeyOf(command);
  const { study } = entry.sealed.header;
  const form = useAnswer(
    "GET /api/studies/:studyId/participants/:participantId/form",
    {
      params: { studyId: study, participantId: command?.subjectId ?? "" },
      query: { formKey: formKey ?? "" },
    },
    { enabled: formKey !== undefined },
  );
  const title = command ? action(command.type) : offline.queue.unreadable;
  return (
    <Paper withBorder p="md" component="article" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text fw={600}>{title}</Text>
            <StatusBadge tone="bad">{offline.unresolved.states[entry.state] ?? entry.state}</StatusBadge>
          </Group>
          {command ? (
            <Text size="sm" c="dimmed" component="div">
              <Moment at={command.occurredAt} zone={command.zone} />
            </Text>
          ) : null}
        </Group>
        {opened?.problem ? <ProblemNote problem={opened.problem} /> : null}
        {command ? (
          <Comparison values={comparedValues(command, form.data)} isForm={form.data !== undefined} />
        ) : (
          <Text size="sm">{offline.unresolved.lockedHelp}</Text>
        )}
        {command ? <Decision entry={entry} command={command} basedOn={form.data?.version} /> : null}
      </Stack>
    </Paper>
  );
}

function Comparison({
  values,
  isForm,
}: {
  readonly values: readonly ComparedValue[];
  readonly isForm: boolean;
}): ReactNode {
  const { offline } = useMessages();
  const { unresolved } = offline;
  const word = useWord("field");
  return (
    <Table aria-label={unresolved.yours} verticalSpacing={4} withRowBorders={false}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{unresolved.item}</Table.Th>
          <Table.Th scope="col">{unresolved.yours}</Table.Th>
          {isForm ? <Table.Th scope="col">{unresolved.theirs}</Table.Th> : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {values.map(({ name, yours, theirs, changedBy }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {isForm ? name : word(name)}
            </Table.Th>
            <Table.Td fw={600}>{yours}</Table.Td>
            {isForm ? <Table.Td>{unresolved.valueBy(theirs ?? "", changedBy ?? "")}</Table.Td> : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Only its author sends it again or leaves it. */
function Decision({
  entry,
  command,
  basedOn,
}: {
  readonly entry: StoredEntry;
  readonly command: QueuedCommand;
  readonly basedOn: number | undefined;
}): ReactNode {
  const { offline } = useMessages();
  const { outbox } = useDevice();
  const person = usePersonId();
  const [isAside, setAside] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  if (command.user !== person) {
    return (
      <Text size="sm" c="dimmed">
        {offline.unresolved.byOther}
      </Text>
    );
  }
  const sendAnew = async (): Promise<void> => {
    const { study, type, subject, subjectId, data, occurredAt, reason, actingAs, chain } = command;
    const content = { study, type, subject, subjectId, data, occurredAt };
    const more = { reason, actingAs, chain, basedOn: basedOn ?? command.basedOn };
    const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    try {
      await outbox?.sendAnew(entry, { ...content, ...given }).saved;
      void deliverNow();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <>
      <ProblemNote problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" size="md" onClick={() => setAside(true)}>
          {offline.unresolved.putAside}
        </Button>
        <Button size="md" onClick={sendAnew}>
          {offline.unresolved.sendAnew}
        </Button>
      </Group>
      <PutAsideDialog entry={entry} command={command} opened={isAside} onClose={() => setAside(false)} />
    </>
  );
}
