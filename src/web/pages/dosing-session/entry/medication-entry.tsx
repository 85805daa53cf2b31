import { Box, Button, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { unsignedSteps } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { usePersonId } from "../../../session/session-keeper.tsx";
import { useHeld } from "../held-session.tsx";
import { StepSignDialog } from "../room/step-signing.tsx";
import type { SendOptions } from "../send.ts";
import { useSending } from "../use-sending.ts";

/** Rescue medication: recorded at once by one person, who signs afterwards. */
export function MedicationEntry(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan, session, enter } = useHeld();
  const [medication, setMedication] = useState<string>();
  const [amount, setAmount] = useState<number | string>("");
  const [route, setRoute] = useState(entry.routes[0] ?? "");
  const [orderedBy, setOrderedBy] = useState(session.physician?.name ?? "");
  const chosen = plan.rescueMedications.find(({ id }) => id === medication);
  const isReady = chosen !== undefined && Number(amount) > 0 && orderedBy.trim() !== "";
  const give = (): void => {
    if (!chosen || !isReady) return;
    const { units } = chosen;
    enter("give-medication", {
      medication: chosen.id,
      amount: Number(amount),
      units,
      route,
      orderedBy: orderedBy.trim(),
      toBeSigned: true,
    });
    setMedication(undefined);
    setAmount("");
  };
  return (
    <Stack gap="sm" h="100%">
      <Box className="vigil-prompts" role="group" aria-label={entry.medication}>
        {plan.rescueMedications.map(({ id, label }) => (
          <Button
            key={id}
            className="vigil-prompt"
            variant={id === medication ? "filled" : "default"}
            aria-pressed={id === medication}
            onClick={() => setMedication(id)}
          >
            {label}
          </Button>
        ))}
      </Box>
      <Group grow align="flex-end">
        <NumberInput
          label={chosen ? `${entry.amount} (${chosen.units})` : entry.amount}
          min={0}
          hideControls
          value={amount}
          onChange={setAmount}
        />
        <NativeSelect
          label={entry.route}
          value={route}
          onChange={(event) => setRoute(event.currentTarget.value)}
          data={entry.routes}
        />
      </Group>
      <TextInput
        label={entry.orderedBy}
        value={orderedBy}
        onChange={(event) => setOrderedBy(event.currentTarget.value)}
      />
      <ToSign />
      <Button size="lg" className="vigil-entry-save" disabled={!isReady} onClick={give}>
        {entry.giveNow}
      </Button>
    </Stack>
  );
}

/** What this person gave, and the steps they took, that they have not signed yet. */
export function ToSign(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { session } = useHeld();
  const own = usePersonId();
  const [isOpen, setOpen] = useState(false);
  const sending = useSending();
  const open = unsignedSteps(session).filter(({ by, version }) => by === own && version !== null);
  const sign = async (options: SendOptions): Promise<void> => {
    const entries = [...new Set(open.map(({ entryId }) => entryId))];
    if (await sending.send("sign-session-steps", { entries }, options)) setOpen(false);
  };
  if (open.length === 0) return null;
  return (
    <Group justify="space-between">
      <Text size="sm" className="vigil-attention">
        {entry.toSign}
      </Text>
      <Button variant="light" onClick={() => setOpen(true)}>
        {entry.sign}
      </Button>
      {isOpen ? (
        <StepSignDialog
          onClose={() => setOpen(false)}
          title={entry.signTitle}
          meaning={entry.signMeaning}
          sending={sending}
          onSign={sign}
        />
      ) : null}
    </Group>
  );
}
