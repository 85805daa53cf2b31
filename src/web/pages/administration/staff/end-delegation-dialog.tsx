import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { DateInput } from "../../../components/date-input.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import type { DelegatedTasks } from "./delegations-panel.tsx";

type EndDelegationDialogProps = {
  readonly delegated: DelegatedTasks | undefined;
  readonly onClose: () => void;
};

export function EndDelegationDialog({ delegated, onClose }: EndDelegationDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const [on, setOn] = useState(today());
  const end = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/end-delegation", {
    studyId,
    subjectId: delegated?.member.userId ?? "",
  });
  const close = (): void => {
    end.forget();
    onClose();
  };
  const submit = async (): Promise<void> => {
    const delegationId = delegated?.delegation.delegationId;
    if (delegationId && (await end.send({ data: { delegationId, on } }))) close();
  };
  return (
    <ActionDialog
      opened={delegated !== undefined}
      onClose={close}
      title={administration.endDelegationOf(delegated?.member.name ?? "")}
      lead={administration.endDelegationLead}
      action={administration.endDelegation}
      isDangerous
      isSending={end.isSending}
      isReady={on !== ""}
      problem={end.problem}
      onSubmit={submit}
    >
      <DateInput
        label={administration.lastDay}
        value={on}
        onChange={setOn}
        {...(delegated ? { min: delegated.delegation.from } : {})}
      />
    </ActionDialog>
  );
}
