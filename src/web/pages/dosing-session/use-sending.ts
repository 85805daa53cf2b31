import { useState } from "react";
import type { Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import { useHeld } from "./held-session.tsx";
import type { SendOptions } from "./send.ts";

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
  return {
    isSending,
    problem,
    send: async (type, data, options) => {
      setSending(true);
      setProblem(undefined);
      try {
        await send(type, data, options);
        return true;
      } catch (error) {
        setProblem(problemOf(error));
        return false;
      } finally {
        setSending(false);
      }
    },
  };
}
