import { Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useParticipantCommand } from "../participant-context.tsx";
import type { VisitDialogProps } from "./arrange-visit-dialog.tsx";

/** Cancels an appointment, or records that a visit did not take place; both with the reason. */
export function WhyVisitDialog({
  visit,
  opened,
  onClose,
  act,
}: VisitDialogProps & { readonly act: "cancel" | "miss" }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const [why, setWhy] = useState("");
  const cancel = useParticipantCommand("cancel-visit");
  const miss = useParticipantCommand("miss-visit");
  const command = act === "cancel" ? cancel : miss;
  const send = async (): Promise<void> => {
    if (await command.send({ data: { visitId: visit.visitId, why: { freeText: why.trim() } } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={act === "cancel" ? texts.cancelTitle(visit.name) : texts.missTitle(visit.name)}
      lead={act === "cancel" ? texts.cancelLead : texts.missLead}
      action={texts.act[act]}
      isDangerous
      isSending={command.isSending}
      isReady={why.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
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
