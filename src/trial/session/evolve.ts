import { type Instant, unreachable } from "#kernel";
import type { EventMeta, EventsOf, Recorded } from "../event.ts";
import type { sessionEvents } from "./events.ts";
import { idOfStep } from "./ids-of-command.ts";
import type { DataOf, Effect, Recording, SessionState } from "./state.ts";

type SessionEvent = Recorded<EventsOf<typeof sessionEvents>>;

/** Folds one event of a session. What arrives late is put where it belongs in time, not at the end. */
export function evolveSession(state: SessionState, event: SessionEvent): SessionState {
  const { meta } = event;
  const seen = recording(meta);
  switch (event.type) {
    case "SessionOpened":
      return { ...state, status: "preparing", opened: event.data, openedAt: meta.occurredAt };
    case "PersonEntered": {
      const { user, name, capacity, relieves } = event.data;
      const left = relieves ? leaving(state.presence, relieves, meta.occurredAt) : state.presence;
      const entered = { user, name, capacity, from: meta.occurredAt, until: null };
      return { ...state, presence: [...left, entered] };
    }
    case "PersonLeft":
      return { ...state, presence: leaving(state.presence, event.data.user, meta.occurredAt) };
    case "PhysicianReachConfirmed":
      return { ...state, physician: { ...event.data, ...seen } };
    case "IdentityConfirmed":
      return { ...state, identity: { ...event.data, ...seen } };
    case "GateLineOverridden": {
      const { lineId, printedName } = event.data;
      return {
        ...state,
        overrides: { ...state.overrides, [lineId]: { by: printedName, at: meta.occurredAt } },
      };
    }
    case "GateOpened":
      return {
        ...state,
        status: state.status === "preparing" ? "open" : state.status,
        gate: { ...event.data, at: meta.occurredAt },
      };
    case "SessionKitOpened":
      return {
        ...state,
        kits: { ...state.kits, [event.data.kind]: { ...event.data, at: meta.occurredAt } },
      };
    case "DoseGiven":
      return {
        ...state,
        status: state.status === "ended" ? "ended" : "dosed",
        doses: inTime(state.doses, { ...event.data, ...seen }),
      };
    case "VitalsRecorded":
      return { ...state, vitals: inTime(state.vitals, { ...event.data, ...seen, struck: false }) };
    case "ProbesRecorded":
      return { ...state, probes: inTime(state.probes, { ...event.data, ...seen, struck: false }) };
    case "MeasurementOmitted":
      return { ...state, omitted: [...state.omitted, { ...event.data, ...seen }] };
    case "SupplementalDecided":
      return { ...state, supplemental: { ...event.data, ...seen } };
    case "DistressRated":
      return { ...state, distress: inTime(state.distress, { ...event.data, ...seen, struck: false }) };
    case "NoteTaken":
      return { ...state, notes: inTime(state.notes, { ...event.data, ...seen, struck: false }) };
    case "MusicChanged":
      return { ...state, music: inTime(state.music, { ...event.data, ...seen }) };
    case "EyeshadesChanged":
      return { ...state, eyeshades: inTime(state.eyeshades, { ...event.data, ...seen }) };
    case "MedicationGiven": {
      const given = { ...event.data, ...seen, struck: false, signed: !event.data.toBeSigned };
      return { ...state, medications: inTime(state.medications, given) };
    }
    default:
      return evolveCourses(state, event, seen);
  }
}

/** Effects, touch and escalations: what has a course of its own. */
function evolveCourses(
  state: SessionState,
  event: Exclude<SessionEvent, { type: "SessionOpened" }>,
  seen: Recording,
): SessionState {
  const { meta } = event;
  switch (event.type) {
    case "EffectNoted": {
      const { onset, intensity } = event.data;
      const effect: Effect = {
        ...event.data,
        ...seen,
        peakAt: null,
        endedAt: null,
        course: [{ at: onset, intensity }],
      };
      return { ...state, effects: [...state.effects, effect] };
    }
    case "EffectChanged":
      return {
        ...state,
        effects: state.effects.map((one) =>
          one.effectKey === event.data.effectKey ? changed(one, event.data, meta.occurredAt) : one,
        ),
      };
    case "TouchBegan":
      return { ...state, touches: [...state.touches, { ...event.data, ...seen, endedAt: null }] };
    case "TouchEnded":
      return {
        ...state,
        touches: state.touches.map((one) =>
          one.touchId === event.data.touchId ? { ...one, endedAt: meta.occurredAt } : one,
        ),
      };
    case "TouchRevoked":
      return { ...state, touchRevoked: [...new Set([...state.touchRevoked, ...event.data.kinds])] };
    case "EscalationStarted":
      return {
        ...state,
        escalations: [...state.escalations, { ...event.data, ...seen, steps: [], resolvedAt: null }],
      };
    case "EscalationStepTaken":
      return {
        ...state,
        escalations: state.escalations.map((one) =>
          one.escalationKey === event.data.escalationKey
            ? { ...one, steps: [...one.steps, taken(event.data, seen)] }
            : one,
        ),
      };
    case "EscalationResolved":
      return {
        ...state,
        escalations: state.escalations.map((one) =>
          one.escalationKey === event.data.escalationKey ? { ...one, resolvedAt: meta.occurredAt } : one,
        ),
      };
    default:
      return evolveEnding(state, event, seen);
  }
}

