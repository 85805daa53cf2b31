import { Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../../api/call.ts";
import { useAnswer } from "../../../api/use-answer.ts";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { grantOf, RoleFields, useWantedRole } from "./role-fields.tsx";

type AddMemberDialogProps = { readonly opened: boolean; readonly onClose: () => void };
type Candidate = NonNullable<Answer<"GET /api/studies/:studyId/staff/candidate">["candidate"]>;

const typingEnds = 400;

/** Takes somebody with an account here into the study, with their first role. */
export function AddMemberDialog({ opened, onClose }: AddMemberDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const [username, setUsername] = useState("");
  const person = useCandidate(username);
  const [wanted, change] = useWantedRole();
  const params = { studyId, subjectId: person?.userId ?? "" };
  const add = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/add-staff-member", params);
  const grant = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/grant-role", params);
  const data = grantOf(wanted);
  const submit = async (): Promise<void> => {
    if (!person || !data) return;
    // Added before, but the role was refused: only the role is sent again.
    if (!person.isMember && !(await add.send({ data: { name: person.name } }))) return;
    if (!(await grant.send({ data }))) return;
    setUsername("");
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
      isReady={person?.hasRole === false && data !== undefined}
      problem={add.problem ?? grant.problem}
      onSubmit={submit}
      size="lg"
    >
      <TextInput
        label={administration.memberUsername}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        data-autofocus
      />
      <WhoIsIt person={person} />
      <RoleFields wanted={wanted} onChange={change} />
    </ActionDialog>
  );
}

/** Who has the username, once it is typed; null: nobody; undefined: not known yet. */
function useCandidate(typed: string): Candidate | null | undefined {
  const { studyId } = useStudy();
  const [username] = useDebouncedValue(typed.trim(), typingEnds);
  const found = useAnswer(
    "GET /api/studies/:studyId/staff/candidate",
    { params: { studyId }, query: { username } },
    { enabled: username !== "" },
  );
  return username === typed.trim() && username !== "" ? found.data?.candidate : undefined;
}

function WhoIsIt({ person }: { readonly person: Candidate | null | undefined }): ReactNode {
  const { administration } = useMessages();
  const text =
    person === undefined
      ? ""
      : person === null
        ? administration.memberUnknown
        : person.hasRole
          ? administration.memberAlready(person.name)
          : administration.memberFound(person.name);
  return (
    <Text size="sm" role="status" mih={22}>
      {text}
    </Text>
  );
}
