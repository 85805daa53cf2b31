import { Select, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../../api/use-answer.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import type { EnrollmentDialogProps } from "./enroll-dialog.tsx";

/** Hands the participant over to another site of the study. */
export function TransferDialog({ opened, onClose }: EnrollmentDialogProps): ReactNode {
  const { enrollment: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const { participantId, today, version: basedOn } = useParticipant();
  const others = useAnswer(
    "GET /api/studies/:studyId/participants/:participantId/transfer-sites",
    { params: { studyId, participantId } },
    { enabled: opened },
  );
  const [toSite, setToSite] = useState<string | null>(null);
  const [effectiveOn, setEffectiveOn] = useState(today);
  const command = useParticipantCommand("transfer-participant");
  const send = async (): Promise<void> => {
    if (toSite === null) return;
    if (await command.send({ basedOn, data: { toSite, effectiveOn } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.transferTitle}
      lead={texts.transferLead}
      action={texts.transfer}
      isDangerous
      isSending={command.isSending}
      isReady={toSite !== null && effectiveOn !== ""}
      problem={command.problem ?? others.error?.problem}
      onSubmit={send}
    >
      <Select
        label={texts.toSite}
        data={(others.data ?? []).map((site) => ({
          value: site.siteId,
          label: `${site.number} ${site.name}`,
        }))}
        {...(others.data?.length === 0 ? { error: texts.noOtherSite } : {})}
        value={toSite}
        onChange={setToSite}
        data-autofocus
        required
      />
      <TextInput
        type="date"
        label={texts.effectiveOn}
        value={effectiveOn}
        max={today}
        onChange={(event) => setEffectiveOn(event.currentTarget.value)}
        required
      />
    </ActionDialog>
  );
}
