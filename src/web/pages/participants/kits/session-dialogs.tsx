import { NativeSelect, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import type { Proof } from "../../../components/proof-fields.tsx";
import { SignDialog } from "../../../components/sign-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useParticipantCommand } from "../participant-context.tsx";
import type { Session } from "./kits-tab.tsx";

type DialogProps = { readonly session: Session; readonly onClose: () => void };
type Because = "as-planned" | "tolerability" | "participant-declined" | "other";
type Withdrawal = "session-canceled" | "participation-ended" | "level-changed" | "moved" | "other";

/** An investigator decides on the level, and signs for it. */
export function LevelDialog({ session, onClose }: DialogProps): ReactNode {
  const { participant: say } = useMessages().kits;
  const [level, setLevel] = useState(session.level ?? "");
  const [because, setBecause] = useState<Because>("as-planned");
  const command = useParticipantCommand("decide-dose-level");
  const sign = async (proof: Proof): Promise<void> => {
    if (await command.send({ data: { visitId: session.visitId, level, because }, proof })) onClose();
  };
  return (
    <SignDialog
      opened
      onClose={onClose}
      title={say.decideTitle(session.visit)}
      meaning={say.decideMeaning}
      isSending={command.isSending}
      isReady={level !== ""}
      problem={command.problem}
      onSign={sign}
    >
      <Radio.Group label={say.levelLabel} required value={level} onChange={setLevel}>
        <Stack gap="xs" mt="xs">
          {session.levels.map((one) => (
            <Radio key={one.level} value={one.level} label={one.label} />
          ))}
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={say.because}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value as Because)}
        data={Object.entries(say.reasons).map(([value, label]) => ({ value, label }))}
      />
    </SignDialog>
  );
}

export function WithdrawDialog({ session, onClose }: DialogProps): ReactNode {
  const { participant: say } = useMessages().kits;
  const [because, setBecause] = useState<Withdrawal>("session-canceled");
  const command = useParticipantCommand("withdraw-kits");
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { visitId: session.visitId, because } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.withdrawTitle(session.visit)}
      lead={say.withdrawLead}
      action={say.withdraw}
      isDangerous
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={say.because}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value as Withdrawal)}
        data={Object.entries(say.withdrawReasons).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
    </ActionDialog>
  );
}
