import type { ResolvedSession } from "#design";
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
import type { SessionFacts, SessionPackage, TeamMember } from "../session/session-facts.ts";
import { noSession, type SessionState } from "../session/state.ts";
import { sessionStream } from "../streams.ts";
import { numberedId, type Person, staff } from "./people.ts";

const sessionId = numberedId(6, 1);
export const participantId = numberedId(4, 1);

const point = (id: string, at: number, anchor: "initial" | "supplemental" = "initial") => ({
  ...{ id, name: id, anchor, at, vitals: true, probes: true },
  earliest: at - 10,
  latest: at + 10,
});

const limits = {
  preDose: 150,
  preDoseAbsolute: 165,
  supplemental: 160,
  alert: 160,
  emergency: 180,
  discharge: 160,
};

/** A session in small: two points after each dose, one measure that can cross every limit, one effect of each kind. */
export const smallPlan: ResolvedSession = {
  id: "dosing",
  label: "Dosing session",
  kind: "dosing",
  encounterIds: ["dosing"],
  missedAfter: 20,
  minimumPresent: 2,
  capacities: [
    {
      id: "lead",
      label: "Lead monitor",
      roles: ["lead-therapist"],
      credentials: [],
      counts: true,
      required: true,
    },
    {
      id: "assistant",
      label: "Assistant",
      roles: ["co-therapist", "site-coordinator"],
      credentials: [],
      counts: true,
      required: false,
    },
    {
      id: "physician",
      label: "Physician",
      roles: ["sub-investigator"],
      credentials: [],
      counts: false,
      required: false,
    },
  ],
  physician: { reachWithin: 15, roles: ["investigator", "sub-investigator"] },
  gate: [
    {
      id: "identity",
      label: "Identity",
      category: "identity",
      reads: "identity",
      override: "never",
      source: "Meadow",
    },
    {
      id: "pregnancy",
      label: "Not pregnant",
      category: "pregnancy",
      met: "true",
      override: "never",
      source: "Meadow",
    },
    {
      id: "fasting",
      label: "Fasted",
      category: "fasting",
      met: "true",
      override: "physician",
      source: "Meadow",
    },
    {
      id: "staff",
      label: "Two people",
      category: "staff",
      reads: "staff",
      override: "never",
      source: "Meadow",
    },
    {
      id: "physician",
      label: "Physician in reach",
      category: "staff",
      reads: "physician",
      override: "never",
      source: "Meadow",
    },
    {
      id: "vitals",
      label: "Vital signs",
      category: "vital-signs",
      reads: "vital-signs",
      override: "physician",
      source: "Meadow",
    },
    {
      id: "absolute",
      label: "Absolute limits",
      category: "vital-signs-absolute",
      reads: "vital-signs-absolute",
      override: "never",
      source: "Meadow",
    },
  ],
  retest: { after: 10, most: 2 },
  intervalDays: 21,
  measures: [
    {
      id: "systolic",
      label: "Systolic blood pressure",
      shortLabel: "SYS",
      unit: "mm[Hg]",
      decimals: 0,
      minimum: 50,
      maximum: 300,
      ...limits,
    },
  ],
  probes: [
    { id: "drug-effect", label: "Felt strength", type: "scale", minimum: 0, maximum: 100, readyAtMost: 10 },
    { id: "gait", label: "Gait normal", type: "yes-no" },
  ],
  effects: [
    {
      id: "euphoria",
      label: "Euphoria",
      group: "psychoactive",
      asked: true,
      term: "Euphoric mood",
      isAdverseEvent: true,
      specialInterest: "abuse-related",
    },
    {
      id: "vomiting",
      label: "Vomiting",
      group: "bodily",
      asked: false,
      term: "Vomiting",
      isAdverseEvent: false,
    },
  ],
  supplemental: {
    from: 90,
    to: 120,
    latest: 150,
    vitalsWithin: 15,
    withheldBy: ["vomiting"],
    reasons: [{ id: "declined", label: "Declined" }],
    source: "Meadow",
  },
  triggers: [
    { id: "vomited", question: "Vomited: an event?", on: "effect", words: [], of: ["vomiting"] },
    { id: "rescue", question: "Medication: for what?", on: "medication", words: [], of: [] },
    { id: "threshold", question: "Threshold crossed?", on: "alert", words: [], of: [] },
    { id: "emergency", question: "Emergency threshold crossed?", on: "emergency", words: [], of: [] },
    { id: "impaired", question: "Impaired?", on: "probe", words: [], of: [] },
    { id: "touched", question: "Touch outside the agreement?", on: "touch", words: [], of: [] },
    {
      id: "word",
      question: "A word in a note?",
      on: "note-word",
      words: ["fainted", "threw up", "euphoric"],
      of: [],
    },
  ],
  escalations: [
    {
      id: "raised",
      label: "Raised",
      emergency: false,
      startsOn: "alert",
      measures: [],
      steps: [{ id: "repeat", instruction: "Measure again", within: 5 }],
      source: "Meadow",
    },
    {
      id: "crisis",
      label: "Crisis",
      emergency: true,
      startsOn: "emergency",
      measures: [],
      steps: [{ id: "call", instruction: "Call", call: "physician", within: 1 }],
      source: "Meadow",
    },
  ],
  contacts: [{ id: "physician", label: "Physician" }],
  touchKinds: [
    { id: "hand", label: "Hand" },
    { id: "shoulder", label: "Shoulder" },
  ],
  rescueMedications: [{ id: "lorazepam", label: "Lorazepam", units: "mg" }],
  readiness: {
    earliest: 480,
    readingsApart: 30,
    tolerance: 0.2,
    criteria: [{ id: "escort", label: "Escort is here", kind: "arrangement" }],
    signedBy: ["lead-therapist", "sub-investigator"],
    source: "Meadow",
  },
  overnightCheckEvery: 120,
  grid: {
    without: [point("baseline", -15), point("first", 30), point("second", 60), point("hourly", 180)],
    withSupplemental: [
      point("baseline", -15),
      point("first", 30),
      point("second", 60),
      point("after", 30, "supplemental"),
      point("late", 300),
    ],
  },
};

const member = ({ user, name, role }: Person, capacities: TeamMember["capacities"], isPhysician = false) => ({
  user,
  name,
  roles: [role],
  capacities,
  isPhysician,
});

export const smallPack: SessionPackage = {
  plan: smallPlan,
  sessionId,
  participantId,
  participantNumber: "01-0001",
  siteId: numberedId(2, 1),
  visitId: "at-dosing",
  visitName: "Dosing",
  level: "80",
  records: {
    pregnancy: { verdict: "met", because: "Negative." },
    fasting: { verdict: "met", because: "12 hours." },
  },
  team: [
    member(staff.therapist, { lead: [] }),
    member(staff.coordinator, { assistant: [] }),
    member(staff.southCoordinator, { assistant: ["license “Practice” is out of date"] }),
    member(staff.subInvestigator, { physician: [] }, true),
    member(staff.investigator, {}, true),
  ],
  kits: {
    initial: { code: "AAAA-AAAA" as never, state: "dispensed", capsules: 2 },
    supplemental: { code: "BBBB-BBBB" as never, state: "dispensed", capsules: 1 },
  },
  touchPermitted: ["hand"],
  contacts: [{ id: "physician", label: "Physician", telephone: "+1 212 555 0100" }],
};

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

export const morning = "2026-05-04T13:00:00.000Z" as Instant;

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
