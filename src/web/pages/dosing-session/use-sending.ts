import { useState } from "react";
import type { Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import { useHeld } from "./held-session.tsx";
import { newEnvelope, type SendOptions } from "./send.ts";

/** An entry made in a dialog: what is refused is shown there. */
export type Sending = {
  /** True when it is on record, or kept on this device. */
  readonly send: (type: string, data: unknown, options?: SendOptions) => Promise<boolean>;
  readonly isSending: boolean;
  readonly problem: Problem | undefined;
};

export function useSending(): Sending {
  const { send } = useHeld();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [unanswered, setUnanswered] = useState<{
    readonly content: string;
    readonly once: ReturnType<typeof newEnvelope>;
  }>();
  return {
    isSending,
    problem,
    send: async (type, data, options) => {
      setSending(true);
      setProblem(undefined);
      // A lost answer may have been a yes: what is sent again, signed otherwise or not, is the same entry.
      const content = JSON.stringify([type, data]);
      const once = unanswered?.content === content ? unanswered.once : newEnvelope();
      try {
        await send(type, data, { once, ...options });
        setUnanswered(undefined);
        return true;
      } catch (error) {
        const known = problemOf(error);
        const isUnanswered = known.status === 0 || known.status >= 500;
        setUnanswered(isUnanswered ? { content, once } : undefined);
        setProblem(known);
        return false;
      } finally {
        setSending(false);
      }
    },
  };
}
