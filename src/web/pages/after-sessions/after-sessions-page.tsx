import { Alert, Button, Stack, Text } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { CallStrip } from "./call-strip.tsx";
import { Escalations } from "./escalations.tsx";
import { Multiples } from "./multiples.tsx";
import { Searches } from "./searches.tsx";

export type AfterSessions = Answer<"GET /api/studies/:studyId/participants/:participantId/after-sessions">;
export type AfterSession = AfterSessions["sessions"][number];
export type CallAfter = AfterSession["calls"][number];

/** A participant's days after each dosing session: what is open first, then calls and how they are. */
export function AfterSessionsPage(): ReactNode {
  const { participantId = "" } = useParams({ strict: false });
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/participants/:participantId/after-sessions", {
    params: { studyId, participantId },
  });
  return <Answered query={query}>{(known) => <Body known={known} />}</Answered>;
}

function Body({ known }: { readonly known: AfterSessions }): ReactNode {
  const { afterSessions: words, participants } = useMessages();
  const { studyId } = useStudy();
  return (
    <Page
      title={words.title(known.number ?? participants.page.noNumber)}
      lead={words.lead}
      actions={
        <Button
          variant="default"
          component={Link}
          to={`/studies/${studyId}/participants/${known.participantId}`}
        >
          {words.back}
        </Button>
      }
    >
      <Stack gap="xl">
        {known.isDosingHeld ? (
          <Alert color="red" variant="light" role="note">
            {words.held}
          </Alert>
        ) : null}
        <Section title={words.escalations}>
          <Escalations known={known} />
        </Section>
        <Section title={words.searches}>
          <Searches known={known} />
        </Section>
        {known.sessions.length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.noSessions}
          </Text>
        ) : (
          known.sessions.map((session) => (
            <Section key={session.visitId} title={session.name} lead={formatDate(session.day)}>
              <CallStrip session={session} known={known} />
              <Multiples session={session} words={known.words} />
            </Section>
          ))
        )}
      </Stack>
    </Page>
  );
}
