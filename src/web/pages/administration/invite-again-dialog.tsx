import type { ReactNode } from "react";
import { useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { AccountRow } from "./accounts-page.tsx";
import type { Invitation } from "./invitation-link.tsx";

type InviteAgainDialogProps = {
  readonly account: AccountRow | undefined;
  readonly onClose: () => void;
  readonly onInvited: (invitation: Invitation) => void;
};

/** For somebody who has lost password or second step: all of it goes, and they choose anew. */
export function InviteAgainDialog({ account, onClose, onInvited }: InviteAgainDialogProps): ReactNode {
  const { administration } = useMessages();
  const refresh = useRefresh();
  const invite = useCall("POST /api/accounts/:userId/invitation");
  const submit = async (): Promise<void> => {
    if (!account) return;
    const made = await invite.send({ params: { userId: account.userId } });
    if (!made) return;
    await refresh();
    onInvited({ name: account.name, token: made.token });
  };
  return (
    <ActionDialog
      opened={account !== undefined}
      onClose={onClose}
      title={administration.inviteAgain}
      lead={administration.inviteAgainLead(account?.name ?? "")}
      action={administration.inviteAgain}
      isDangerous
      isSending={invite.isSending}
      problem={invite.problem}
      onSubmit={submit}
    />
  );
}
