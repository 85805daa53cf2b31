import {
  type Decision,
  failed,
  type Instant,
  instantOf,
  millisecondsOf,
  refusal,
  type StudyId,
  type ZoneId,
} from "#kernel";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { evolveSession } from "../session/evolve.ts";
import { sessionCommands, sessionRules } from "../session/session-commands.ts";
import type { SessionFacts, SessionPackage } from "../session/session-facts.ts";
import { noSession, type SessionState } from "../session/state.ts";
import { sessionStream } from "../streams.ts";
import { numberedId, type Person, staff } from "./people.ts";
import { smallPack } from "./small-session.ts";

const { sessionId } = smallPack;

/** A session as it goes on: what is known, when it is, and everything that was appended, command by command. */
export type Room = {
  readonly session: SessionState;
  readonly pack: SessionPackage;
  readonly now: Instant;
  readonly serial: number;
  readonly appends: readonly (readonly NewEvent[])[];
};

/** What is done beside the data: by whom, how long ago, with or without a second person. */
export type Doing = {
  readonly by?: Person;
  readonly minutesAgo?: number;
  readonly alone?: boolean;
  readonly reason?: string;
};

const morning = "2026-05-04T13:00:00.000Z" as Instant;

/** A session that has just been opened. */
export function aRoom(pack: Partial<SessionPackage> = {}): Room {
  const whole = { ...smallPack, ...pack };
  const opened = {
    ...{ participantId: whole.participantId, siteId: whole.siteId, visitId: whole.visitId },
    ...{ encounterId: "dosing", planId: "dosing", kind: "dosing", designVersion: "1.0" },
  };
  const room = { session: noSession, pack: whole, now: morning, serial: 1, appends: [] };
  return folded(
    room,
    [{ type: "SessionOpened", stream: sessionStream(sessionId), data: opened }],
    morning,
    staff.therapist,
  );
}

export function later(room: Room, minutes: number): Room {
  return { ...room, now: instantOf(millisecondsOf(room.now) + minutes * 60_000) };
}

export function factsIn({ session, pack }: Room): SessionFacts {
  return { session, pack };
}

/** What the rule says, and the room after it: as it was, where the rule refuses. */
export function tryIn(
  room: Room,
  type: string,
  data: unknown,
  { by = staff.therapist, minutesAgo = 0, alone = false, reason }: Doing = {},
): { readonly room: Room; readonly decision: Decision<NewEvent> } {
  const rule = sessionRules[type];
  if (!rule) throw new Error(`There is no session command ${type}.`);
  const command = sessionCommands.find((one) => one.type === type);
  if (alone && command?.needsWitness)
    return { room, decision: failed(refusal("witness-needed", "This takes two persons.", "Meadow")) };
  let { serial } = room;
  const occurredAt = instantOf(millisecondsOf(room.now) - minutesAgo * 60_000);
  const second = by.user === staff.coordinator.user ? staff.therapist : staff.coordinator;
  const context: Context = {
    study: numberedId(1, 1) as StudyId,
    now: room.now,
    zone: "America/New_York" as ZoneId,
    subjectId: sessionId,
    occurredAt,
    user: by.user,
    userName: by.name,
    role: by.role,
    sites: by.sites,
    newId: () => numberedId(9, serial++),
    newToken: () => "token",
    signatureMethod: "password",
    ...(alone ? {} : { witness: { ...second, method: "password" as const } }),
    ...(reason ? { reason: { freeText: reason } } : {}),
  };
  const decision = rule(factsIn(room), data, context);
  if (!decision.ok) return { room, decision };
  return { room: folded({ ...room, serial }, decision.value, occurredAt, by), decision };
}

/** The room after the command, which must not be refused. */
export function doIn(room: Room, type: string, data: unknown, doing: Doing = {}): Room {
  const { room: after, decision } = tryIn(room, type, data, doing);
  if (!decision.ok) throw new Error(`${type}: ${decision.error.code}: ${decision.error.message}`);
  return after;
}

/** The code with which the rule refuses; undefined where it does not. */
export function refusalIn(room: Room, type: string, data: unknown, doing: Doing = {}): string | undefined {
  const { decision } = tryIn(room, type, data, doing);
  return decision.ok ? undefined : decision.error.code;
}

function folded(room: Room, events: readonly NewEvent[], occurredAt: Instant, by: Person): Room {
  const own = events.filter(({ stream }) => stream.startsWith("session:"));
  const meta = { occurredAt, version: room.appends.length + 1, actor: { user: by.user, role: by.role } };
  const session = own.reduce(
    (state, { type, data }) => evolveSession(state, { type, data, meta } as never),
    room.session,
  );
  return { ...room, session, appends: [...room.appends, events] };
}

/** Rules that the last append says were broken. */
export function deviationsIn({ appends }: Room): readonly string[] {
  return (appends.at(-1) ?? [])
    .filter(({ type }) => type === "DeviationRecorded")
    .map(({ data }) => (data as { readonly rule: string }).rule);
}

/** Everything met, and both in the room. */
export function readyForDose(room: Room = aRoom()): Room {
  const people = doIn(
    doIn(room, "enter-session", { user: staff.therapist.user, capacity: "lead" }),
    "enter-session",
    { user: staff.coordinator.user, capacity: "assistant" },
  );
  const known = doIn(people, "confirm-session-identity", { particulars: ["name", "birth-date"] });
  const reach = { user: staff.subInvestigator.user, telephone: "+1 212 555 0100", minutes: 10 };
  const measured = doIn(doIn(known, "confirm-physician-reach", reach), "record-vitals", {
    values: { systolic: 120 },
    pointId: "baseline",
  });
  const probed = doIn(measured, "record-probes", {
    answers: { "drug-effect": 0, gait: true },
    pointId: "baseline",
  });
  return doIn(doIn(probed, "rate-distress", { distress: 30 }), "open-gate", {});
}

/** The initial dose given, by the book. */
export function dosed(room: Room = readyForDose()): Room {
  const opened = doIn(later(room, 15), "open-session-kit", { kind: "initial", code: "AAAA-AAAA" });
  return doIn(opened, "record-dose", { kind: "initial", code: "AAAA-AAAA", capsules: 2 });
}
