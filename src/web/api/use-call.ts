import { useState } from "react";
import { type Answer, call, type Problem } from "./call.ts";
import type { Routes } from "./routes.generated.ts";
import { problemOf } from "./use-command.ts";

/** A call that a person makes by pressing something, and what became of it. */
export type Calling<Key extends keyof Routes> = {
  /** Makes the call; undefined when it failed, and why is in `problem`. */
  readonly send: (needs: Parameters<typeof call<Key>>[1]) => Promise<Answer<Key> | undefined>;
  readonly isSending: boolean;
  readonly problem: Problem | undefined;
  readonly forget: () => void;
};

/** For routes that are no commands of a trial: signing in, accounts, founding a study. */
export function useCall<Key extends keyof Routes>(route: Key): Calling<Key> {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send: Calling<Key>["send"] = async (needs) => {
    setSending(true);
    setProblem(undefined);
    try {
      return await call(route, needs);
    } catch (error) {
      setProblem(problemOf(error));
      return undefined;
    } finally {
      setSending(false);
    }
  };
  return { send, isSending, problem, forget: () => setProblem(undefined) };
}
