import type { ReactNode } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { grantOf, RoleFields, useWantedRole } from "./role-fields.tsx";
import type { StaffMember } from "./use-staff.ts";

type GrantRoleDialogProps = { readonly member: StaffMember | undefined; readonly onClose: () => void };

/** Another role for somebody who is part of the study. */
export function GrantRoleDialog({ member, onClose }: GrantRoleDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const [wanted, change] = useWantedRole();
  const grant = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/grant-role", {
    studyId,
    subjectId: member?.userId ?? "",
  });
  const data = grantOf(wanted);
  const close = (): void => {
    grant.forget();
    onClose();
  };
  const submit = async (): Promise<void> => {
    if (data && (await grant.send({ data }))) close();
  };
  return (
    <ActionDialog
      opened={member !== undefined}
      onClose={close}
      title={administration.grantRoleTo(member?.name ?? "")}
      action={administration.grantRole}
      isSending={grant.isSending}
      isReady={data !== undefined}
      problem={grant.problem}
      onSubmit={submit}
      size="lg"
    >
      <RoleFields wanted={wanted} onChange={change} />
    </ActionDialog>
  );
}