/** What is signed and answered afterwards, how it ends, and the night. */
function evolveEnding(
  state: SessionState,
  event: Exclude<SessionEvent, { type: "SessionOpened" }>,
  seen: Recording,
): SessionState {
  const { meta } = event;
  switch (event.type) {
    case "StepsSigned":
      return signed(state, new Set(event.data.entries), seen.by);
    case "EventTaskRaised":
      return { ...state, tasks: [...state.tasks, { ...event.data, ...seen, answer: null }] };
    case "EventTaskAnswered": {
      const { data } = event;
      const answer =
        data.answer === "event"
          ? { kind: data.answer, formKey: data.formKey }
          : { kind: data.answer, formKey: null };
      return {
        ...state,
        tasks: state.tasks.map((one) => (one.taskId === data.taskId ? { ...one, answer } : one)),
      };
    }
    case "ReadinessAssessed":
      return { ...state, assessments: inTime(state.assessments, { ...event.data, ...seen }) };
    case "SessionEnded": {
      const { ending, note } = event.data;
      return { ...state, status: "ended", ended: { ending, ...(note ? { note } : {}), ...seen } };
    }
    case "AttendantTookOver":
      return { ...state, attendant: { ...event.data, ...seen } };
    case "NightChecked":
      return { ...state, nightChecks: inTime(state.nightChecks, { ...event.data, ...seen }) };
    case "MorningReleased":
      return { ...state, releasedAt: meta.occurredAt };
    case "EntryStruck":
      return struck(state, event.data.entryId);
    default:
      return unreachable(event as never);
  }
}

function recording({ occurredAt, actor, version }: EventMeta): Recording {
  return { at: occurredAt, by: actor.user, version };
}

function leaving(presence: SessionState["presence"], user: string, at: Instant): SessionState["presence"] {
  return presence.map((one) =>
    one.user === user && one.until === null && one.from <= at ? { ...one, until: at } : one,
  );
}

/** The list with one more, in its place by when it happened. */
function inTime<Entry extends { readonly at: Instant }>(
  entries: readonly Entry[],
  entry: Entry,
): readonly Entry[] {
  const last = entries.at(-1);
  if (!last || last.at <= entry.at) return [...entries, entry];
  const index = entries.findIndex(({ at }) => at > entry.at);
  return [...entries.slice(0, index), entry, ...entries.slice(index)];
}

function changed(
  effect: Effect,
  { intensity, valence, peakAt, endedAt }: { readonly [Key in keyof Effect]?: unknown },
  at: Instant,
): Effect {
  return {
    ...effect,
    ...(intensity
      ? {
          intensity: intensity as Effect["intensity"],
          course: [...effect.course, { at, intensity: String(intensity) }],
        }
      : {}),
    ...(valence ? { valence: valence as Effect["valence"] } : {}),
    ...(peakAt ? { peakAt: peakAt as Instant } : {}),
    ...(endedAt ? { endedAt: endedAt as Instant } : {}),
  };
}

function taken({ escalationKey, step, toBeSigned }: DataOf<"EscalationStepTaken">, seen: Recording) {
  return { ...seen, entryId: idOfStep(escalationKey, step), step, signed: !toBeSigned };
}

/** A step that two took has one id: each signs for their own. */
function signed(state: SessionState, entries: ReadonlySet<string>, by: Recording["by"]): SessionState {
  const sign = <Entry extends Recording & { readonly entryId: string; readonly signed: boolean }>(
    steps: readonly Entry[],
  ): readonly Entry[] =>
    steps.map((one) => (one.by === by && entries.has(one.entryId) ? { ...one, signed: true } : one));
  return {
    ...state,
    medications: sign(state.medications),
    escalations: state.escalations.map((one) => ({ ...one, steps: sign(one.steps) })),
  };
}

function struck(state: SessionState, entryId: string): SessionState {
  const strike = <Entry extends { readonly entryId: string; readonly struck: boolean }>(
    entries: readonly Entry[],
  ): readonly Entry[] => entries.map((one) => (one.entryId === entryId ? { ...one, struck: true } : one));
  return {
    ...state,
    vitals: strike(state.vitals),
    probes: strike(state.probes),
    distress: strike(state.distress),
    notes: strike(state.notes),
    medications: strike(state.medications),
  };
}
