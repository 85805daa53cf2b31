import { Button, NumberInput, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { readKitCode } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { SecondPersonFields, useSecondPerson } from "../room/step-signing.tsx";
import { useSending } from "../use-sending.ts";

type Kind = "initial" | "supplemental";

/** The code is read off the kit, and a second person signs on the same device. */
export function KitDialog({
  kind,
  code,
  onClose,
}: {
  readonly kind: Kind;
  readonly code: string;
  readonly onClose: () => void;
}): ReactNode {
  const { gate } = useMessages().dosingSession;
  const [typed, setTyped] = useState("");
  const second = useSecondPerson();
  const sending = useSending();
  const read = readKitCode(typed);
  const open = async (): Promise<void> => {
    if (await sending.send("open-session-kit", { kind, code: read }, second.options)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={gate.openKit(gate.kinds[kind])}
      lead={gate.kitLead}
      action={gate.openKit(gate.kinds[kind])}
      isReady={read === code && second.isReady}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={open}
    >
      <TextInput
        label={gate.code}
        required
        value={typed}
        error={read !== undefined && read !== code ? gate.codeDiffers(code) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <SecondPersonFields second={second} />
    </ActionDialog>
  );
}

/** A dose that was swallowed: recorded whatever rule it broke, by two, or at once by one. */
export function DoseDialog({
  kind,
  onClose,
}: {
  readonly kind: Kind;
  readonly onClose: () => void;
}): ReactNode {
  const { gate } = useMessages().dosingSession;
  const { session, pack } = useHeld();
  const kit = session.kits[kind];
  const [capsules, setCapsules] = useState<number | string>(pack.kits[kind]?.capsules ?? 1);
  const second = useSecondPerson();
  const sending = useSending();
  const data = { kind, capsules: Number(capsules), ...(kit ? { code: kit.code } : {}) };
  const record = async (): Promise<void> => {
    if (await sending.send("record-dose", data, second.options)) onClose();
  };
  const alone = async (): Promise<void> => {
    if (await sending.send("record-dose", data)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={gate.giveDose(gate.kinds[kind])}
      lead={gate.doseLead}
      action={gate.giveDose(gate.kinds[kind])}
      isReady={capsules !== "" && second.isReady}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={record}
    >
      {session.gate ? null : (
        <Text size="sm" fw={600} className="vigil-attention">
          {gate.doseClosed}
        </Text>
      )}
      <NumberInput
        label={gate.capsules}
        min={0}
        max={100}
        value={capsules}
        onChange={setCapsules}
        data-autofocus
      />
      <SecondPersonFields second={second} />
      <Button variant="subtle" color="gray" disabled={capsules === ""} onClick={alone}>
        {gate.doseAlone}
      </Button>
      <Text size="xs" c="dimmed">
        {gate.doseAloneHelp}
      </Text>
    </ActionDialog>
  );
}
