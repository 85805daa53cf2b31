import { Alert, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { DateInput } from "../../../components/date-input.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useSession } from "../../../session/use-session.ts";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import type { GrantedRole } from "./staff-panel.tsx";

type EndRoleDialogProps = { readonly granted: GrantedRole | undefined; readonly onClose: () => void };

/** Ends a role on a day; what was done in it stays. */
export function EndRoleDialog({ granted, onClose }: EndRoleDialogProps): ReactNode {
  const { administration } = useMessages();
  const word = useWord("role");
  const session = useSession();
  const { studyId } = useStudy();
  const [on, setOn] = useState(today());
  const end = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/end-role", {
    studyId,
    subjectId: granted?.member.userId ?? "",
  });
  const isOwnAdministration =
    granted?.grant.role === "administrator" && granted.member.userId === session.data?.user?.userId;
  const close = (): void => {
    end.forget();
    onClose();
  };
  const submit = async (): Promise<void> => {
    if (granted && (await end.send({ data: { grantId: granted.grant.grantId, on } }))) close();
  };
  return (
    <ActionDialog
      opened={granted !== undefined}
      onClose={close}
      title={granted ? administration.endRoleOf(word(granted.grant.role), granted.member.name) : ""}
      lead={administration.endRoleLead}
      action={administration.endRole}
      isDangerous
      isSending={end.isSending}
      isReady={on !== ""}
      problem={end.problem}
      onSubmit={submit}
    >
      {isOwnAdministration ? (
        <Alert color="yellow" variant="light" role="note">
          <Text size="sm">{administration.endOwnAdministration}</Text>
        </Alert>
      ) : null}
      <DateInput
        label={administration.lastDay}
        value={on}
        onChange={setOn}
        {...(granted ? { min: granted.grant.from } : {})}
      />
    </ActionDialog>
  );
}
