import { Checkbox, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { CommandContent } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";

type Withdraw =
  CommandContent<"POST /api/studies/:studyId/participants/:subjectId/commands/withdraw-consent">["data"];

/** A withdrawal of some or all of what was agreed to, from a day on. */
export function WithdrawConsentDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { consent: texts } = useMessages().participants;
  const { consent, today } = useParticipant();
  const scopeWord = useWord("consentScope");
  const toldWord = useWord("toldBy");
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [effectiveOn, setEffectiveOn] = useState(today);
  const [toldBy, setToldBy] = useState<Withdraw["toldBy"]>("participant");
  const [why, setWhy] = useState("");
  const command = useParticipantCommand("withdraw-consent");
  const agreed = consent.scopes.filter(({ standing }) => standing === "agreed");
  const tellers: readonly Withdraw["toldBy"][] = ["participant", "representative"];
  const send = async (): Promise<void> => {
    const data: Withdraw = {
      scopes: [...scopes] as Withdraw["scopes"],
      effectiveOn,
      toldBy,
      ...(why.trim() === "" ? {} : { why: { freeText: why.trim() } }),
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.withdrawTitle}
      lead={texts.withdrawLead}
      action={texts.withdraw}
      isDangerous
      isSending={command.isSending}
      isReady={scopes.length > 0 && effectiveOn !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      {agreed.length === 0 ? (
        <Text size="sm">{texts.nothingToWithdraw}</Text>
      ) : (
        <Checkbox.Group label={texts.withdrawFrom} value={[...scopes]} onChange={setScopes}>
          <Stack gap={6} mt={6}>
            {agreed.map(({ scope }) => (
              <Checkbox key={scope} value={scope} label={scopeWord(scope)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <TextInput
        type="date"
        label={texts.effectiveOn}
        value={effectiveOn}
        max={today}
        onChange={(event) => setEffectiveOn(event.currentTarget.value)}
        required
      />
      <Select
        label={texts.toldByLabel}
        data={tellers.map((who) => ({ value: who, label: toldWord(who) }))}
        value={toldBy}
        onChange={(who) => setToldBy((who as Withdraw["toldBy"] | null) ?? toldBy)}
        allowDeselect={false}
      />
      <Textarea
        label={texts.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
      />
    </ActionDialog>
  );
}
