import { MultiSelect, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../../api/use-answer.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import type { EnrollmentDialogProps } from "./enroll-dialog.tsx";

/** Ends screening. The criteria that the data show as not met are proposed. */
export function FailScreeningDialog({ opened, onClose }: EnrollmentDialogProps): ReactNode {
  const { enrollment: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const eligibility = useAnswer(
    "GET /api/studies/:studyId/participants/:participantId/eligibility",
    { params: { studyId, participantId }, query: { at: "enrollment" } },
    { enabled: opened },
  );
  const criteria = eligibility.data?.criteria ?? [];
  const [chosen, setChosen] = useState<string[]>();
  const [why, setWhy] = useState("");
  const command = useParticipantCommand("fail-screening");
  const violated = criteria.filter(({ verdict }) => verdict === "violated");
  const ids = chosen ?? violated.map(({ criterionId }) => criterionId);
  const send = async (): Promise<void> => {
    if (await command.send({ data: { criteria: ids, why: { freeText: why.trim() } } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={texts.failTitle}
      lead={texts.failLead}
      action={texts.failScreening}
      isDangerous
      isSending={command.isSending}
      isReady={why.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <MultiSelect
        label={texts.criteria}
        description={texts.criteriaHelp}
        data={criteria.map(({ criterionId, identifier, name, text }) => ({
          value: criterionId,
          label: `${identifier} ${shortened(name ?? text)}`,
        }))}
        value={ids}
        onChange={setChosen}
        searchable
      />
      <Textarea
        label={texts.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}

function shortened(text: string): string {
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}
