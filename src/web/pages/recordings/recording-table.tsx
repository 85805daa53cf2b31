import { Button, Code, Menu, Stack, Text, Tooltip } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Action } from "#trial";
import { formatDate, formatMoment, Moment } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { Gaps } from "./gaps.tsx";
import { type Recording, stateOf, stateTones } from "./recording.ts";
import { type RecordingAct, RecordingDialog } from "./recording-dialogs.tsx";

/** Every recording, with what can be told of it next. */
export function RecordingTable({ recordings }: { readonly recordings: readonly Recording[] }): ReactNode {
  const { recordings: words } = useMessages();
  const [act, setAct] = useState<{ readonly kind: RecordingAct; readonly recording: Recording }>();
  const columns = useColumns((kind, recording) => setAct({ kind, recording }));
  return (
    <>
      <RowsTable
        label={words.register}
        rows={recordings}
        columns={columns}
        rowKey={({ recordingId }) => recordingId}
        empty={words.none}
      />
      {act ? (
        <RecordingDialog kind={act.kind} recording={act.recording} onClose={() => setAct(undefined)} />
      ) : null}
    </>
  );
}

function useColumns(onAct: (kind: RecordingAct, recording: Recording) => void): readonly Column<Recording>[] {
  const { recordings: words } = useMessages();
  const today = new Date().toISOString().slice(0, 10);
  return [
    {
      key: "who",
      head: words.who,
      isOneLine: true,
      cell: ({ number }) => number ?? words.unnumbered,
      sortBy: ({ number }) => number ?? "",
    },
    {
      key: "visit",
      head: words.visit,
      cell: ({ visit, heldBy }) => (
        <Stack gap={0}>
          <Text size="sm">{visit}</Text>
          <Text size="xs" c="dimmed">
            {heldBy.join(", ")}
          </Text>
        </Stack>
      ),
    },
    { key: "recorded", head: words.recorded, cell: (recording) => <Recorded recording={recording} /> },
    { key: "gaps", head: words.gaps, cell: ({ gaps }) => <Gaps gaps={gaps} /> },
    { key: "file", head: words.file, cell: (recording) => <File recording={recording} /> },
    {
      key: "state",
      head: words.state,
      cell: (recording) => {
        const state = stateOf(recording, today);
        return (
          <Stack gap={2} align="flex-start">
            <StatusBadge tone={stateTones[state]}>{words.states[state]}</StatusBadge>
            {recording.hasConsent ? null : <StatusBadge tone="bad">{words.hasNoConsent}</StatusBadge>}
          </Stack>
        );
      },
      sortBy: (recording) => stateOf(recording, today),
    },
    {
      key: "act",
      head: "",
      align: "end",
      cell: (recording) => <Acts recording={recording} onAct={(kind) => onAct(kind, recording)} />,
    },
  ];
}

function Recorded({
  recording: { startedAt, stoppedAt, device },
}: {
  readonly recording: Recording;
}): ReactNode {
  const { recordings: words } = useMessages();
  return (
    <Stack gap={0}>
      <Text size="sm">
        <Moment at={startedAt} />
      </Text>
      <Text size="xs" c="dimmed">
        {`${stoppedAt === null ? words.runs : `– ${formatMoment(stoppedAt)}`} · ${device}`}
      </Text>
    </Stack>
  );
}

function File({
  recording: { file, custody, openings, keptUntil },
}: {
  readonly recording: Recording;
}): ReactNode {
  const { recordings: words } = useMessages();
  const held = custody.at(-1);
  if (!file) return <Text size="sm">{words.noFile}</Text>;
  const looked = openings.map(({ by, purpose }) => words.lookedAt(by, purpose)).join("; ");
  return (
    <Stack gap={0}>
      <Text size="sm">{held ? `${held.custodian}, ${held.place}` : ""}</Text>
      <Text size="xs" c="dimmed">
        <Tooltip label={file.sha256} multiline maw={420}>
          <Code tabIndex={0}>{file.sha256.slice(0, 12)}</Code>
        </Tooltip>
        {` ${words.bytes((file.bytes / 1_000_000).toFixed(0))}`}
        {keptUntil === null ? "" : ` · ${words.keptUntil(formatDate(keptUntil))}`}
      </Text>
      {openings.length === 0 ? null : (
        <Tooltip label={looked} multiline maw={420}>
          <Text size="xs" c="dimmed" tabIndex={0}>
            {words.looked(openings.length)}
          </Text>
        </Tooltip>
      )}
    </Stack>
  );
}

const actions: Readonly<Record<RecordingAct, Action>> = {
  stop: "stop-recording",
  addGap: "note-recording-gap",
  export: "export-recording",
  handOver: "hand-over-recording",
  open: "open-recording",
  remove: "delete-recording",
};

/** What can still be told of a recording as it stands. */
function actsOf({ stoppedAt, file, deleted }: Recording): readonly RecordingAct[] {
  if (deleted) return [];
  return [
    ...(stoppedAt === null ? (["stop"] as const) : []),
    "addGap",
    ...(file ? (["handOver", "open"] as const) : (["export"] as const)),
    "remove",
  ];
}

function Acts({
  recording,
  onAct,
}: {
  readonly recording: Recording;
  readonly onAct: (kind: RecordingAct) => void;
}): ReactNode {
  const { recordings: words } = useMessages();
  const { mayAt } = useStudy();
  const mine = actsOf(recording).filter((kind) => mayAt(actions[kind], recording.siteId));
  if (mine.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="compact-md" aria-label={`${words.more}: ${recording.visit}`}>
          {words.more}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mine.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAct(kind)}>
            {words[kind].button}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
