import type { CompiledDesign } from "../compile/compiled-design.ts";
import { numberOf } from "../compile/number-of.ts";
import type { NumberOrParameter } from "../model/primitives.ts";
import type { SessionPlan } from "../model/session.ts";
import { type SessionGrid, sessionGrid } from "./session-grid.ts";

/** A value in which each parameter has become its number; one that has none is left out. */
type Resolved<Value> = Value extends { readonly parameter: string }
  ? never
  : Value extends readonly (infer Element)[]
    ? readonly Resolved<Element>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Resolved<Value[Key]> }
      : Value;

/**
 * A plan with its numbers in place and its grid laid out: plain JSON, which a tablet can hold and every rule of a session reads. Spans are
 * in minutes, the interval between doses in days.
 */
export type ResolvedSession = Omit<
  Resolved<SessionPlan>,
  | "gate"
  | "missedAfter"
  | "readiness"
  | "supplemental"
  | "retest"
  | "physician"
  | "overnightCheckEvery"
  | "locksAfter"
> & {
  readonly gate: SessionPlan["gate"];
  readonly missedAfter: number;
  readonly readiness: Resolved<NonNullable<SessionPlan["readiness"]>> | null;
  readonly supplemental: Resolved<NonNullable<SessionPlan["supplemental"]>> | null;
  readonly retest: Resolved<NonNullable<SessionPlan["retest"]>> | null;
  readonly physician: Resolved<NonNullable<SessionPlan["physician"]>> | null;
  readonly overnightCheckEvery: number | null;
  readonly locksAfter: number | null;
  readonly grid: SessionGrid;
};

/** The plan of the session at an encounter, if it has one. */
export function sessionPlanAt(design: CompiledDesign, encounterId: string): SessionPlan | undefined {
  return design.design.sessions?.find(({ encounterIds }) => encounterIds.includes(encounterId));
}

const resolvedBefore = new WeakMap<CompiledDesign, Map<string, ResolvedSession>>();

export function resolveSession(design: CompiledDesign, plan: SessionPlan): ResolvedSession {
  const known = resolvedBefore.get(design) ?? new Map<string, ResolvedSession>();
  resolvedBefore.set(design, known);
  const resolved = known.get(plan.id) ?? resolve(design, plan);
  known.set(plan.id, resolved);
  return resolved;
}

function resolve(design: CompiledDesign, plan: SessionPlan): ResolvedSession {
  const minutes = (value: NumberOrParameter): number => minutesOf(design, value) ?? 0;
  const { readiness, supplemental, retest, physician, overnightCheckEvery, locksAfter } = plan;
  return {
    ...(numbersIn(design, plan) as Resolved<SessionPlan>),
    gate: plan.gate,
    missedAfter: minutes(plan.missedAfter),
    escalations: plan.escalations.map((one) => ({
      ...one,
      steps: one.steps.map((step) => ({ ...step, within: minutes(step.within) })),
    })),
    readiness: readiness
      ? {
          ...readiness,
          earliest: minutes(readiness.earliest),
          readingsApart: minutes(readiness.readingsApart),
          tolerance: numberOf(design.parameters, readiness.tolerance) ?? 0,
        }
      : null,
    supplemental: supplemental
      ? {
          ...supplemental,
          from: minutes(supplemental.from),
          to: minutes(supplemental.to),
          latest: minutes(supplemental.latest),
          vitalsWithin: minutes(supplemental.vitalsWithin),
        }
      : null,
    retest: retest
      ? { after: minutes(retest.after), most: numberOf(design.parameters, retest.most) ?? 0 }
      : null,
    physician: physician ? { ...physician, reachWithin: minutes(physician.reachWithin) } : null,
    overnightCheckEvery: overnightCheckEvery === undefined ? null : minutes(overnightCheckEvery),
    locksAfter: (locksAfter === undefined ? undefined : minutesOf(design, locksAfter)) ?? null,
    grid: sessionGrid(design, plan),
  };
}

const minutesPer: Readonly<Record<string, number>> = { min: 1, h: 60, d: 1_440 };

/** Of a parameter in minutes, hours or days the minutes; a bare number is minutes. */
export function minutesOf({ parameters }: CompiledDesign, value: NumberOrParameter): number | undefined {
  const number = numberOf(parameters, value);
  if (number === undefined || typeof value === "number") return number;
  return number * (minutesPer[parameters.get(value.parameter)?.unit ?? "min"] ?? 1);
}

function numbersIn(design: CompiledDesign, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => numbersIn(design, one));
  if (typeof value !== "object" || value === null) return value;
  if (isParameter(value)) return numberOf(design.parameters, value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const resolved = numbersIn(design, inner);
      return resolved === undefined ? [] : [[key, resolved]];
    }),
  );
}

function isParameter(value: object): value is { readonly parameter: string } {
  return "parameter" in value && Object.keys(value).length === 1;
}
