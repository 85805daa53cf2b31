import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Role } from "#design";
import type { SiteId } from "#kernel";
import { type Action, roleFor, type SessionFacts, type Standing } from "#trial";
import { ApiError, type Problem } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { presentMoment } from "../../api/server-clock.ts";
import type { Proof } from "../../components/proof-fields.tsx";
import { usePersonId } from "../../session/session-keeper.tsx";
import { useSession } from "../../session/use-session.ts";
import { useStudy } from "../../study/study-context.tsx";
import { type ActingPerson, withEntry } from "./apply-pending.ts";
import { queueOf, useRetries } from "./plain-queue.ts";
import { useSealedEntries } from "./sealed-entries.ts";
import { type DeviceSigning, useSealedSending } from "./sealed-sending.ts";
import type { PendingEntry, SendQueue, SessionSending } from "./send-queue.ts";
import { factsIn, type HeldAnswer, useSessionAnswer } from "./session-answer.ts";

export type { PendingEntry } from "./send-queue.ts";

/** What an entry is known by, and when it happened where nothing else is said. */
type SendEnvelope = Pick<SessionSending, "commandId" | "zone" | "occurredAt">;

export type SendOptions = {
  /** Of an attempt that was not answered: the same entry again, however it now goes. */
  readonly once?: SendEnvelope;
  /** Signed here, without the server. */
  readonly onDevice?: DeviceSigning;
  readonly occurredAt?: string;
  readonly reason?: string;
  readonly proof?: Proof;
  readonly witness?: { readonly username: string; readonly password: string; readonly code?: string };
};

export type SessionSend = {
  /**
   * Shows the entry at once. Done when it is strictly on this device's disk, from where it is sent; where the device is not enrolled, when
   * it is on record, or in the memory of this page for as long as there is no network.
   * @throws ApiError where a rule, here or on the server, says no
   */
  readonly send: (type: string, data: unknown, options?: SendOptions) => Promise<void>;
  /** What is not on record yet, and what was refused and not dismissed. */
  readonly pending: readonly PendingEntry[];
  readonly dismiss: (commandId: string) => void;
  /** Whether entries go through the outbox of this device, which nothing loses. */
  readonly isSealed: boolean;
  /** The session with all that is pending; undefined before the first answer. */
  readonly facts: SessionFacts | undefined;
};

/** The only way out for what is entered in a session. */
export function useSessionSend(sessionId: string): SessionSend {
  const { studyId } = useStudy();
  const client = useQueryClient();
  const answer = useSessionAnswer(studyId, sessionId);
  const personFor = useActingPerson(answer.data);
  const queue = queueOf(studyId, sessionId);
  const sealed = useSealedSending(studyId, sessionId);
  const version = answer.data?.version;
  const pending = usePending(queue, sessionId, version);
  useRetries(queue);
  const facts = useFacts(answer.data, pending, personFor);

  const latest = useRef({ facts, sealed, personFor });
  latest.current = { facts, sealed, personFor };
  const send = useCallback<SessionSend["send"]>(
    async (type, data, options = {}) => {
      const { facts, sealed, personFor } = latest.current;
      const { occurredAt, once, onDevice, ...more } = options;
      const envelope = once ?? newEnvelope();
      const sending = { ...envelope, type, data, ...more, occurredAt: occurredAt ?? envelope.occurredAt };
      const judged = facts && withEntry(facts, asProven(sending, onDevice), personFor(type), studyId);
      if (judged && !judged.ok) throw new ApiError(problemFor(judged.error));
      const isProven = options.proof !== undefined || options.witness !== undefined;
      if (sealed && !isProven) return sealed.queue(sending, onDevice);
      // A password is never kept: what carries one goes to the server now, after all that was entered before it.
      await sealed?.deliver();
      const entry = await queue.add(sending);
      if (entry.state === "sent") void client.invalidateQueries();
      if (entry.state !== "refused") return;
      // Whoever proved something is looking at the dialog that asked for it.
      if (isProven) queue.forget(({ commandId }) => commandId === entry.commandId);
      if (entry.problem) throw new ApiError(entry.problem);
    },
    [queue, client, studyId],
  );
  const dismiss = useCallback(
    (commandId: string): void => queue.forget((entry) => entry.commandId === commandId),
    [queue],
  );
  return { send, pending, facts, isSealed: sealed !== undefined, dismiss };
}

