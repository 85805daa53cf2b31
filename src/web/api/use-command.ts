import { useState } from "react";
import { ApiError, call, type Problem } from "./call.ts";
import { commandEnvelope } from "./envelope.ts";
import type { Routes } from "./routes.generated.ts";
import { useRefresh } from "./use-answer.ts";

/** The routes that take a command: an envelope with data. */
export type CommandRoute = {
  [Key in keyof Routes]: Routes[Key] extends { body: { readonly commandId: string } } ? Key : never;
}[keyof Routes];

type BodyOf<Key extends CommandRoute> = Routes[Key] extends { body: infer Body } ? Body : never;
type ParamsOf<Key extends CommandRoute> = Routes[Key] extends { params: infer Params } ? Params : never;

/** What a person adds to the envelope. */
export type CommandContent<Key extends CommandRoute> = Omit<BodyOf<Key>, "commandId" | "zone">;

export type Command<Key extends CommandRoute> = {
  /** Sends it; true when it was done. What was refused is in `problem`. */
  readonly send: (content: CommandContent<Key>) => Promise<boolean>;
  readonly isSending: boolean;
  readonly problem: Problem | undefined;
  readonly forget: () => void;
};

/**
 * A command as a page sends it. It keeps its id until it has been answered, so that pressing again after a lost answer does
 * nothing twice; a changed content is another command.
 */
export function useCommand<Key extends CommandRoute>(route: Key, params: ParamsOf<Key>): Command<Key> {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [unanswered, setUnanswered] = useState<{
    readonly content: string;
    readonly envelope: ReturnType<typeof commandEnvelope>;
  }>();
  const refresh = useRefresh();

  const send = async (content: CommandContent<Key>): Promise<boolean> => {
    const text = JSON.stringify(content);
    const envelope = unanswered?.content === text ? unanswered.envelope : commandEnvelope();
    setSending(true);
    setProblem(undefined);
    try {
      await call(route, { params, body: { ...envelope, ...content } } as never);
      setUnanswered(undefined);
      await refresh();
      return true;
    } catch (error) {
      const known = problemOf(error);
      setUnanswered(known.code === "offline" ? { content: text, envelope } : undefined);
      setProblem(known);
      return false;
    } finally {
      setSending(false);
    }
  };
  return { send, isSending, problem, forget: () => setProblem(undefined) };
}

/** Any thrown thing as a problem that a page can show. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return {
    title: "fault",
    status: 500,
    detail: error instanceof Error ? error.message : String(error),
    code: "fault",
  };
}
