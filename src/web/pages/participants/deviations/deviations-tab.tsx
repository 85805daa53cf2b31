import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Moment } from "../../../components/moment.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import "../forms/form-line.css";
import { InadvertentDialog } from "../../unblinding/inadvertent-dialog.tsx";
import { AssessDialog } from "../../worklist/assess-dialog.tsx";
import { type Participant, useParticipant } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { WordBadge } from "../word-badge.tsx";
import { RecordDeviationDialog } from "./record-deviation-dialog.tsx";

export type Deviation = Participant["deviations"][number];

/** Departures from the protocol: found by the rules or recorded by a person, and what an investigator makes of them. */
export function DeviationsTab(): ReactNode {
  const { unblinding, participants } = useMessages();
  const { deviations: texts } = participants;
  const { deviations, participantId, zone } = useParticipant();
  const { may } = useStudy();
  const record = useDialog();
  const learned = useDialog();
  const assess = useDialog<Deviation>();
  const ordered = [...deviations].sort(
    (a, b) => Number(a.closed) - Number(b.closed) || b.occurredAt.localeCompare(a.occurredAt),
  );
  return (
    <Stack gap="sm">
      {may("record-deviation") ? (
        <Group justify="flex-end">
          {may("record-inadvertent-unblinding") ? (
            <Button variant="default" onClick={() => learned.open(true)}>
              {unblinding.recordInadvertent}
            </Button>
          ) : null}
          <Button onClick={() => record.open(true)}>{texts.record}</Button>
        </Group>
      ) : null}
      {ordered.length === 0 ? (
        <Text c="dimmed">{texts.none}</Text>
      ) : (
        <ul className="vigil-form-lines">
          {ordered.map((deviation) => (
            <DeviationLine key={deviation.deviationId} deviation={deviation} onAssess={assess.open} />
          ))}
        </ul>
      )}
      <RecordDeviationDialog key={`r${record.turn}`} opened={record.isOpen} onClose={record.close} />
      <InadvertentDialog
        key={`u${learned.turn}`}
        participantId={participantId}
        zone={zone}
        opened={learned.isOpen}
        onClose={learned.close}
      />
      {assess.subject && assess.isOpen ? (
        <AssessDialog
          key={assess.turn}
          deviation={assessed(assess.subject, participantId)}
          onClose={assess.close}
        />
      ) : null}
    </Stack>
  );
}

/** The deviation as the dialog of all deviations knows it. */
function assessed(deviation: Deviation, participantId: string) {
  const { deviationId, importance, closed, description, rule, correctiveAction } = deviation;
  const state = closed ? ("closed" as const) : ("open" as const);
  return { deviationId, participantId, importance, state, details: { description, rule, correctiveAction } };
}

function DeviationLine({
  deviation,
  onAssess,
}: {
  readonly deviation: Deviation;
  readonly onAssess: (deviation: Deviation) => void;
}): ReactNode {
  const { deviations: texts } = useMessages().participants;
  const { zone } = useParticipant();
  const { may } = useStudy();
  const categoryWord = useWord("deviationCategory");
  const isOwn = deviation.detectedBy === "person";
  return (
    <li className="vigil-form-line">
      <div style={{ maxWidth: 640 }}>
        <Text size="sm" fw={600}>
          {deviation.description ?? texts.kept}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {categoryWord(deviation.category)} · {deviation.about === null ? "" : `${deviation.about.name} · `}
          <Moment at={deviation.occurredAt} zone={zone} /> ·{" "}
          {isOwn ? `${texts.detectedByPerson} · ${deviation.rule}` : texts.detectedBySoftware}
        </Text>
        {deviation.correctiveAction === null ? null : <Text size="sm">{deviation.correctiveAction}</Text>}
      </div>
      <Group gap={6} justify="flex-end">
        <WordBadge kind="importance" code={deviation.importance} />
        <StatusBadge tone={deviation.closed ? "neutral" : "info"}>
          {deviation.closed ? texts.closed : texts.open}
        </StatusBadge>
        {may("assess-deviation") ? (
          <Button size="compact-sm" variant="default" onClick={() => onAssess(deviation)}>
            {deviation.importance === "not-assessed" ? texts.assess : texts.assessAgain}
          </Button>
        ) : null}
      </Group>
    </li>
  );
}
