import { NativeSelect } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { EmergencyReason } from "#trial";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { fromLocalInput, toLocalInput } from "../participants/moment-in-zone.ts";
import { PastMomentInput } from "../participants/past-moment-input.tsx";
import type { EnvelopeLine } from "./envelopes-page.tsx";
import { ReasonChoice } from "./reason-choice.tsx";
import "./unblinding.css";

/** What is written on a sheet that was opened, entered afterwards. */
export function EnvelopeOpenedDialog({
  line,
  onClose,
}: {
  readonly line: EnvelopeLine;
  readonly onClose: () => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId, overview } = useStudy();
  const zone =
    overview.sites.find(({ site }) => site.siteId === line.siteId)?.site.zone ??
    Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [reason, setReason] = useState<EmergencyReason>();
  const [openedBy, setOpenedBy] = useState("care-outside-the-study");
  const [when, setWhen] = useState(() => toLocalInput(new Date().toISOString(), zone));
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/record-envelope-opening",
    { studyId, subjectId: line.participantId ?? "" },
  );
  const occurredAt = fromLocalInput(when, zone);
  const submit = async (): Promise<void> => {
    const data = { serial: line.serial, reason, openedBy };
    if (await command.send({ data, occurredAt } as never)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.openedTitle(line.serial)}
      lead={words.openedLead}
      action={words.record}
      isSending={command.isSending}
      isReady={reason !== undefined && occurredAt !== undefined}
      problem={command.problem}
      onSubmit={submit}
      size="lg"
    >
      <ReasonChoice value={reason} onChange={setReason} />
      <NativeSelect
        label={words.openedBy}
        value={openedBy}
        onChange={(event) => setOpenedBy(event.currentTarget.value)}
        data={Object.entries(words.knowers).map(([value, label]) => ({ value, label }))}
      />
      <PastMomentInput label={words.when} zone={zone} value={when} onValue={setWhen} />
    </ActionDialog>
  );
}
