import { Button, Group, Paper, Radio, Stack, Text, Textarea, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { type Decision, useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { type DialogState, useDialog } from "../use-dialog.ts";

/** Points at which the schedule leaves a choice. What is known proposes a way; a person chooses it. */
export function BranchChoices(): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { decisions } = useParticipant();
  const dialog = useDialog<Decision>();
  if (decisions.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={texts.choiceTitle}>
      {decisions.map((decision) => (
        <Choice key={decision.instanceId} decision={decision} dialog={dialog} />
      ))}
      {dialog.subject ? (
        <ChooseDialog
          key={dialog.turn}
          decision={dialog.subject}
          opened={dialog.isOpen}
          onClose={dialog.close}
        />
      ) : null}
    </Stack>
  );
}

function Choice({
  decision,
  dialog,
}: {
  readonly decision: Decision;
  readonly dialog: DialogState<Decision>;
}): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { may } = useStudy();
  const nameOf = useWayName(decision);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between">
        <Stack gap={2}>
          <Title order={2} size="sm">
            {texts.choiceTitle}: {decision.name}
          </Title>
          <Text size="sm" c="dimmed">
            {decision.taken === null ? texts.choiceOpen : texts.choiceTaken(nameOf(decision.taken))}
          </Text>
        </Stack>
        {may("choose-branch") ? (
          <Button variant="default" onClick={() => dialog.open(decision)}>
            {decision.taken === null ? texts.act.choose : texts.changeChoice}
          </Button>
        ) : null}
      </Group>
    </Paper>
  );
}

function useWayName({ ways }: Decision): (next: string) => string {
  const { visits: texts } = useMessages().participants;
  return (next) =>
    next === "exit" ? texts.choiceExit : (ways.find((way) => way.next === next)?.name ?? next);
}

function ChooseDialog({
  decision,
  opened,
  onClose,
}: {
  readonly decision: Decision;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { visits: texts } = useMessages().participants;
  const [next, setNext] = useState(decision.taken ?? decision.proposed ?? "");
  const [why, setWhy] = useState("");
  const command = useParticipantCommand("choose-branch");
  const nameOf = useWayName(decision);
  const send = async (): Promise<void> => {
    const { instanceId } = decision;
    const reason = why.trim() === "" ? {} : { why: { freeText: why.trim() } };
    if (await command.send({ data: { instanceId, next, ...reason } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.chooseTitle(decision.name)}
      lead={texts.chooseLead}
      action={texts.act.choose}
      isSending={command.isSending}
      isReady={next !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Radio.Group value={next} onChange={setNext} aria-label={texts.chooseLead}>
        <Stack gap="xs">
          {decision.ways.map((way) => (
            <Radio
              key={`${way.next} ${way.condition}`}
              value={way.next}
              label={nameOf(way.next)}
              description={<Condition way={way} isProposed={decision.proposed === way.next} />}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={texts.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
      />
    </ActionDialog>
  );
}

function Condition({
  way: { condition, truth },
  isProposed,
}: {
  readonly way: Decision["ways"][number];
  readonly isProposed: boolean;
}): ReactNode {
  const { visits: texts } = useMessages().participants;
  const known =
    truth === "unknown" ? texts.conditionUnknown : truth ? texts.conditionTrue : texts.conditionFalse;
  return (
    <>
      {condition === null ? texts.otherwise : `${condition} (${known})`}
      {isProposed ? ` · ${texts.choiceProposed}` : ""}
    </>
  );
}
