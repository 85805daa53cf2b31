import { Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { Pool, Rater, Recording, Unassigned } from "./rater-pool-page.tsx";

type Opened = { readonly opened: boolean; readonly onClose: () => void };

/** Records one of the certificates that the protocol asks for. */
export function CertificateDialog({
  rater,
  certificates,
  opened,
  onClose,
}: Opened & { readonly rater: Rater; readonly certificates: Pool["certificates"] }): ReactNode {
  const { raters } = useMessages();
  const { studyId } = useStudy();
  const names = [...new Set(certificates.map(({ name }) => name))];
  const [name, setName] = useState(names[0] ?? "");
  const [issuer, setIssuer] = useState("");
  const [validFrom, setFrom] = useState("");
  const [validUntil, setUntil] = useState("");
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/staff/:subjectId/commands/record-credential",
    { studyId, subjectId: rater.userId },
  );
  const kind = certificates.find((one) => one.name === name)?.kind ?? "certificate";
  const submit = async (): Promise<void> => {
    const ends = validUntil === "" ? {} : { validUntil };
    const data = { kind: kind as "certificate", name, issuer: issuer.trim(), validFrom, ...ends };
    if (await send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={raters.recordTitle(rater.name)}
      action={raters.record}
      isSending={isSending}
      isReady={name !== "" && issuer.trim() !== "" && validFrom !== ""}
      problem={problem}
      onSubmit={submit}
    >
      <Select
        label={raters.certificate}
        data={names}
        value={name}
        onChange={(next) => setName(next ?? name)}
        allowDeselect={false}
      />
      <TextInput
        label={raters.issuer}
        value={issuer}
        onChange={(event) => setIssuer(event.currentTarget.value)}
        data-autofocus
        required
      />
      <DateInput label={raters.validFrom} value={validFrom} onChange={setFrom} />
      <DateInput label={raters.validUntil} value={validUntil} onChange={setUntil} />
    </ActionDialog>
  );
}

export function LanguagesDialog({ rater, opened, onClose }: Opened & { readonly rater: Rater }): ReactNode {
  const { raters } = useMessages();
  const { studyId } = useStudy();
  const [typed, setTyped] = useState(rater.languages.join(", "));
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/staff/:subjectId/commands/record-languages",
    { studyId, subjectId: rater.userId },
  );
  const languages = typed.split(/[\s,]+/).filter(Boolean);
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={raters.languagesTitle(rater.name)}
      action={raters.save}
      isSending={isSending}
      problem={problem}
      onSubmit={async () => {
        if (await send({ data: { languages } })) onClose();
      }}
    >
      <TextInput
        label={raters.languages}
        description={raters.languagesHelp}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}

/** The rater coordinator's own choice, with its reason. */
export function ChooseDialog({
  waiting,
  raters: pool,
  opened,
  onClose,
}: Opened & { readonly waiting: Unassigned; readonly raters: Pool["raters"] }): ReactNode {
  const { raters } = useMessages();
  const { studyId } = useStudy();
  const [rater, setRater] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/choose-rater",
    { studyId, subjectId: waiting.participantId },
  );
  const submit = async (): Promise<void> => {
    if (rater === null) return;
    if (await send({ data: { formKey: waiting.formKey, rater }, reason: why.trim() })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={raters.chooseTitle(waiting.form)}
      lead={raters.unassignedLead}
      action={raters.choose}
      isSending={isSending}
      isReady={rater !== null && why.trim() !== ""}
      problem={problem}
      onSubmit={submit}
    >
      <Select
        label={raters.name}
        data={pool.map(({ userId, name }) => ({ value: userId, label: name }))}
        value={rater}
        onChange={setRater}
        data-autofocus
        searchable
        required
      />
      <Textarea
        label={raters.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
    </ActionDialog>
  );
}

export function SecondRatingDialog({
  recording,
  opened,
  onClose,
}: Opened & { readonly recording: Recording }): ReactNode {
  const { raters } = useMessages();
  const { studyId } = useStudy();
  const [when, setWhen] = useState(tomorrow);
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/request-second-rating",
    { studyId, subjectId: recording.participantId },
  );
  const submit = async (): Promise<void> => {
    const startsAt = new Date(when).toISOString();
    if (await send({ data: { handle: recording.handle, startsAt } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={raters.againTitle}
      lead={raters.againLead}
      action={raters.again}
      isSending={isSending}
      isReady={when !== ""}
      problem={problem}
      onSubmit={submit}
    >
      <TextInput
        type="datetime-local"
        label={raters.startsAt}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}

function tomorrow(): string {
  const at = new Date(Date.now() + 86_400_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
