import { Select, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../../api/use-answer.ts";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { grantOf, RoleFields, useWantedRole } from "./role-fields.tsx";

type AddMemberDialogProps = { readonly opened: boolean; readonly onClose: () => void };

/** Takes somebody with an account here into the study, with their first role. */
export function AddMemberDialog({ opened, onClose }: AddMemberDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId, may } = useStudy();
  const candidates = useAnswer(
    "GET /api/studies/:studyId/staff/candidates",
    { params: { studyId } },
    { enabled: opened && may("add-staff-member") },
  );
  const [userId, setUserId] = useState<string | null>(null);
  const [wanted, change] = useWantedRole();
  const params = { studyId, subjectId: userId ?? "" };
  const add = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/add-staff-member", params);
  const grant = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/grant-role", params);
  // Added, but the role was refused: only the role is sent again.
  const [added, setAdded] = useState<string>();
  const person = candidates.data?.find((one) => one.userId === userId);
  const data = grantOf(wanted);
  const submit = async (): Promise<void> => {
    if (!person || !data) return;
    if (added !== person.userId) {
      if (!(await add.send({ data: { name: person.name } }))) return;
      setAdded(person.userId);
    }
    if (!(await grant.send({ data }))) return;
    setUserId(null);
    onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={administration.addMember}
      lead={administration.addMemberLead}
      action={administration.addMember}
      isSending={add.isSending || grant.isSending}
      isReady={person !== undefined && data !== undefined}
      problem={add.problem ?? grant.problem}
      onSubmit={submit}
      size="lg"
    >
      {candidates.data?.length === 0 ? (
        <Text size="sm">{administration.noCandidates}</Text>
      ) : (
        <Select
          label={administration.chooseMember}
          searchable
          data={(candidates.data ?? []).map(({ userId: value, name, username }) => ({
            value,
            label: `${name} (${username})`,
          }))}
          value={userId}
          onChange={setUserId}
        />
      )}
      <RoleFields wanted={wanted} onChange={change} />
    </ActionDialog>
  );
}
