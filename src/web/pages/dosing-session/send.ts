import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Role } from "#design";
import type { SiteId } from "#kernel";
import { type Action, roleFor, type SessionFacts, type Standing } from "#trial";
import { ApiError, call, type Problem } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { presentMoment } from "../../api/server-clock.ts";
import type { Proof } from "../../components/proof-fields.tsx";
import { usePersonId } from "../../session/session-keeper.tsx";
import { useSession } from "../../session/use-session.ts";
import { useStudy } from "../../study/study-context.tsx";
import { type ActingPerson, withEntry } from "./apply-pending.ts";
import { type PendingEntry, type SendQueue, type SessionSending, sendQueue } from "./send-queue.ts";
import { factsIn, type HeldAnswer, useSessionAnswer } from "./session-answer.ts";

export type { PendingEntry } from "./send-queue.ts";

export type SendOptions = {
  readonly occurredAt?: string;
  readonly reason?: string;
  readonly proof?: Proof;
  readonly witness?: { readonly username: string; readonly password: string; readonly code?: string };
};

export type SessionSend = {
  /**
   * Shows the entry at once and posts it. Done when it is on record, or kept on this device for as long as there is no network.
   * @throws ApiError where a rule, here or on the server, says no
   */
  readonly send: (type: string, data: unknown, options?: SendOptions) => Promise<void>;
  /** What is not on record yet, and what was refused and not dismissed. */
  readonly pending: readonly PendingEntry[];
  readonly dismiss: (commandId: string) => void;
  /** The session with all that is pending; undefined before the first answer. */
  readonly facts: SessionFacts | undefined;
};

const tryEvery = 4_000;
const queues = new Map<string, SendQueue>();

/** One queue for a session, whatever page of it is open: nothing unsent is lost when a page is left. */
function queueOf(studyId: string, sessionId: string): SendQueue {
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

/** The only way out for what is entered in a session. */
export function useSessionSend(sessionId: string): SessionSend {
  const { studyId } = useStudy();
  const client = useQueryClient();
  const answer = useSessionAnswer(studyId, sessionId);
  const personFor = useActingPerson(answer.data);
  const queue = queueOf(studyId, sessionId);
  const pending = useSyncExternalStore(queue.subscribe, queue.entries);
  const version = answer.data?.version;
  useRetries(queue);
  // What the page has read back is no longer pending.
  useEffect(() => {
    if (version === undefined) return;
    const isRead = (entry: PendingEntry): boolean =>
      entry.state === "sent" && (entry.version ?? 0) <= version;
    if (queue.entries().some(isRead)) queue.forget(isRead);
  }, [version, queue]);
  const facts = useMemo(
    () =>
      answer.data &&
      pending
        .filter((entry) => entry.state !== "refused" && (entry.version ?? Infinity) > (version ?? 0))
        .reduce(
          (known, entry) => applied(known, entry, personFor(entry.type), studyId),
          factsIn(answer.data),
        ),
    [answer.data, pending, version, personFor, studyId],
  );

  const send: SessionSend["send"] = async (type, data, options = {}) => {
    const { occurredAt = presentMoment(), ...more } = options;
    const sending: SessionSending = { ...commandEnvelope(), type, data, occurredAt, ...more };
    const judged = facts && withEntry(facts, sending, personFor(type), studyId);
    if (judged && !judged.ok) throw new ApiError(problemFor(judged.error));
    const entry = await queue.add(sending);
    if (entry.state === "sent") void client.invalidateQueries();
    if (entry.state !== "refused") return;
    // Whoever proved something is looking at the dialog that asked for it.
    if (options.proof || options.witness) queue.forget(({ commandId }) => commandId === entry.commandId);
    if (entry.problem) throw new ApiError(entry.problem);
  };
  return {
    send,
    pending,
    facts,
    dismiss: (commandId) => queue.forget((entry) => entry.commandId === commandId),
  };
}

function applied(
  facts: SessionFacts,
  entry: PendingEntry,
  person: ActingPerson,
  studyId: string,
): SessionFacts {
  const next = withEntry(facts, entry, person, studyId);
  return next.ok ? { ...facts, session: next.value } : facts;
}

/** In whose name, and in which role at the session's site, an entry is made. */
function useActingPerson(answer: HeldAnswer | undefined): (type: string) => ActingPerson {
  const { overview, roles } = useStudy();
  const userId = usePersonId();
  const name = useSession().data?.user?.name ?? "";
  const siteId = answer?.pack.siteId;
  return useMemo(() => {
    const standings = overview.roles as readonly Standing[];
    return (type) => ({
      userId,
      name,
      role: standingFor(type, standings, siteId) ?? (roles[0] as Role),
    });
  }, [overview.roles, roles, userId, name, siteId]);
}

function useRetries(queue: SendQueue): void {
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

function problemFor(refusal: { code: string; message: string; cites: string; path?: string }): Problem {
  const { code, message, cites, path } = refusal;
  return { title: code, status: 422, detail: message, code, cites, ...(path ? { path } : {}) };
}

function standingFor(
  type: string,
  standings: readonly Standing[],
  siteId: string | undefined,
): Role | undefined {
  return siteId === undefined ? undefined : roleFor(type as Action, standings, siteId as SiteId)?.role;
}
