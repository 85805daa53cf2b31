import { List, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { fromLocalInput, toLocalInput } from "../moment-in-zone.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { PastMomentInput } from "../past-moment-input.tsx";
import type { VisitDialogProps } from "./arrange-visit-dialog.tsx";

/** Closes a visit, with the time at which it ended; what is still missing is shown instead of a vain try. */
export function CompleteVisitDialog({ visit, opened, onClose }: VisitDialogProps): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { zone, today } = useParticipant();
  const [when, setWhen] = useState(() =>
    toLocalInput(
      visit.day === today || visit.startedAt === null ? new Date().toISOString() : visit.startedAt,
      zone,
    ),
  );
  const complete = useParticipantCommand("complete-visit");
  const occurredAt = fromLocalInput(when, zone);
  const send = async (): Promise<void> => {
    if (!occurredAt) return;
    if (await complete.send({ occurredAt, data: { visitId: visit.visitId } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.completeTitle(visit.name)}
      action={texts.act.complete}
      isSending={complete.isSending}
      isReady={visit.missing.length === 0 && occurredAt !== undefined}
      problem={complete.problem}
      onSubmit={send}
    >
      {visit.missing.length > 0 ? (
        <>
          <Text size="sm">{texts.missing}</Text>
          <List size="sm">
            {visit.missing.map((label) => (
              <List.Item key={label}>{label}</List.Item>
            ))}
          </List>
        </>
      ) : (
        <PastMomentInput label={texts.ended} zone={zone} value={when} onValue={setWhen} data-autofocus />
      )}
    </ActionDialog>
  );
}
