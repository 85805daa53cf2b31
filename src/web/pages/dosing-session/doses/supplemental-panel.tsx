import { Button, Checkbox, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { firstDose, minutesSinceDose, type SupplementalStanding, supplementalStanding } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useHeld } from "../held-session.tsx";
import { clockOf, timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";
import { KitAndDose } from "./dose-steps.tsx";

/** The second dose: offered only where every rule lets it, and otherwise with every reason why not. */
export function SupplementalPanel(): ReactNode {
  const { console: say, gate } = useMessages().dosingSession;
  const { facts, session } = useHeld();
  const { may } = useStudy();
  const now = useNow();
  const [isDeciding, setDeciding] = useState(false);
  const standing = supplementalStanding(facts, now);
  const given = firstDose(session, "supplemental");
  if (!standing || session.doses.length === 0) return null;
  const decided = session.supplemental;
  const minutes = minutesSinceDose(session, now) ?? 0;
  return (
    <Stack gap={6} component="section" aria-label={say.supplemental} className="vigil-card">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h6">
          {say.supplemental}
        </Title>
        {given || decided ? null : (
          <StatusBadge tone={standing.mayBeOffered ? "good" : "neutral"}>
            {standing.mayBeOffered ? say.offered : say.withheld}
          </StatusBadge>
        )}
      </Group>
      {given ? (
        <Text size="sm">{`✓ ${gate.doseGiven(gate.kindsFirst.supplemental, timeOfDay(given.at))}`}</Text>
      ) : null}
      {!given && decided ? (
        <Text size="sm" fw={600}>
          {say.decidedAt(say.decided[decided.decision], timeOfDay(decided.at))}
        </Text>
      ) : null}
      {given || decided ? null : <Window standing={standing} minutes={minutes} />}
      {!given && decided?.decision === "give" ? <KitAndDose kind="supplemental" /> : null}
      {given || session.kits.supplemental || session.ended ? null : may("decide-supplemental") ? (
        <Button
          variant={standing.mayBeOffered && !decided ? "filled" : "default"}
          onClick={() => setDeciding(true)}
        >
          {say.decide}
        </Button>
      ) : decided ? null : (
        <Text size="xs" c="dimmed">
          {say.mayNotDecide}
        </Text>
      )}
      {isDeciding ? <DecideDialog standing={standing} onClose={() => setDeciding(false)} /> : null}
    </Stack>
  );
}

function Window({
  standing: { opensAfter, closesAfter, withheldBecause },
  minutes,
}: {
  readonly standing: SupplementalStanding;
  readonly minutes: number;
}): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const word =
    minutes < opensAfter
      ? say.opensIn(opensAfter - minutes)
      : minutes <= closesAfter
        ? say.closesIn(closesAfter - minutes)
        : say.windowOver;
  return (
    <>
      <Text size="lg" fw={700} lh={1.2}>
        {word}
      </Text>
      <Text size="xs" c="dimmed">
        {say.window(clockOf(opensAfter), clockOf(closesAfter))}
      </Text>
      {withheldBecause.length > 0 ? (
        <ul className="vigil-reasons-list">
          {withheldBecause.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function DecideDialog({
  standing,
  onClose,
}: {
  readonly standing: SupplementalStanding;
  readonly onClose: () => void;
}): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { plan } = useHeld();
  const [decision, setDecision] = useState<"give" | "withhold">(standing.mayBeOffered ? "give" : "withhold");
  const [agrees, setAgrees] = useState(false);
  const [reasons, setReasons] = useState<string[]>([]);
  const sending = useSending();
  const decide = async (): Promise<void> => {
    const data = { decision, participantAgrees: agrees, reasons: decision === "withhold" ? reasons : [] };
    if (await sending.send("decide-supplemental", data)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.decideTitle}
      lead={say.decideLead}
      action={say.decide}
      isReady={decision === "give" ? agrees : reasons.length > 0}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={decide}
    >
      {standing.withheldBecause.length > 0 ? (
        <ul className="vigil-reasons-list">
          {standing.withheldBecause.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
      <SegmentedControl
        fullWidth
        aria-label={say.decideTitle}
        value={decision}
        onChange={(value) => setDecision(value as typeof decision)}
        data={[
          { value: "give", label: say.give, disabled: !standing.mayBeOffered },
          { value: "withhold", label: say.withhold },
        ]}
      />
      <Checkbox
        size="md"
        label={say.participantAgrees}
        checked={agrees}
        onChange={(event) => setAgrees(event.currentTarget.checked)}
      />
      {decision === "withhold" ? (
        <Checkbox.Group label={say.reasons} value={reasons} onChange={setReasons}>
          <Stack gap="sm" mt="xs">
            {(plan.supplemental?.reasons ?? []).map(({ id, label }) => (
              <Checkbox key={id} value={id} label={label} size="md" />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
    </ActionDialog>
  );
}
