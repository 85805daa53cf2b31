import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { readKitCode } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useWitnessEntry, WitnessFields } from "../../../components/witness-fields.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useParticipantCommand } from "../participant-context.tsx";
import type { SessionKit } from "./kits-tab.tsx";

export type KitAct = "dispense" | "return" | "replace";

type DialogProps = { readonly kit: SessionKit; readonly visitId: string; readonly onClose: () => void };

/** What is done with one kit of a session. */
export function KitDialog({ act, ...props }: DialogProps & { readonly act: KitAct }): ReactNode {
  if (act === "dispense") return <DispenseDialog {...props} />;
  return act === "return" ? <ReturnDialog {...props} /> : <ReplaceDialog {...props} />;
}

/** The code is read off the kit, so that no other one is handed out; a second person signs in place. */
function DispenseDialog({ kit: { code }, visitId, onClose }: DialogProps): ReactNode {
  const { participant: say } = useMessages().kits;
  const [typed, setTyped] = useState("");
  const witness = useWitnessEntry();
  const command = useParticipantCommand("dispense-kit");
  const read = readKitCode(typed);
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { visitId, code }, witness: witness.witness })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.dispenseTitle(code)}
      lead={say.dispenseLead}
      action={say.dispense}
      isSending={command.isSending}
      isReady={read === code && witness.isReady}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextInput
        label={say.codeRead}
        required
        value={typed}
        error={read !== undefined && read !== code ? say.codeDiffers : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <WitnessFields entry={witness} />
    </ActionDialog>
  );
}

type Condition = "unused" | "partly-used" | "empty" | "broken";

function ReturnDialog({ kit, visitId, onClose }: DialogProps): ReactNode {
  const { participant: say } = useMessages().kits;
  const { code } = kit;
  const [condition, setCondition] = useState<Condition>(kit.kind === "supplemental" ? "unused" : "empty");
  const [capsules, setCapsules] = useState<number | string>(
    kit.kind === "supplemental" ? (kit.capsules ?? 0) : 0,
  );
  const witness = useWitnessEntry();
  const command = useParticipantCommand("return-kit");
  const submit = async (): Promise<void> => {
    const data = { visitId, code, condition, capsules: Number(capsules) };
    if (await command.send({ data, witness: witness.witness })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.returnTitle(code)}
      action={say.take}
      isSending={command.isSending}
      isReady={witness.isReady && capsules !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={say.condition}
        value={condition}
        onChange={(event) => setCondition(event.currentTarget.value as Condition)}
        data={Object.entries(say.conditions).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
      <NumberInput label={say.capsules} min={0} max={50} value={capsules} onChange={setCapsules} />
      <WitnessFields entry={witness} />
    </ActionDialog>
  );
}

type Cause = "broken" | "dropped" | "mislabelled" | "other";

function ReplaceDialog({ kit: { code }, visitId, onClose }: DialogProps): ReactNode {
  const { participant: say } = useMessages().kits;
  const [cause, setCause] = useState<Cause>("broken");
  const command = useParticipantCommand("replace-kit");
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { visitId, code, cause } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.replaceTitle(code)}
      lead={say.replaceLead}
      action={say.replace}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={say.because}
        value={cause}
        onChange={(event) => setCause(event.currentTarget.value as Cause)}
        data={Object.entries(say.causes).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
    </ActionDialog>
  );
}
