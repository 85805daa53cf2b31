import { Button, Checkbox, Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { fromLocalInput } from "../participants/moment-in-zone.ts";
import { PastMomentInput } from "../participants/past-moment-input.tsx";
import type { Missing, Therapist } from "./recording.ts";
import { useZoneOf } from "./use-zone-of.ts";

type MissingTableProps = { readonly missing: readonly Missing[]; readonly therapists?: readonly Therapist[] };

/** Sessions that were held and of which there is no recording: enter it, or say why there is none. */
export function MissingTable({ missing, therapists = [] }: MissingTableProps): ReactNode {
  const { recordings: words } = useMessages();
  const { mayAt } = useStudy();
  const [act, setAct] = useState<{ readonly kind: "enter" | "why"; readonly session: Missing }>();
  const wordOf: Readonly<Record<string, string>> = words.why;
  const columns: readonly Column<Missing>[] = [
    { key: "who", head: words.who, isOneLine: true, cell: ({ number }) => number ?? words.unnumbered },
    { key: "site", head: words.site, isOneLine: true, cell: ({ siteNumber }) => siteNumber },
    { key: "visit", head: words.visit, cell: ({ visit }) => visit },
    {
      key: "day",
      head: words.recorded,
      isOneLine: true,
      cell: ({ day }) => formatDate(day),
      sortBy: ({ day }) => day,
    },
    {
      key: "why",
      head: words.whyMissing,
      cell: ({ why }) =>
        why === null ? (
          <StatusBadge tone="attention">{words.unsaid}</StatusBadge>
        ) : (
          <Text size="sm">{wordOf[why] ?? why}</Text>
        ),
    },
    {
      key: "act",
      head: "",
      align: "end",
      cell: (session) =>
        session.why === null && mayAt("start-recording", session.siteId) ? (
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            <Button size="compact-md" onClick={() => setAct({ kind: "enter", session })}>
              {words.add}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => setAct({ kind: "why", session })}>
              {words.sayWhy}
            </Button>
          </Group>
        ) : null,
    },
  ];
  const close = (): void => setAct(undefined);
  return (
    <>
      <RowsTable
        label={words.missing}
        rows={missing}
        columns={columns}
        rowKey={({ participantId, visitId }) => `${participantId} ${visitId}`}
        empty={words.noMissing}
      />
      {act?.kind === "enter" ? (
        <EnterDialog session={act.session} therapists={therapists} onClose={close} />
      ) : null}
      {act?.kind === "why" ? <WhyDialog session={act.session} onClose={close} /> : null}
    </>
  );
}

function EnterDialog({
  session,
  therapists,
  onClose,
}: {
  readonly session: Missing;
  readonly therapists: readonly Therapist[];
  readonly onClose: () => void;
}): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.start;
  const { studyId } = useStudy();
  const zone = useZoneOf(session.siteId);
  const own = therapists.filter(({ siteId }) => siteId === session.siteId);
  const [device, setDevice] = useState("");
  const [at, setAt] = useState(`${session.day}T09:00`);
  const [heldBy, setHeldBy] = useState<string[]>(own.slice(0, 2).map(({ userId }) => userId));
  const startedAt = fromLocalInput(at, zone);
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/start-recording", {
    studyId,
    subjectId: session.participantId,
  });
  const submit = async (): Promise<void> => {
    if (!startedAt) return;
    const data = { visitId: session.visitId, device: device.trim(), startedAt, heldBy };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title(session.visit)}
      lead={words.lead}
      action={words.action}
      isSending={command.isSending}
      isReady={device.trim() !== "" && startedAt !== undefined}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextInput
        label={words.device}
        value={device}
        onChange={(event) => setDevice(event.currentTarget.value)}
        required
        data-autofocus
      />
      <PastMomentInput label={words.at} value={at} zone={zone} onValue={setAt} />
      <Checkbox.Group label={words.heldBy} value={heldBy} onChange={(all) => setHeldBy(all.slice(0, 4))}>
        <Group mt="xs">
          {own.map(({ userId, name }) => (
            <Checkbox key={userId} value={userId} label={name} />
          ))}
        </Group>
      </Checkbox.Group>
    </ActionDialog>
  );
}

const whys = ["participant-declined", "device-failed", "forgotten", "other"] as const;

function WhyDialog({
  session,
  onClose,
}: {
  readonly session: Missing;
  readonly onClose: () => void;
}): ReactNode {
  const { recordings: words } = useMessages();
  const { studyId } = useStudy();
  const [why, setWhy] = useState<(typeof whys)[number]>("participant-declined");
  const [remark, setRemark] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/note-unrecorded-session",
    { studyId, subjectId: session.participantId },
  );
  const submit = async (): Promise<void> => {
    const told = remark.trim();
    const data = { visitId: session.visitId, why, ...(told === "" ? {} : { remark: { freeText: told } }) };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.unrecorded.title(session.visit)}
      action={words.unrecorded.action}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={words.whyMissing}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value as typeof why)}
        data={whys.map((value) => ({ value, label: words.why[value] }))}
        data-autofocus
      />
      <TextInput
        label={words.remark}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
