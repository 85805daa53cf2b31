import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { FormAddress, FormView, ParticipantPage } from "./form-data.ts";

const tones: Readonly<Record<FormView["status"], Tone>> = {
  empty: "neutral",
  draft: "info",
  submitted: "good",
  "not-done": "neutral",
};

type FormStandingProps = {
  readonly address: FormAddress;
  readonly view: FormView;
  readonly participant: ParticipantPage;
};

/** Whose form, of which visit, and how far it is. */
export function FormStanding({ address, view, participant }: FormStandingProps): ReactNode {
  const { forms } = useMessages();
  const { number } = participant;
  return (
    <Group gap="sm">
      <Anchor
        component={Link}
        to={`/studies/${address.studyId}/participants/${address.participantId}`}
        size="sm"
        underline="always"
      >
        {number === null ? forms.backToNumberless : forms.backToParticipant(number)}
      </Anchor>
      {view.visitName === null ? null : <Text size="sm">{view.visitName}</Text>}
      <StatusBadge tone={tones[view.status]}>{forms.statusOf[view.status]}</StatusBadge>
    </Group>
  );
}
