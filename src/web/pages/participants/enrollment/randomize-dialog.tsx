import { Anchor, Button, Group, List, Modal, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { FactList } from "../fact-list.tsx";
import { type Participant, useParticipant, useParticipantCommand } from "../participant-context.tsx";
import type { EnrollmentDialogProps } from "./enroll-dialog.tsx";

type Readiness = NonNullable<Participant["randomization"]>;
type Check = Readiness["checks"][number];

const tones: Readonly<Record<Check["standing"], Tone>> = {
  met: "good",
  "not-met": "bad",
  unknown: "neutral",
};

/** What randomization waits for, the values that it rests on, and after it the number. */
export function RandomizeDialog({ opened, onClose }: EnrollmentDialogProps): ReactNode {
  const { randomize: texts, page } = useMessages().participants;
  const { number, randomization, enrollment } = useParticipant();
  const command = useParticipantCommand("randomize-participant");
  const name = number ?? page.noNumber;
  const { randomized } = enrollment;
  if (randomized) {
    return <Done opened={opened} onClose={onClose} name={name} number={randomized.randomizationNumber} />;
  }
  // The number that it leads to is shown here, once the page has it.
  const send = async (): Promise<void> => {
    await command.send({ data: {} });
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={texts.title(name)}
      lead={texts.lead}
      action={texts.randomize}
      isSending={command.isSending}
      isReady={randomization?.canBegin === true}
      problem={command.problem}
      onSubmit={send}
    >
      {randomization ? <Checklist readiness={randomization} /> : null}
    </ActionDialog>
  );
}

function Checklist({ readiness: { checks, factors } }: { readonly readiness: Readiness }): ReactNode {
  const { randomize: texts } = useMessages().participants;
  return (
    <>
      <Stack gap="xs">
        <Title order={3} size="h5">
          {texts.checklist}
        </Title>
        <List listStyleType="none" spacing="xs" aria-label={texts.checklist}>
          {checks.map((check) => (
            <List.Item
              key={check.check}
              styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}
            >
              <CheckLine check={check} />
            </List.Item>
          ))}
        </List>
      </Stack>
      <Stack gap="xs">
        <Title order={3} size="h5">
          {texts.factors}
        </Title>
        <FactList
          facts={factors.map(({ label, value, isHidden }) => ({
            name: label,
            value: value ?? (isHidden ? texts.hidden : texts.missing),
          }))}
        />
      </Stack>
    </>
  );
}

function CheckLine({ check: { check, standing, why } }: { readonly check: Check }): ReactNode {
  const { randomize: texts } = useMessages().participants;
  const { studyId, may } = useStudy();
  const { participantId } = useParticipant();
  const leadsToEligibility = standing === "not-met" && (check === "confirmed" || check === "criteria");
  return (
    <Stack gap={2}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <Text size="sm">{texts.checks[check] ?? check}</Text>
        <StatusBadge tone={tones[standing]}>{texts.standings[standing]}</StatusBadge>
      </Group>
      {why === null ? null : (
        <Text size="xs" c="dimmed">
          {why}
        </Text>
      )}
      {leadsToEligibility && may("confirm-eligibility") ? (
        <Anchor
          component={Link}
          size="sm"
          to={`/studies/${studyId}/participants/${participantId}/eligibility?at=randomization`}
        >
          {texts.toEligibility}
        </Anchor>
      ) : null}
    </Stack>
  );
}

type DoneProps = EnrollmentDialogProps & { readonly name: string; readonly number: string };

function Done({ opened, onClose, name, number }: DoneProps): ReactNode {
  const { common, participants } = useMessages();
  const { randomize: texts } = participants;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.doneTitle}
      closeButtonProps={{ "aria-label": common.close }}
      returnFocus
    >
      <Stack align="center" gap="sm" role="status">
        <Text size="sm">{texts.done(name)}</Text>
        <Text fz={48} fw={700} lh={1.1} ff="monospace">
          {number}
        </Text>
        <Text size="sm" c="dimmed" ta="center">
          {texts.doneHelp}
        </Text>
      </Stack>
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {common.close}
        </Button>
      </Group>
    </Modal>
  );
}
