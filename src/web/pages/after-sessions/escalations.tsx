import { Button, Group, Paper, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatMoment } from "../../components/moment.tsx";
import type { Proof } from "../../components/proof-fields.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { AfterSessions } from "./after-sessions-page.tsx";

type Escalation = AfterSessions["escalations"][number];
type Step = "clinician" | "contact-person" | "safety-plan" | "next-contact";

/** What follows ideation 4–5 or behavior: each step with its time, and the physician's signature that ends it. */
export function Escalations({ known }: { readonly known: AfterSessions }): ReactNode {
  const { afterSessions: words } = useMessages();
  const [taken, setTaken] = useState<{ readonly escalation: Escalation; readonly step: Step }>();
  const [cleared, setCleared] = useState<Escalation>();
  if (known.escalations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.noEscalations}
      </Text>
    );
  }
  return (
    <Stack>
      {known.escalations.map((escalation) => (
        <One
          key={escalation.escalationId}
          escalation={escalation}
          zone={known.zone}
          onStep={(step) => setTaken({ escalation, step })}
          onClear={() => setCleared(escalation)}
        />
      ))}
      {taken ? (
        <StepDialog
          escalationId={taken.escalation.escalationId}
          step={taken.step}
          participantId={known.participantId}
          onClose={() => setTaken(undefined)}
        />
      ) : null}
      {cleared ? (
        <ClearDialog
          escalationId={cleared.escalationId}
          participantId={known.participantId}
          onClose={() => setCleared(undefined)}
        />
      ) : null}
    </Stack>
  );
}

function One({
  escalation,
  zone,
  onStep,
  onClear,
}: {
  readonly escalation: Escalation;
  readonly zone: string;
  readonly onStep: (step: Step) => void;
  readonly onClear: () => void;
}): ReactNode {
  const { afterSessions: words } = useMessages();
  const { may } = useStudy();
  const { form, openedAt, ideation, hasBehavior, steps, open, cleared } = escalation;
  const stepOf: Readonly<Record<string, string>> = words.steps;
  const judgmentOf: Readonly<Record<string, string>> = words.judgments;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <StatusBadge tone={cleared ? "good" : "bad"}>{cleared ? words.cleared : words.open}</StatusBadge>
            <Text size="sm">{`${words.opened(form)}, ${formatMoment(openedAt, zone)}`}</Text>
            <Text size="sm" fw={600}>
              {[ideation > 0 ? words.ideation(ideation) : "", hasBehavior ? words.behavior : ""]
                .filter(Boolean)
                .join(", ")}
            </Text>
          </Group>
          {!cleared && may("clear-suicidality") ? (
            <Button variant="default" onClick={onClear}>
              {words.clear}
            </Button>
          ) : null}
        </Group>
        {open.map(({ step, dueAt, isOverdue }) => (
          <Group key={step} gap="sm" wrap="nowrap">
            <StatusBadge tone={isOverdue ? "bad" : "attention"}>
              {isOverdue ? words.overdue : words.dueBy}
            </StatusBadge>
            <Text size="sm" flex={1}>
              {`${stepOf[step] ?? step}: ${formatMoment(dueAt, zone)}`}
            </Text>
            {may("take-suicidality-step") ? (
              <Button size="compact-md" onClick={() => onStep(step as Step)}>
                {words.take}
              </Button>
            ) : null}
          </Group>
        ))}
        {steps.map(({ step, at, by, remark }) => (
          <Text key={`${step} ${at}`} size="sm" c="dimmed">
            {`${formatMoment(at, zone)} · ${stepOf[step] ?? step} · ${words.doneBy(by)}: ${remark}`}
          </Text>
        ))}
        {cleared ? (
          <Text size="sm">
            {`${formatMoment(cleared.at, zone)} · ${judgmentOf[cleared.judgment] ?? cleared.judgment} · ${cleared.printedName}: ${cleared.words}`}
          </Text>
        ) : null}
      </Stack>
    </Paper>
  );
}

type DialogProps = {
  readonly escalationId: string;
  readonly participantId: string;
  readonly onClose: () => void;
};

function StepDialog({
  escalationId,
  step,
  participantId,
  onClose,
}: DialogProps & { readonly step: Step }): ReactNode {
  const { afterSessions: words } = useMessages();
  const { studyId } = useStudy();
  const [remark, setRemark] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/take-suicidality-step",
    { studyId, subjectId: participantId },
  );
  const submit = async (): Promise<void> => {
    const data = { escalationId, step, remark: { freeText: remark.trim() } };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.takeTitle(words.steps[step])}
      action={words.record}
      isSending={command.isSending}
      isReady={remark.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <Textarea
        label={words.whatWasDone}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
        autosize
        minRows={2}
        required
        data-autofocus
      />
    </ActionDialog>
  );
}

function ClearDialog({ escalationId, participantId, onClose }: DialogProps): ReactNode {
  const { afterSessions: words } = useMessages();
  const { studyId } = useStudy();
  const [judgment, setJudgment] = useState<keyof typeof words.judgments>();
  const [why, setWhy] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/clear-suicidality",
    {
      studyId,
      subjectId: participantId,
    },
  );
  const sign = async (proof: Proof): Promise<void> => {
    if (!judgment) return;
    const data = { escalationId, judgment, words: { freeText: why.trim() } };
    if (await command.send({ data, proof })) onClose();
  };
  return (
    <SignDialog
      opened
      onClose={onClose}
      title={words.clearTitle}
      meaning={words.clearMeaning}
      isSending={command.isSending}
      isReady={judgment !== undefined && why.trim() !== ""}
      problem={command.problem}
      onSign={sign}
    >
      <Radio.Group
        label={words.judgment}
        value={judgment ?? ""}
        onChange={(value) => setJudgment(value as typeof judgment)}
        required
      >
        <Stack gap="xs" mt="xs">
          {Object.entries(words.judgments).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={words.words}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
    </SignDialog>
  );
}
