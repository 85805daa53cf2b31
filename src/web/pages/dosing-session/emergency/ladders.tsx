import { Box, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Escalation, minutesBetween, type SessionPackage } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";
import { Call } from "./numbers.tsx";

/**
 * Every escalation that runs: what to do next, by when, and whom to call. On the card they stand a second time, and are no landmarks.
 */
export function Ladders({ isOnCard = false }: { readonly isOnCard?: boolean }): ReactNode {
  const { session } = useHeld();
  const running = session.escalations.filter(({ resolvedAt }) => resolvedAt === null);
  return running.map((one) => <Ladder key={one.escalationKey} escalation={one} isOnCard={isOnCard} />);
}

type Plan = SessionPackage["plan"]["escalations"][number];

function Ladder({
  escalation,
  isOnCard,
}: {
  readonly escalation: Escalation;
  readonly isOnCard: boolean;
}): ReactNode {
  const { emergency } = useMessages().dosingSession;
  const { plan } = useHeld();
  const now = useNow();
  const [isEnding, setEnding] = useState(false);
  const known = plan.escalations.find(({ id }) => id === escalation.escalation);
  if (!known) return null;
  return (
    <Box
      component="section"
      className="vigil-ladder"
      data-emergency={known.emergency || undefined}
      aria-label={known.label}
      {...(isOnCard ? { role: "group" } : {})}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Box>
          <Text component="h2" m={0} fw={700}>
            {emergency.running(known.label)}
          </Text>
          <Text size="sm">{`${escalation.because} · ${emergency.begun(Math.max(0, minutesBetween(escalation.at, now)))}`}</Text>
        </Box>
        <Button
          variant="default"
          aria-label={emergency.resolveOf(known.label)}
          onClick={() => setEnding(true)}
        >
          {emergency.resolve}
        </Button>
      </Group>
      <ol className="vigil-steps">
        {known.steps.map((step) => (
          <Step key={step.id} step={step} escalation={escalation} isEmergency={known.emergency} />
        ))}
      </ol>
      {isEnding ? (
        <ResolveDialog escalation={escalation} label={known.label} onClose={() => setEnding(false)} />
      ) : null}
    </Box>
  );
}

function Step({
  step,
  escalation,
  isEmergency,
}: {
  readonly step: Plan["steps"][number];
  readonly escalation: Escalation;
  readonly isEmergency: boolean;
}): ReactNode {
  const { emergency } = useMessages().dosingSession;
  const { pack, enter } = useHeld();
  const now = useNow();
  const done = escalation.steps.find((one) => one.step === step.id);
  const left = (step.within - minutesBetween(escalation.at, now)) * 60;
  const contact = pack.contacts.find(({ id }) => id === step.call);
  return (
    <li data-done={done ? true : undefined} data-late={(!done && left <= 0) || undefined}>
      <span className="vigil-step-text">{step.instruction}</span>
      <span className="vigil-step-due">
        {done ? emergency.doneAt(timeOfDay(done.at)) : left > 0 ? emergency.dueIn(left) : emergency.overdue}
      </span>
      {contact && !done ? <Call {...contact} /> : null}
      {done ? null : (
        <Button
          variant={isEmergency ? "filled" : "light"}
          color={isEmergency ? "red.9" : "water"}
          aria-label={emergency.step(step.instruction)}
          onClick={() =>
            enter("take-escalation-step", {
              escalationKey: escalation.escalationKey,
              step: step.id,
              toBeSigned: isEmergency,
            })
          }
        >
          {emergency.done}
        </Button>
      )}
    </li>
  );
}

function ResolveDialog({
  escalation,
  label,
  onClose,
}: {
  readonly escalation: Escalation;
  readonly label: string;
  readonly onClose: () => void;
}): ReactNode {
  const { emergency } = useMessages().dosingSession;
  const [outcome, setOutcome] = useState("");
  const sending = useSending();
  const resolve = async (): Promise<void> => {
    const { escalationKey } = escalation;
    const data = { escalationKey, outcome: { freeText: outcome.trim() } };
    if (await sending.send("resolve-escalation", data)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={emergency.resolveTitle(label)}
      action={emergency.resolve}
      isSending={sending.isSending}
      problem={sending.problem}
      isReady={outcome.trim() !== ""}
      onSubmit={resolve}
    >
      <Stack>
        <Textarea
          label={emergency.outcome}
          autosize
          minRows={2}
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value)}
          data-autofocus
        />
      </Stack>
    </ActionDialog>
  );
}
