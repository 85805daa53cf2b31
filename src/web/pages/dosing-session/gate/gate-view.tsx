import { Box, Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { closedBy } from "#trial";
import { ProblemNote } from "../../../components/problem-note.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { DoseSteps } from "../doses/dose-steps.tsx";
import { EntryArea } from "../entry/entry-area.tsx";
import { useHeld } from "../held-session.tsx";
import { People, Physician } from "../room/people.tsx";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";
import { GateLines } from "./gate-lines.tsx";
import { Identity } from "./identity.tsx";

/** Before the dose: every line with what was read, the people, the baseline, and only then the kit and the dose. */
export function GateView(): ReactNode {
  const { session } = useHeld();
  return (
    <Box className="vigil-gate">
      <Box className="vigil-gate-lines">
        <GateLines />
      </Box>
      <Stack gap="sm" className="vigil-gate-side">
        <Identity />
        <People />
        <Physician />
      </Stack>
      <Stack gap="sm" className="vigil-gate-enter">
        {session.doses.length === 0 ? <EntryArea /> : null}
        <OpenGate />
        <DoseSteps />
      </Stack>
    </Box>
  );
}

function OpenGate(): ReactNode {
  const { gate } = useMessages().dosingSession;
  const { facts, session } = useHeld();
  const { may } = useStudy();
  const now = useNow();
  const sending = useSending();
  if (session.gate) {
    return (
      <Text size="sm" fw={600}>
        {`✓ ${gate.gateOpen(timeOfDay(session.gate.at))}`}
      </Text>
    );
  }
  if (session.ended || !may("open-gate")) return null;
  const closed = closedBy(facts, now).length;
  return (
    <Stack gap={6}>
      <ProblemNote problem={sending.problem} />
      <Button
        size="lg"
        disabled={closed > 0}
        loading={sending.isSending}
        onClick={() => sending.send("open-gate", {})}
      >
        {closed > 0 ? gate.stillClosed(closed) : gate.openGate}
      </Button>
    </Stack>
  );
}
