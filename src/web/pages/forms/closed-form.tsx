import { Anchor, Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Page } from "../../components/page.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { FormAddress, ParticipantPage } from "./form-data.ts";
import { HandOverDialog } from "./hand-over-dialog.tsx";

/** A form whose answers are kept from this person: whose it is, how far it is, and what they can do for it. */
export function ClosedForm({
  address,
  participant,
}: {
  readonly address: FormAddress;
  readonly participant: ParticipantPage;
}): ReactNode {
  const { forms, common } = useMessages();
  const { may } = useStudy();
  const [isHandingOver, setHandingOver] = useState(false);
  const form = formsOf(participant).find(({ formKey }) => formKey === address.formKey);
  const back = `/studies/${address.studyId}/participants/${address.participantId}`;
  if (!form) {
    return (
      <Page title={common.notFound}>
        <Text c="dimmed">{common.notFoundHelp}</Text>
      </Page>
    );
  }
  const isSelfReport = form.completedBy === "participant";
  const canHandOver = isSelfReport && may("hand-over-device") && form.status !== "submitted";
  return (
    <Page
      title={form.label}
      lead={
        <Anchor component={Link} to={back} size="sm">
          {participant.number === null ? forms.backToNumberless : forms.backToParticipant(participant.number)}
        </Anchor>
      }
    >
      <Stack gap="sm" align="flex-start">
        <StatusBadge tone={form.status === "submitted" ? "good" : "neutral"}>
          {forms.statusOf[form.status]}
        </StatusBadge>
        <Text>
          {isSelfReport
            ? forms.selfReport
            : form.completedBy === "independent-rater"
              ? forms.ratedForm
              : forms.notVisible}
        </Text>
        <Text size="sm" c="dimmed">
          {isSelfReport
            ? forms.selfReportHidden
            : form.completedBy === "independent-rater"
              ? forms.ratedLead
              : null}
        </Text>
        {canHandOver ? (
          <>
            <Text size="sm" c="dimmed">
              {forms.selfReportLead}
            </Text>
            <Button onClick={() => setHandingOver(true)}>{forms.handOver}</Button>
          </>
        ) : null}
      </Stack>
      <HandOverDialog
        opened={isHandingOver}
        onClose={() => setHandingOver(false)}
        address={address}
        label={form.label}
      />
    </Page>
  );
}

/** Every form that the participant's page lists. */
export function formsOf({
  visits,
  logs,
}: ParticipantPage): readonly ParticipantPage["visits"][number]["forms"][number][] {
  return [...visits.flatMap(({ forms }) => forms), ...logs.flatMap(({ entries }) => entries)];
}