/** Made once for each thing that a person does, and kept for as long as it was not answered. */
export function newEnvelope(): SendEnvelope {
  return { ...commandEnvelope(), occurredAt: presentMoment() };
}

/** A step that is about to be signed, for the rule to judge. */
function asProven(sending: SessionSending, onDevice: DeviceSigning | undefined): SessionSending {
  if (!onDevice) return sending;
  const { witness } = onDevice;
  return { ...sending, proof: {}, ...(witness ? { witness: { username: witness.username } } : {}) };
}

/** What is in this device's outbox, and after it what is in the memory of the page. */
function usePending(
  queue: SendQueue,
  sessionId: string,
  version: number | undefined,
): readonly PendingEntry[] {
  const sealed = useSealedEntries(sessionId, version);
  const plain = useSyncExternalStore(queue.subscribe, queue.entries);
  // What the page has read back is no longer pending.
  useEffect(() => {
    if (version === undefined) return;
    const isRead = (entry: PendingEntry): boolean =>
      entry.state === "sent" && (entry.version ?? 0) <= version;
    if (queue.entries().some(isRead)) queue.forget(isRead);
  }, [version, queue]);
  return useMemo(() => {
    const known = new Set(sealed.map(({ commandId }) => commandId));
    return [...sealed, ...plain.filter(({ commandId }) => !known.has(commandId))];
  }, [sealed, plain]);
}

/** The session with all that is pending. Whoever sees it in part sees of others' entries nothing before the server has them. */
function useFacts(
  answer: HeldAnswer | undefined,
  pending: readonly PendingEntry[],
  personFor: (type: string) => ActingPerson,
): SessionFacts | undefined {
  const { studyId } = useStudy();
  const [fold] = useState(foldingOn);
  return useMemo(() => {
    if (!answer) return undefined;
    const isFolded = ({ state, version, user }: PendingEntry): boolean =>
      state !== "refused" &&
      (version ?? Infinity) > answer.version &&
      (!answer.isPartial || user === undefined || user === personFor("").userId);
    const person = ({ type, user }: PendingEntry): ActingPerson => {
      const own = personFor(type);
      if (user === undefined || user === own.userId) return own;
      const member = factsIn(answer).pack.team.find((one) => one.user === user);
      return { userId: user, name: member?.name ?? "", role: (member?.roles[0] as Role) ?? own.role };
    };
    const apply = (known: SessionFacts, entry: PendingEntry): SessionFacts =>
      applied(known, entry, person(entry), studyId);
    return fold([answer, personFor, studyId], factsIn(answer), pending.filter(isFolded), apply);
  }, [answer, pending, personFor, studyId, fold]);
}

type Step = { readonly commandId: string; readonly facts: SessionFacts };

/** Folds entries one on another, and goes on from where they still are the same: a tap costs as much after hours without the server. */
function foldingOn() {
  let before: { readonly on: readonly unknown[]; readonly steps: readonly Step[] } = { on: [], steps: [] };
  return (
    on: readonly unknown[],
    first: SessionFacts,
    entries: readonly PendingEntry[],
    apply: (facts: SessionFacts, entry: PendingEntry) => SessionFacts,
  ): SessionFacts => {
    const isSame = on.every((part, at) => part === before.on[at]);
    const differs = entries.findIndex(({ commandId }, at) => before.steps[at]?.commandId !== commandId);
    const kept = isSame ? before.steps.slice(0, differs === -1 ? entries.length : differs) : [];
    const steps = [...kept];
    for (const entry of entries.slice(kept.length))
      steps.push({
        commandId: entry.commandId,
        facts: apply(steps.at(-1)?.facts ?? first, entry),
      });
    before = { on, steps };
    return steps.at(-1)?.facts ?? first;
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
