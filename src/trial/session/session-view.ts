import { z } from "zod";
import type { CompiledDesign } from "#design";
import type { Instant } from "#kernel";
import { blindedTo, type Viewer } from "../blinding/view.ts";
import { sessionEvents } from "./events.ts";
import type { SessionPackage } from "./session-facts.ts";
import type { SessionState } from "./state.ts";
import { minutesBetween } from "./times.ts";

const seen = { at: z.string(), by: z.string(), version: z.int().nullable() };
const strikable = { ...seen, struck: z.boolean() };
const e = sessionEvents;

/** A session as it stands. What could tell the arm is empty for whoever is blinded to it, and `isPartial` says so. */
export const sessionStateView = z.object({
  status: z.enum(["none", "preparing", "open", "dosed", "ended"]),
  opened: e.SessionOpened.data.nullable(),
  openedAt: z.string().nullable(),
  presence: z.array(
    z.object({
      user: z.string(),
      name: z.string(),
      capacity: z.string(),
      from: z.string(),
      until: z.string().nullable(),
    }),
  ),
  physician: e.PhysicianReachConfirmed.data.extend(seen).nullable(),
  identity: e.IdentityConfirmed.data.extend(seen).nullable(),
  overrides: z.record(z.string(), z.object({ by: z.string(), at: z.string() })),
  gate: e.GateOpened.data.extend({ at: z.string() }).nullable(),
  kits: z.object({
    initial: e.SessionKitOpened.data.extend({ at: z.string() }).optional(),
    supplemental: e.SessionKitOpened.data.extend({ at: z.string() }).optional(),
  }),
  doses: z.array(e.DoseGiven.data.extend(seen)),
  supplemental: e.SupplementalDecided.data.extend(seen).nullable(),
  vitals: z.array(e.VitalsRecorded.data.extend(strikable)),
  probes: z.array(e.ProbesRecorded.data.extend(strikable)),
  omitted: z.array(e.MeasurementOmitted.data.extend(seen)),
  effects: z.array(
    e.EffectNoted.data.extend({
      ...seen,
      peakAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      course: z.array(z.object({ at: z.string(), intensity: z.string() })),
    }),
  ),
  distress: z.array(e.DistressRated.data.extend(strikable)),
  music: z.array(e.MusicChanged.data.extend(seen)),
  eyeshades: z.array(e.EyeshadesChanged.data.extend(seen)),
  touches: z.array(e.TouchBegan.data.extend({ ...seen, endedAt: z.string().nullable() })),
  touchRevoked: z.array(z.string()),
  notes: z.array(e.NoteTaken.data.extend(strikable)),
  medications: z.array(e.MedicationGiven.data.extend({ ...strikable, signed: z.boolean() })),
  escalations: z.array(
    e.EscalationStarted.data.extend({
      ...seen,
      steps: z.array(z.object({ ...seen, entryId: z.string(), step: z.string(), signed: z.boolean() })),
      resolvedAt: z.string().nullable(),
    }),
  ),
  tasks: z.array(
    e.EventTaskRaised.data.extend({
      ...seen,
      answer: z.object({ kind: z.enum(["event", "no-event"]), formKey: z.string().nullable() }).nullable(),
    }),
  ),
  assessments: z.array(e.ReadinessAssessed.data.extend(seen)),
  ended: z
    .object({
      ...seen,
      ending: e.SessionEnded.data.shape.ending,
      note: e.NoteTaken.data.shape.note.optional(),
    })
    .nullable(),
  attendant: e.AttendantTookOver.data.extend(seen).nullable(),
  nightChecks: z.array(e.NightChecked.data.extend(seen)),
  releasedAt: z.string().nullable(),
});

/** What a viewer may read of a session: all of it, all but what could tell the arm, or nothing. */
export function sessionVisibility(
  design: CompiledDesign,
  viewer: Viewer,
): "all" | "without-unblinding" | "nothing" {
  const facts = blindedTo(design, viewer);
  if (facts.has("session-content")) return "nothing";
  return facts.has("potentially-unblinding") ? "without-unblinding" : "all";
}

/** The session without anything that could tell the arm: measurements, effects, decisions, what followed from them. */
export function withoutUnblinding(session: SessionState): SessionState {
  return {
    ...session,
    doses: session.doses.filter(({ kind }) => kind === "initial"),
    kits: session.kits.initial ? { initial: session.kits.initial } : {},
    supplemental: null,
    vitals: [],
    probes: [],
    omitted: [],
    effects: [],
    distress: [],
    notes: [],
    medications: [],
    escalations: [],
    tasks: [],
    assessments: [],
    nightChecks: [],
  };
}

/** Minutes from the first dose until two found the participant ready: an endpoint. Null while it has not happened. */
export function minutesToReadiness({ doses, assessments }: SessionState): number | null {
  const dose = doses[0];
  const ready = assessments.find((one) => one.ready);
  if (!dose || !ready) return null;
  return Math.round(minutesBetween(dose.at, ready.at));
}

export type SessionAnswer = {
  readonly sessionId: string;
  readonly version: number;
  readonly session: SessionState;
  readonly pack: SessionPackage;
  readonly isPartial: boolean;
  readonly minutesToReadiness: number | null;
  readonly asOf: Instant;
};
