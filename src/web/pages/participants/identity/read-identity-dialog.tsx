import { Autocomplete } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Answer, call, type Problem } from "../../../api/call.ts";
import { commandEnvelope } from "../../../api/envelope.ts";
import { problemOf } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant } from "../participant-context.tsx";

export type Identity = Answer<"POST /api/studies/:studyId/participants/:subjectId/identity/read">;

/** Asks for what purpose somebody wants to know who it is. The answer is kept nowhere but on the page. */
export function ReadIdentityDialog({
  opened,
  onClose,
  onRead,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onRead: (identity: Identity) => void;
}): ReactNode {
  const { identity: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const [purpose, setPurpose] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const read = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      const identity = await call("POST /api/studies/:studyId/participants/:subjectId/identity/read", {
        params: { studyId, subjectId: participantId },
        body: { ...commandEnvelope(), data: { purpose: purpose.trim() } },
      });
      onRead(identity);
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.showTitle}
      lead={texts.lead}
      action={texts.show}
      isSending={isSending}
      isReady={purpose.trim() !== ""}
      problem={problem}
      onSubmit={read}
    >
      <Autocomplete
        label={texts.purpose}
        description={texts.purposeHelp}
        data={texts.purposes}
        value={purpose}
        onChange={setPurpose}
        maxLength={500}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}
