import { Textarea } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { ChosenAct } from "./account-acts.tsx";

type ChangeAccountDialogProps = { readonly chosen: ChosenAct | undefined; readonly onClose: () => void };

/** Disables, enables or unlocks an account, with the reason. */
export function ChangeAccountDialog({ chosen, onClose }: ChangeAccountDialogProps): ReactNode {
  const { administration } = useMessages();
  const refresh = useRefresh();
  const change = useCall("POST /api/accounts/:userId/change");
  const [why, setWhy] = useState("");
  const act = chosen?.act === "invite-again" ? undefined : chosen?.act;
  useEffect(() => {
    if (act === undefined) setWhy("");
  }, [act]);
  const name = chosen?.account.name ?? "";
  const words = {
    disable: { title: administration.disable, lead: administration.disableLead(name) },
    enable: { title: administration.enable, lead: administration.enableLead(name) },
    unlock: { title: administration.unlock, lead: administration.unlockLead(name) },
  }[act ?? "enable"];
  const close = (): void => {
    change.forget();
    onClose();
  };
  const submit = async (): Promise<void> => {
    if (!chosen || act === undefined) return;
    const { userId } = chosen.account;
    if (!(await change.send({ params: { userId }, body: { act, why: why.trim() } }))) return;
    await refresh();
    close();
  };
  return (
    <ActionDialog
      opened={act !== undefined}
      onClose={close}
      title={words.title}
      lead={words.lead}
      action={words.title}
      isDangerous={act === "disable"}
      isSending={change.isSending}
      isReady={why.trim() !== ""}
      problem={change.problem}
      onSubmit={submit}
    >
      <Textarea
        label={administration.why}
        description={administration.whyHelp}
        autosize
        minRows={2}
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}
