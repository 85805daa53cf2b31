import { Box, Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { minutesSinceDose, type SessionEnding, unmetReadiness } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { EntryArea } from "../entry/entry-area.tsx";
import { useHeld } from "../held-session.tsx";
import { SecondPersonFields, useSecondPerson } from "../room/step-signing.tsx";
import { clockOf, timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";
import { EndDialog } from "./end-dialog.tsx";

type Answers = Readonly<Record<string, boolean>>;

/** Discharge: what the record says, what the two answer, and the six ways in which a session ends. */
export function DischargeView(): ReactNode {
  const { session } = useHeld();
  return (
    <Box className="vigil-discharge">
      <Box className="vigil-discharge-list">
        <Readiness />
        {session.ended ? null : <Endings />}
      </Box>
      <EntryArea />
    </Box>
  );
}

/** The standard checklist. Nobody ticks readiness itself: it follows. */
export function Readiness(): ReactNode {
  const { ending: say, entry } = useMessages().dosingSession;
  const { plan, facts, session } = useHeld();
  const now = useNow();
  const [answers, setAnswers] = useState<Answers>({});
  const [isSigning, setSigning] = useState(false);
  const { readiness } = plan;
  if (!readiness) return <Text>{say.noReadiness}</Text>;
  const unmet = unmetReadiness(facts, answers, now);
  const own = new Set(readiness.criteria.map(({ label }) => label));
  const record = unmet.filter((one) => !own.has(one));
  const last = session.assessments.at(-1);
  return (
    <Stack gap="sm" component="section" aria-label={say.readiness}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {say.readiness}
        </Title>
        {last ? (
          <StatusBadge tone={last.ready ? "good" : "attention"}>
            {say.assessed(last.ready ? say.ready : say.notReady, timeOfDay(last.at))}
          </StatusBadge>
        ) : null}
      </Group>
      {last?.ready ? (
        <Text fw={600}>{say.readyAfter(clockOf(minutesSinceDose(session, last.at) ?? 0))}</Text>
      ) : null}
      <Text size="sm" c="dimmed">
        {say.readinessLead}
      </Text>
      <Title order={3} size="h6">
        {say.fromRecord}
      </Title>
      <ul className="vigil-readiness">
        {record.length === 0 ? <li data-met>{`✓ ${say.recordMet}`}</li> : null}
        {record.map((one) => (
          <li key={one}>{`✕ ${one}`}</li>
        ))}
      </ul>
      <Title order={3} size="h6">
        {say.answers}
      </Title>
      <Stack gap={6}>
        {readiness.criteria.map(({ id, label }) => (
          <Group key={id} justify="space-between" wrap="nowrap" className="vigil-answer">
            <Text size="sm">{label}</Text>
            <Group gap={6} wrap="nowrap" role="group" aria-label={label}>
              {([true, false] as const).map((value) => (
                <Button
                  key={String(value)}
                  w={72}
                  variant={answers[id] === value ? "filled" : "default"}
                  color={value ? "water" : "yellow"}
                  aria-pressed={answers[id] === value}
                  aria-label={`${label}: ${value ? entry.yes : entry.no}`}
                  onClick={() => setAnswers((before) => ({ ...before, [id]: value }))}
                >
                  {value ? entry.yes : entry.no}
                </Button>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
      <Button size="lg" onClick={() => setSigning(true)}>
        {say.assess}
      </Button>
      {isSigning ? <AssessDialog answers={answers} unmet={unmet} onClose={() => setSigning(false)} /> : null}
    </Stack>
  );
}

function AssessDialog({
  answers,
  unmet,
  onClose,
}: {
  readonly answers: Answers;
  readonly unmet: readonly string[];
  readonly onClose: () => void;
}): ReactNode {
  const { ending: say } = useMessages().dosingSession;
  const sending = useSending();
  const second = useSecondPerson();
  const sign = async (): Promise<void> => {
    if (await sending.send("assess-readiness", { criteria: answers }, second.options)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.assessTitle}
      lead={say.assessLead(unmet.length)}
      action={say.assess}
      isReady={second.isReady}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={sign}
    >
      {unmet.length > 0 ? (
        <ul className="vigil-readiness">
          {unmet.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
      <SecondPersonFields second={second} />
    </ActionDialog>
  );
}

function Endings(): ReactNode {
  const { ending: say } = useMessages().dosingSession;
  const { session, plan } = useHeld();
  const [endings, setEndings] = useState<readonly SessionEnding[]>();
  const isReady = session.assessments.at(-1)?.ready === true || !plan.readiness || session.doses.length === 0;
  return (
    <Stack gap="sm" component="section" aria-label={say.end}>
      <Group grow>
        <Button h={52} disabled={!isReady} onClick={() => setEndings(["ready"])}>
          {say.goHome}
        </Button>
        <Button h={52} variant="default" onClick={() => setEndings(["overnight"])}>
          {say.overnight}
        </Button>
      </Group>
      <Button
        h={52}
        color="red"
        variant="light"
        onClick={() => setEndings(["emergency-transfer", "left-against-advice", "withdrew", "died"])}
      >
        {say.leaves}
      </Button>
      <Text size="xs" c="dimmed">
        {say.leavesLead}
      </Text>
      {endings ? <EndDialog endings={endings} onClose={() => setEndings(undefined)} /> : null}
    </Stack>
  );
}
