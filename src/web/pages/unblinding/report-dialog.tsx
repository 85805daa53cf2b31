import { Checkbox, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { KnowerChoices } from "./knower-choices.tsx";
import type { RegisterLine } from "./register-page.tsx";
import "./unblinding.css";

type ReportDialogProps = {
  readonly line: Pick<RegisterLine, "unblindingId" | "participantId" | "whoKnows">;
  readonly onClose: () => void;
};

/** What is told after an emergency: who knows, whether care was another, what happened. */
export function ReportDialog({ line, onClose }: ReportDialogProps): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const [whoKnows, setWhoKnows] = useState<readonly string[]>(line.whoKnows);
  const [careChanged, setCareChanged] = useState(false);
  const [narrative, setNarrative] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/complete-unblinding-report",
    { studyId, subjectId: line.participantId },
  );
  const submit = async (): Promise<void> => {
    const { unblindingId } = line;
    const data = { unblindingId, whoKnows, careChanged, narrative: { freeText: narrative.trim() } };
    if (await command.send({ data } as never)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.reportTitle}
      lead={words.reportLead}
      action={words.giveReport}
      isSending={command.isSending}
      isReady={whoKnows.length > 0 && narrative.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
      size="lg"
    >
      <KnowerChoices label={words.whoKnows} value={whoKnows} onChange={setWhoKnows} />
      <Checkbox
        label={words.careChangedLabel}
        checked={careChanged}
        onChange={(event) => setCareChanged(event.currentTarget.checked)}
      />
      <Textarea
        label={words.narrative}
        required
        autosize
        minRows={4}
        value={narrative}
        onChange={(event) => setNarrative(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
