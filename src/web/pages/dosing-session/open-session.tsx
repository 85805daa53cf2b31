import { Button, Stack } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { newId } from "../../api/envelope.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { useCommand } from "../../api/use-command.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { useParticipant, type Visit } from "../participants/participant-context.tsx";

/** The session of a visit: opened where the visit is under way and there is none yet, and gone to where there is one. */
export function OpenSession({ visit }: { readonly visit: Visit }): ReactNode {
  const { list } = useMessages().dosingSession;
  const { studyId, may } = useStudy();
  const { participantId } = useParticipant();
  const navigate = useNavigate();
  const [sessionId] = useState(newId);
  const sessions = useAnswer(
    "GET /api/studies/:studyId/sessions",
    { params: { studyId } },
    { enabled: may("see-sessions") },
  );
  const open = useCommand("POST /api/studies/:studyId/sessions/:subjectId/commands/open-session", {
    studyId,
    subjectId: sessionId,
  });
  const own = sessions.data?.find(
    (one) => one.participantId === participantId && one.visitId === visit.visitId,
  );
  const to = (id: string): string => `/studies/${studyId}/sessions/${id}`;
  if (own)
    return (
      <Button component={Link} to={to(own.sessionId)} variant="light">
        {list.goToSession}
      </Button>
    );
  const isSession = visit.session !== null && visit.session !== "rater-assessment";
  if (visit.status !== "in-progress" || !isSession || !may("open-session") || !sessions.data) return null;
  const submit = async (): Promise<void> => {
    if (await open.send({ data: { participantId, visitId: visit.visitId } }))
      await navigate({ to: to(sessionId) });
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button loading={open.isSending} onClick={submit}>
        {list.openSession}
      </Button>
      <ProblemNote problem={open.problem} />
    </Stack>
  );
}
