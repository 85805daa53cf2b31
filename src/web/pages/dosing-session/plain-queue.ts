import { useEffect } from "react";
import { call } from "../../api/call.ts";
import { type SendQueue, sendQueue } from "./send-queue.ts";

const tryEvery = 4_000;
const queues = new Map<string, SendQueue>();

/**
 * One queue for a session, whatever page of it is open: nothing unsent is lost when a page is left. It lies in the memory of this tab: for
 * a device that is not enrolled, and for what carries a password.
 */
export function queueOf(studyId: string, sessionId: string): SendQueue {
  const known = queues.get(sessionId);
  if (known) return known;
  const queue = sendQueue(({ type, ...sending }) => {
    const { commandId, data, occurredAt, zone, reason, proof, witness } = sending;
    const route = `POST /api/studies/:studyId/sessions/:subjectId/commands/${type}`;
    const body = { commandId, data, occurredAt, zone, reason, proof, witness };
    return call(route as never, { params: { studyId, subjectId: sessionId }, body } as never) as never;
  });
  queues.set(sessionId, queue);
  return queue;
}

/** Sends what waits: at once when the network comes back, and otherwise every few seconds. */
export function useRetries(queue: SendQueue): void {
  useEffect(() => {
    const retry = (): void => {
      if (queue.entries().some(({ state }) => state === "waiting")) void queue.retry();
    };
    const timer = setInterval(retry, tryEvery);
    addEventListener("online", retry);
    return () => {
      clearInterval(timer);
      removeEventListener("online", retry);
    };
  }, [queue]);
}
