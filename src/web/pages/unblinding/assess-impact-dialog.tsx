import { Group, Radio, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { RegisterLine } from "./register-page.tsx";

type AssessImpactProps = {
  readonly line: Pick<RegisterLine, "unblindingId" | "participantId" | "impact">;
  readonly onClose: () => void;
};

/** A physician's judgment of what an unblinding may have changed. */
export function AssessImpactDialog({ line, onClose }: AssessImpactProps): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const [impact, setImpact] = useState(line.impact ?? "");
  const [assessment, setAssessment] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/assess-unblinding-impact",
    { studyId, subjectId: line.participantId },
  );
  const submit = async (): Promise<void> => {
    const data = { unblindingId: line.unblindingId, impact, assessment: { freeText: assessment.trim() } };
    if (await command.send({ data } as never)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.assessTitle}
      lead={words.assessLead}
      action={words.assess}
      isSending={command.isSending}
      isReady={impact !== "" && assessment.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
      size="lg"
    >
      <Radio.Group label={words.impactLabel} required value={impact} onChange={setImpact}>
        <Group mt="xs">
          {Object.entries(words.impacts).map(([code, label]) => (
            <Radio key={code} value={code} label={label} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label={words.assessment}
        required
        autosize
        minRows={3}
        value={assessment}
        onChange={(event) => setAssessment(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
