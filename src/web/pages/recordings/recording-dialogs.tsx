import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { fromLocalInput, toLocalInput } from "../participants/moment-in-zone.ts";
import { PastMomentInput } from "../participants/past-moment-input.tsx";
import type { Recording } from "./recording.ts";
import { useZoneOf } from "./use-zone-of.ts";

export type RecordingAct = "stop" | "addGap" | "export" | "handOver" | "open" | "remove";

type DialogProps = { readonly recording: Recording; readonly onClose: () => void };

/** The small form for one thing that is told of a recording. */
export function RecordingDialog({
  kind,
  ...props
}: DialogProps & { readonly kind: RecordingAct }): ReactNode {
  switch (kind) {
    case "stop":
      return <StopDialog {...props} />;
    case "addGap":
      return <GapDialog {...props} />;
    case "export":
      return <ExportDialog {...props} />;
    case "handOver":
      return <HandOverDialog {...props} />;
    case "open":
      return <OpenDialog {...props} />;
    case "remove":
      return <RemoveDialog {...props} />;
  }
}

function useSubject({ participantId }: Recording) {
  const { studyId } = useStudy();
  return { studyId, subjectId: participantId };
}

function StopDialog({ recording, onClose }: DialogProps): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.stop;
  const zone = useZoneOf(recording.siteId);
  const [at, setAt] = useState(toLocalInput(new Date().toISOString(), zone));
  const stoppedAt = fromLocalInput(at, zone);
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/stop-recording",
    useSubject(recording),
  );
  const submit = async (): Promise<void> => {
    if (!stoppedAt) return;
    if (await command.send({ data: { recordingId: recording.recordingId, stoppedAt } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title}
      action={words.action}
      isSending={command.isSending}
      isReady={stoppedAt !== undefined}
      problem={command.problem}
      onSubmit={submit}
    >
      <PastMomentInput label={words.at} value={at} zone={zone} onValue={setAt} data-autofocus />
    </ActionDialog>
  );
}

const gapReasons = ["participant-asked", "break", "device-failed", "forgotten", "other"] as const;

function GapDialog({ recording, onClose }: DialogProps): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.addGap;
  const zone = useZoneOf(recording.siteId);
  const [from, setFrom] = useState(toLocalInput(recording.startedAt, zone));
  const [until, setUntil] = useState(toLocalInput(recording.stoppedAt ?? new Date().toISOString(), zone));
  const [why, setWhy] = useState<(typeof gapReasons)[number]>("participant-asked");
  const [remark, setRemark] = useState("");
  const [begins, ends] = [fromLocalInput(from, zone), fromLocalInput(until, zone)];
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/note-recording-gap",
    useSubject(recording),
  );
  const submit = async (): Promise<void> => {
    if (!begins || !ends) return;
    const words = remark.trim();
    const data = {
      recordingId: recording.recordingId,
      from: begins,
      until: ends,
      why,
      ...(words === "" ? {} : { remark: { freeText: words } }),
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title}
      action={words.action}
      isSending={command.isSending}
      isReady={begins !== undefined && ends !== undefined}
      problem={command.problem}
      onSubmit={submit}
    >
      <PastMomentInput label={words.from} value={from} zone={zone} onValue={setFrom} data-autofocus />
      <PastMomentInput label={words.until} value={until} zone={zone} onValue={setUntil} />
      <NativeSelect
        label={words.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value as typeof why)}
        data={gapReasons.map((value) => ({ value, label: recordings.why[value] }))}
      />
      <TextInput
        label={recordings.remark}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}

function ExportDialog({ recording, onClose }: DialogProps): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.export;
  const [sha256, setHash] = useState("");
  const [bytes, setBytes] = useState<number | string>("");
  const [custodian, setCustodian] = useState("");
  const [place, setPlace] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/export-recording",
    useSubject(recording),
  );
  const hash = sha256.trim().toLowerCase();
  const isReady =
    /^[0-9a-f]{64}$/.test(hash) && Number(bytes) > 0 && custodian.trim() !== "" && place.trim() !== "";
  const submit = async (): Promise<void> => {
    const data = {
      recordingId: recording.recordingId,
      sha256: hash,
      bytes: Number(bytes),
      custodian: custodian.trim(),
      place: place.trim(),
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title}
      lead={words.lead}
      action={words.action}
      isSending={command.isSending}
      isReady={isReady}
      problem={command.problem}
      onSubmit={submit}
      size="lg"
    >
      <TextInput
        label={words.hash}
        description={words.hashHelp}
        value={sha256}
        onChange={(event) => setHash(event.currentTarget.value)}
        required
        data-autofocus
      />
      <NumberInput label={words.bytes} value={bytes} onChange={setBytes} min={1} required />
      <TextInput
        label={words.custodian}
        value={custodian}
        onChange={(event) => setCustodian(event.currentTarget.value)}
        required
      />
      <TextInput
        label={words.place}
        value={place}
        onChange={(event) => setPlace(event.currentTarget.value)}
        required
      />
    </ActionDialog>
  );
}

function HandOverDialog({ recording, onClose }: DialogProps): ReactNode {
  const { recordings } = useMessages();
  const [custodian, setCustodian] = useState("");
  const [place, setPlace] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/hand-over-recording",
    useSubject(recording),
  );
  const data = { recordingId: recording.recordingId, custodian: custodian.trim(), place: place.trim() };
  const submit = async (): Promise<void> => {
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={recordings.handOver.title}
      action={recordings.handOver.action}
      isSending={command.isSending}
      isReady={data.custodian !== "" && data.place !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextInput
        label={recordings.export.custodian}
        value={custodian}
        onChange={(event) => setCustodian(event.currentTarget.value)}
        required
        data-autofocus
      />
      <TextInput
        label={recordings.export.place}
        value={place}
        onChange={(event) => setPlace(event.currentTarget.value)}
        required
      />
    </ActionDialog>
  );
}

type Opened = Pick<Recording, "recordingId" | "participantId">;

/** Notes that somebody looks, before they do. */
export function OpenDialog({
  recording,
  onClose,
}: {
  readonly recording: Opened;
  readonly onClose: () => void;
}): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.open;
  const { studyId } = useStudy();
  const [purpose, setPurpose] = useState("");
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/open-recording", {
    studyId,
    subjectId: recording.participantId,
  });
  const submit = async (): Promise<void> => {
    const data = { recordingId: recording.recordingId, purpose: purpose.trim() };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title}
      lead={words.lead}
      action={words.action}
      isSending={command.isSending}
      isReady={purpose.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextInput
        label={words.purpose}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
        required
        data-autofocus
      />
    </ActionDialog>
  );
}

function RemoveDialog({ recording, onClose }: DialogProps): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.remove;
  const [because, setBecause] = useState<keyof typeof words.reasons>("consent-withdrawn");
  const [how, setHow] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/delete-recording",
    useSubject(recording),
  );
  const submit = async (): Promise<void> => {
    const data = { recordingId: recording.recordingId, because, how: how.trim() };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title}
      lead={words.lead}
      action={words.action}
      isDangerous
      isSending={command.isSending}
      isReady={how.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={words.because}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value as typeof because)}
        data={Object.entries(words.reasons).map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        label={words.how}
        value={how}
        onChange={(event) => setHow(event.currentTarget.value)}
        required
        data-autofocus
      />
    </ActionDialog>
  );
}
