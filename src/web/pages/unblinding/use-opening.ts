import { useState } from "react";
import { call, type Problem } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { problemOf } from "../../api/use-command.ts";
import type { Opened } from "./arm-shown.tsx";

type OpeningRoute =
  | "POST /api/studies/:studyId/participants/:subjectId/commands/break-code"
  | "POST /api/studies/:studyId/participants/:subjectId/commands/unblind-for-safety"
  | "POST /api/emergency/break-code";

export type Opening = {
  readonly opened: Opened | undefined;
  readonly send: (content: object) => Promise<void>;
  readonly isSending: boolean;
  readonly problem: Problem | undefined;
  readonly forget: () => void;
};

/**
 * Asks for an arm, and holds it for as long as the page shows it. It keeps its id until it has been answered, so that pressing again after
 * a lost answer breaks nothing twice and brings the same answer.
 */
export function useOpening(route: OpeningRoute, params?: Readonly<Record<string, string>>): Opening {
  const [opened, setOpened] = useState<Opened>();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [envelope, setEnvelope] = useState(commandEnvelope);
  const send = async (content: object): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      const needs = { ...(params ? { params } : {}), body: { ...envelope, ...content } };
      setOpened((await call(route, needs as never)) as Opened);
      setEnvelope(commandEnvelope());
    } catch (error) {
      const known = problemOf(error);
      setProblem(known);
      // What the server refused is answered; what was lost on the way may be sent again.
      if (known.status > 0 && known.status < 500) setEnvelope(commandEnvelope());
    } finally {
      setSending(false);
    }
  };
  return { opened, send, isSending, problem, forget: () => setOpened(undefined) };
}
