import { Box, Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type GateLineStanding, gateOf } from "#trial";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useHeld } from "../held-session.tsx";
import { StepSignDialog } from "../room/step-signing.tsx";
import type { SendOptions } from "../send.ts";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";

const tones: Readonly<Record<GateLineStanding["verdict"], Tone>> = {
  met: "good",
  "not-met": "bad",
  unknown: "attention",
  overridden: "info",
};
const marks: Readonly<Record<GateLineStanding["verdict"], string>> = {
  met: "✓",
  "not-met": "✕",
  unknown: "?",
  overridden: "↷",
};

/** Line by line: what is met sinks to the end, so that what is left to do is on top. */
export function GateLines(): ReactNode {
  const { gate } = useMessages().dosingSession;
  const { facts } = useHeld();
  const now = useNow();
  const [overriding, setOverriding] = useState<GateLineStanding>();
  const all = gateOf(facts, now);
  const open = all.filter(isOpen);
  const lines = [...open, ...all.filter((one) => !isOpen(one))];
  const met = lines.length - open.length;
  return (
    <Stack gap="xs" component="section" aria-label={gate.title}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {gate.title}
        </Title>
        <StatusBadge tone={met === lines.length ? "good" : "attention"}>
          {met === lines.length ? gate.allMet : gate.count(met, lines.length)}
        </StatusBadge>
      </Group>
      <Text size="sm" c="dimmed">
        {gate.lead}
      </Text>
      <ul className="vigil-gate-list">
        {lines.map((standing) => (
          <Line key={standing.line.id} standing={standing} onOverride={() => setOverriding(standing)} />
        ))}
      </ul>
      {overriding ? <OverrideDialog standing={overriding} onClose={() => setOverriding(undefined)} /> : null}
    </Stack>
  );
}

function Line({
  standing,
  onOverride,
}: {
  readonly standing: GateLineStanding;
  readonly onOverride: () => void;
}): ReactNode {
  const { gate } = useMessages().dosingSession;
  const { session } = useHeld();
  const { may } = useStudy();
  const place = usePlace(standing);
  const { line, verdict, because, mayBeOverridden } = standing;
  const isLeft = isOpen(standing);
  return (
    <li data-verdict={verdict}>
      <span className="vigil-gate-mark" aria-hidden="true">
        {marks[verdict]}
      </span>
      <Box className="vigil-gate-text">
        <Text size="sm" fw={600}>
          {line.label}
        </Text>
        <Text size="xs" c="dimmed">
          {inTimeOfDay(because)}
          {isLeft ? ` ${mayBeOverridden ? gate.physicianOnly : gate.never}.` : ""}
        </Text>
      </Box>
      <StatusBadge tone={tones[verdict]}>{gate.verdicts[verdict]}</StatusBadge>
      {isLeft && !session.gate ? (
        <Group gap={6} wrap="nowrap" className="vigil-gate-acts">
          {place ? (
            <Button component={Link} to={place} variant="default" aria-label={gate.fillOf(line.label)}>
              {gate.fill}
            </Button>
          ) : null}
          {mayBeOverridden && may("override-gate-line") ? (
            <Button variant="subtle" aria-label={gate.overrideOf(line.label)} onClick={onOverride}>
              {gate.override}
            </Button>
          ) : null}
        </Group>
      ) : null}
    </li>
  );
}

function isOpen({ verdict }: GateLineStanding): boolean {
  return verdict === "not-met" || verdict === "unknown";
}

/** A rule names moments in UTC; here they are times of this device's day. */
function inTimeOfDay(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => timeOfDay(at));
}

/** Where what a line reads is filled in: the form that its rule names, or the page of the participant. */
function usePlace({ line }: GateLineStanding): string | undefined {
  const { studyId } = useStudy();
  const { pack } = useHeld();
  const participant = `/studies/${studyId}/participants/${pack.participantId}`;
  if (line.met) {
    const form = /([a-z][a-z0-9-]*)\.[a-z]/.exec(line.met)?.[1] ?? /all\(([a-z0-9-]+)/.exec(line.met)?.[1];
    // A log has no visit; the participant's page has both.
    return form === undefined || form.endsWith("-log") || form === "medical-history"
      ? participant
      : `${participant}/forms/${pack.visitId}/${form}/1`;
  }
  switch (line.reads) {
    case "consent":
      return `${participant}#consent`;
    case "kits":
      return `${participant}#kits`;
    case "eligibility":
      return `${participant}/eligibility`;
    case "enrollment":
      return participant;
    default:
      return undefined;
  }
}

function OverrideDialog({
  standing: { line, because },
  onClose,
}: {
  readonly standing: GateLineStanding;
  readonly onClose: () => void;
}): ReactNode {
  const { gate } = useMessages().dosingSession;
  const [why, setWhy] = useState("");
  const sending = useSending();
  const override = async (options: SendOptions): Promise<void> => {
    const data = { lineId: line.id, why: { freeText: why.trim() } };
    if (await sending.send("override-gate-line", data, options)) onClose();
  };
  return (
    <StepSignDialog
      onClose={onClose}
      title={gate.overrideTitle}
      meaning={gate.overrideMeaning(line.label)}
      sending={sending}
      isReady={why.trim() !== ""}
      onSign={override}
    >
      <Text size="sm">{gate.overrideLead(line.label, because)}</Text>
      <Textarea
        label={gate.why}
        autosize
        minRows={2}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </StepSignDialog>
  );
}
