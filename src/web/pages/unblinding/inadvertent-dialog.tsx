import { NativeSelect, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { fromLocalInput, toLocalInput } from "../participants/moment-in-zone.ts";
import { PastMomentInput } from "../participants/past-moment-input.tsx";
import { KnowerChoices } from "./knower-choices.tsx";
import "./unblinding.css";

type InadvertentDialogProps = {
  readonly participantId: string;
  readonly zone: string;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** Tells that somebody learned an arm that nobody meant to tell: who, how and when. */
export function InadvertentDialog({
  participantId,
  zone,
  opened,
  onClose,
}: InadvertentDialogProps): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const [learned, setLearned] = useState<readonly string[]>([]);
  const [how, setHow] = useState("told-by-participant");
  const [when, setWhen] = useState(() => toLocalInput(new Date().toISOString(), zone));
  const [circumstances, setCircumstances] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/record-inadvertent-unblinding",
    { studyId, subjectId: participantId },
  );
  const occurredAt = fromLocalInput(when, zone);
  const submit = async (): Promise<void> => {
    const data = { learned, how, circumstances: { freeText: circumstances.trim() } };
    if (await command.send({ data, ...(occurredAt ? { occurredAt } : {}) } as never)) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={words.inadvertentTitle}
      lead={words.inadvertentLead}
      action={words.record}
      isSending={command.isSending}
      isReady={learned.length > 0 && circumstances.trim() !== "" && occurredAt !== undefined}
      problem={command.problem}
      onSubmit={submit}
      size="lg"
    >
      <KnowerChoices label={words.learned} value={learned} onChange={setLearned} />
      <NativeSelect
        label={words.how}
        value={how}
        onChange={(event) => setHow(event.currentTarget.value)}
        data={Object.entries(words.hows).map(([value, label]) => ({ value, label }))}
      />
      <PastMomentInput label={words.when} zone={zone} value={when} onValue={setWhen} />
      <Textarea
        label={words.circumstances}
        required
        autosize
        minRows={3}
        value={circumstances}
        onChange={(event) => setCircumstances(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
