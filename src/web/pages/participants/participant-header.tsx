import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDate } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ReportSheetButton } from "../incidents/report-sheet-button.tsx";
import { mainDocument } from "./consent/main-document.ts";
import { EnrollmentActions } from "./enrollment/enrollment-actions.tsx";
import { type Participant, useParticipant } from "./participant-context.tsx";
import { WordBadge } from "./word-badge.tsx";

/** Who it is by number, how far they are, and what must be known before anything else. */
export function ParticipantHeader({ children }: { readonly children: ReactNode }): ReactNode {
  const { afterSessions, unblinding, participants } = useMessages();
  const { page } = participants;
  const participant = useParticipant();
  const { studyId, may, mayAt } = useStudy();
  const base = `/studies/${studyId}/participants/${participant.participantId}`;
  const hasScreening = participant.enrollment.screeningStartedOn !== null;
  return (
    <Page
      title={participant.number ?? page.noNumber}
      lead={<Facts participant={participant} />}
      actions={
        <>
          {participant.number !== null && mayAt("break-code", participant.siteId) ? (
            <Button
              variant="light"
              color="red"
              component={Link}
              to={`/studies/${studyId}/unblind`}
              search={{ number: participant.number } as never}
            >
              {unblinding.openFromParticipant}
            </Button>
          ) : null}
          {hasScreening ? (
            <Button variant="default" component={Link} to={eligibilityPath(base, participant)}>
              {page.eligibility}
            </Button>
          ) : null}
          {mayAt("see-follow-up", participant.siteId) ? (
            <Button variant="default" component={Link} to={`${base}/after-sessions`}>
              {afterSessions.link}
            </Button>
          ) : null}
          {mayAt("see-report-codes", participant.siteId) ? (
            <ReportSheetButton participantId={participant.participantId} />
          ) : null}
          {may("see-history") ? (
            <Button variant="default" component={Link} to={`${base}/history`}>
              {page.history}
            </Button>
          ) : null}
          <EnrollmentActions />
        </>
      }
    >
      <Notices participant={participant} />
      {children}
    </Page>
  );
}

/** Whoever is enrolled and not yet randomized is next confirmed at randomization. */
function eligibilityPath(base: string, { stage, randomization }: Participant): string {
  return `${base}/eligibility${stage === "enrolled" && randomization ? "?at=randomization" : ""}`;
}

function Facts({ participant }: { readonly participant: Participant }): ReactNode {
  const { page } = useMessages().participants;
  const main = mainDocument(participant);
  return (
    <Group gap="xs" mt={4}>
      <WordBadge kind="stage" code={participant.stage} />
      {main ? <WordBadge kind="consentState" code={main.state} /> : null}
      {participant.enrollment.randomized ? (
        <Text size="sm" fw={600}>
          {participant.enrollment.randomized.randomizationNumber}
        </Text>
      ) : null}
      <Text size="sm">{participant.siteName}</Text>
      <Text size="sm" c="dimmed">
        {page.protocol(participant.designVersion)}
      </Text>
    </Group>
  );
}

/** What stands in the way, in a sentence each. */
function Notices({ participant }: { readonly participant: Participant }): ReactNode {
  const notices = useNotices(participant);
  if (notices.length === 0) return null;
  return (
    <Stack gap="xs">
      {notices.map(({ text, color }) => (
        <Alert key={text} color={color} variant="light" py={8} role="note">
          {text}
        </Alert>
      ))}
    </Stack>
  );
}

type Notice = { readonly text: string; readonly color: string };

function useNotices(participant: Participant): readonly Notice[] {
  const { page } = useMessages().participants;
  const scopeWord = useWord("consentScope");
  const endWord = useWord("endReason");
  const { ended, screenFailure, confirmations, enrolledOn } = participant.enrollment;
  const main = mainDocument(participant);
  const withdrawn = participant.consent.scopes.filter(({ standing }) => standing === "withdrawn");
  const isOutdated = confirmations.at(-1)?.isOutdated === true && enrolledOn === null;
  return [
    ...(ended
      ? [{ text: page.ended(endWord(ended.reason).toLowerCase(), formatDate(ended.endedOn)), color: "gray" }]
      : []),
    ...(screenFailure ? [{ text: page.screenFailed(screenFailure.criteria.join(", ")), color: "gray" }] : []),
    ...(main?.state === "sign-again"
      ? [
          {
            text: page.consentDue(main.newerVersion ?? "", formatDate(main.signAgainBy ?? "")),
            color: "yellow",
          },
        ]
      : []),
    ...(main?.state === "version-outdated"
      ? [{ text: page.consentLapsed(formatDate(main.since ?? "")), color: "red" }]
      : []),
    ...(withdrawn.length > 0
      ? [
          {
            text: page.consentWithdrawn(
              withdrawn.map(({ scope }) => scopeWord(scope).toLowerCase()).join(", "),
            ),
            color: main?.state === "partly-withdrawn" ? "yellow" : "red",
          },
        ]
      : []),
    ...(isOutdated ? [{ text: page.eligibilityOutdated, color: "yellow" }] : []),
  ];
}
