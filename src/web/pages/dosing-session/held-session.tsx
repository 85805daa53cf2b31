import { createContext, type ReactNode, useContext } from "react";
import type { SessionFacts, SessionPackage, SessionState } from "#trial";
import type { Problem } from "../../api/call.ts";
import type { EntryTime } from "./entry/entry-time.ts";
import type { SessionSend } from "./send.ts";
import type { HeldAnswer } from "./session-answer.ts";

/** An entry that was refused: until it is dismissed, or until a person has decided on it where it lies on this device. */
export type Refused = {
  readonly key: string;
  readonly type: string;
  readonly problem: Problem;
  readonly isOnDevice?: boolean;
};

/** The session whose page is open, with all that is entered and not yet on record. */
export type HeldSession = {
  readonly sessionId: string;
  readonly answer: HeldAnswer;
  readonly facts: SessionFacts;
  readonly session: SessionState;
  readonly pack: SessionPackage;
  readonly plan: SessionPackage["plan"];
  /** Whether entries go through the outbox of this device. */
  readonly isSealed: boolean;
  readonly refusals: readonly Refused[];
  readonly dismiss: (key: string) => void;
  /** Sends with the time, and from the paper, that whoever enters has set. */
  readonly send: SessionSend["send"];
  /** The same for whoever does not wait for it: what is refused is shown until it is dismissed. */
  readonly enter: (type: string, data: unknown, options?: Parameters<SessionSend["send"]>[2]) => void;
  readonly entryTime: EntryTime;
  readonly setEntryTime: (time: EntryTime) => void;
  /** What could tell the arm is kept from this person. */
  readonly isPartial: boolean;
};

const HeldSessionContext = createContext<HeldSession | undefined>(undefined);
const PendingContext = createContext<SessionSend["pending"]>([]);

export function HeldSessionProvider({
  held,
  pending,
  children,
}: {
  readonly held: HeldSession;
  readonly pending: SessionSend["pending"];
  readonly children: ReactNode;
}): ReactNode {
  return (
    <HeldSessionContext value={held}>
      <PendingContext value={pending}>{children}</PendingContext>
    </HeldSessionContext>
  );
}

/** What is not on record yet and where each entry of it stands: of its own, since it changes without the session. */
export function usePendingEntries(): SessionSend["pending"] {
  return useContext(PendingContext);
}

/** The open session. Only on its page. */
export function useHeld(): HeldSession {
  const held = useContext(HeldSessionContext);
  if (!held) throw new Error("This part is not on a session's page.");
  return held;
}
