import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ParticipantList } from "./list/participant-list.tsx";

/** Everybody at the person's sites, from the first contact on. */
export function ParticipantsPage(): ReactNode {
  const { list } = useMessages().participants;
  const { studyId, may } = useStudy();
  const participants = useAnswer("GET /api/studies/:studyId/participants", { params: { studyId } });
  const action = may("log-contact") ? (
    <Button component={Link} to={`/studies/${studyId}/participants/new`}>
      {list.firstContact}
    </Button>
  ) : undefined;
  return (
    <Page title={list.title} lead={list.keys} actions={action}>
      <Answered query={participants}>{(rows) => <ParticipantList rows={rows} />}</Answered>
    </Page>
  );
}
