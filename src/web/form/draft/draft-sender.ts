import type { Problem } from "../../api/call.ts";
import { type Sending, withReturned, withSending, withTaken } from "./draft.ts";
import { type DraftCell, isRead } from "./draft-cell.ts";

/** What came of sending: taken at a version, not reached, or refused with a reason. */
export type SendAnswer =
  | { readonly kind: "taken"; readonly version: number }
  | { readonly kind: "unreached" }
  | { readonly kind: "refused"; readonly problem: Problem };

export type SenderPorts = {
  readonly send: (sending: Sending) => Promise<SendAnswer>;
  readonly envelope: () => Pick<Sending, "commandId" | "zone" | "occurredAt">;
  /** Asks the page to look at the form again: somebody else wrote on it. */
  readonly lookAgain: () => void;
  readonly now: () => number;
};

export type DraftSender = {
  /** Sends after so many milliseconds, counted anew from each call. */
  readonly later: (milliseconds: number) => void;
  readonly now: () => Promise<void>;
  /** Says where the draft stands, unless it is on its way. */
  readonly settle: () => void;
  readonly close: () => void;
};

/** After so many milliseconds without a keystroke what was typed is sent. */
export const pause = 900;
const retries = [2_000, 5_000, 10_000, 20_000] as const;

/** Sends one command at a time, the same again until it was answered, and then what was typed meanwhile. */
export function draftSender(cell: DraftCell, ports: SenderPorts): DraftSender {
  let isClosed = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underway: Promise<void> | undefined;

  const later = (milliseconds: number): void => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void now(), milliseconds);
  };
  const settle = (): void => {
    const { draft } = cell.get();
    if (!isRead(cell.get()) || draft.sending) return;
    // A text that is no value yet waits for the person, not for the server.
    const isWaiting = Object.keys(draft.pending).length > 0;
    if (draft.isHeld) cell.set({ standing: cell.isAhead() ? "held" : "saved" });
    else cell.set({ standing: isWaiting ? "waiting" : "saved" });
  };
  const retry = (): void => {
    cell.set({ standing: "unreached" });
    later(retries[Math.min(failures, retries.length - 1)] ?? retries[0]);
    failures += 1;
  };
  const sendOnce = async (): Promise<void> => {
    clearTimeout(timer);
    const { draft } = cell.get();
    if (draft.isHeld || isClosed || !isRead(cell.get())) return;
    const sent = draft.sending ? draft : withSending(draft, ports.envelope());
    if (!sent?.sending) return settle();
    cell.set({ draft: sent, standing: "sending" });
    // On the device before it is on its way: after a crash the same command is sent again, with the same id.
    await cell.kept();
    const answer = await ports.send(sent.sending);
    if (answer.kind === "unreached") return retry();
    failures = 0;
    if (answer.kind === "refused") return takeRefusal(cell, answer.problem, ports.lookAgain);
    takeAnswer(cell, answer.version, ports);
    settle();
    if (Object.keys(cell.get().draft.pending).length > 0) later(pause);
  };
  const now = (): Promise<void> => {
    underway ??= sendOnce().finally(() => {
      underway = undefined;
    });
    return underway;
  };
  return {
    later,
    now,
    settle,
    close: () => {
      clearTimeout(timer);
      isClosed = true;
    },
  };
}

function takeAnswer(cell: DraftCell, version: number, { lookAgain, now }: SenderPorts): void {
  const { draft, isBehind } = withTaken(cell.get().draft, version);
  cell.set({ draft, standing: "saved", savedAt: now(), problem: undefined });
  if (isBehind) lookAgain();
}

/** A conflict is shown once the form was looked at again; any other refusal waits for a person. */
function takeRefusal(cell: DraftCell, problem: Problem, lookAgain: () => void): void {
  const isConflict = problem.code === "changed-meanwhile";
  const draft = withReturned(cell.get().draft);
  cell.set(isConflict ? { draft, standing: "waiting" } : { draft, standing: "refused", problem });
  lookAgain();
}
