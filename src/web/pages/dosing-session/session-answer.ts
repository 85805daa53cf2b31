import type { UseQueryResult } from "@tanstack/react-query";
import type { SessionFacts } from "#trial";
import type { Answer, ApiError } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";

export type HeldAnswer = Answer<"GET /api/studies/:studyId/sessions/:sessionId">;

const askEvery = 10_000;

/** The session as the server has it, asked for again while the page is open: another device may be in the room. */
export function useSessionAnswer(studyId: string, sessionId: string): UseQueryResult<HeldAnswer, ApiError> {
  const params = { params: { studyId, sessionId } };
  return useAnswer("GET /api/studies/:studyId/sessions/:sessionId", params, {
    refetchInterval: askEvery,
    offline: true,
  });
}

/** What the rules read. The answer is the server's own state and plan as JSON: here, and nowhere else, it takes their types back. */
export function factsIn({ session, pack }: HeldAnswer): SessionFacts {
  return { session, pack } as unknown as SessionFacts;
}
