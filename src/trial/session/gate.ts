import { type GateLine, neverOverridden } from "#design";
import type { Instant } from "#kernel";
import { missingPeople } from "./presence.ts";
import type { GateVerdict, RecordVerdict, SessionFacts } from "./session-facts.ts";
import type { Vitals } from "./state.ts";
import { beyond, named, notMeasured } from "./thresholds.ts";
import { minutesBetween } from "./times.ts";

/** One line of the gate as it stands: what its records say, and whether a physician has overridden it. */
export type GateLineStanding = {
  readonly line: GateLine;
  readonly verdict: GateVerdict | "overridden";
  readonly because: string;
  readonly mayBeOverridden: boolean;
};

/** Every line before a dose. What is read from the session itself is judged now; the rest as it was last read from the record. */
export function gateOf(facts: SessionFacts, at: Instant): readonly GateLineStanding[] {
  return facts.pack.plan.gate.map((line) => {
    const { verdict, because } = judged(facts, line, at);
    const overridden = facts.session.overrides[line.id];
    const mayBeOverridden = line.override === "physician" && !neverOverridden.includes(line.category);
    if (verdict !== "met" && overridden && mayBeOverridden)
      return {
        line,
        verdict: "overridden",
        because: `${because} Overridden by ${overridden.by}.`,
        mayBeOverridden,
      };
    return { line, verdict, because, mayBeOverridden };
  });
}

/** What still keeps the gate closed. */
export function closedBy(facts: SessionFacts, at: Instant): readonly GateLineStanding[] {
  return gateOf(facts, at).filter(({ verdict }) => verdict !== "met" && verdict !== "overridden");
}

function judged(facts: SessionFacts, line: GateLine, at: Instant): RecordVerdict {
  switch (line.reads) {
    case "identity":
      return facts.session.identity
        ? met("Checked by two particulars.")
        : unknown("Nobody has confirmed yet who this is.");
    case "staff": {
      const missing = missingPeople(facts, at);
      return missing.length === 0 ? met("Everybody is here.") : notMet(`In the room: ${missing.join(", ")}.`);
    }
    case "physician":
      return physicianInReach(facts);
    case "vital-signs":
      return vitalsPermit(facts, "preDose");
    case "vital-signs-absolute":
      return vitalsPermit(facts, "preDoseAbsolute");
    default:
      return facts.pack.records[line.id] ?? unknown("The record has not been read yet.");
  }
}

function physicianInReach({ session, pack }: SessionFacts): RecordVerdict {
  const { physician } = session;
  const wanted = pack.plan.physician;
  if (!wanted) return met("The protocol asks for none.");
  if (!physician) return unknown("No physician has confirmed yet to be in reach.");
  if (physician.minutes <= wanted.reachWithin)
    return met(`${physician.name}, ${physician.minutes} min, ${physician.telephone}.`);
  return notMet(`${physician.name} needs ${physician.minutes} min; the limit is ${wanted.reachWithin} min.`);
}

/** The latest complete set of resting vital signs; one beyond a limit is measured again, so often and so far apart as the plan says. */
function vitalsPermit(
  { session, pack }: SessionFacts,
  threshold: "preDose" | "preDoseAbsolute",
): RecordVerdict {
  const sets = baselineVitals(session.vitals);
  const latest = sets.at(-1);
  if (!latest) return unknown("No vital signs have been measured yet.");
  const missing = notMeasured(pack.plan, latest.values);
  if (missing.length > 0) return unknown(`Not measured: ${missing.map(({ label }) => label).join(", ")}.`);
  const found = beyond(pack.plan, latest.values, threshold);
  if (found.length > 0) return notMet(`${named(found)}.${retestAdvice(pack.plan.retest, sets.length)}`);
  const before = sets.at(-2);
  const wasBeyond = before && beyond(pack.plan, before.values, threshold).length > 0;
  const apart = before ? minutesBetween(before.at, latest.at) : 0;
  const { retest } = pack.plan;
  if (wasBeyond && retest && apart < retest.after)
    return notMet(
      `Measured again after ${Math.floor(apart)} min; wait ${retest.after} min and measure again.`,
    );
  if (retest && sets.length > retest.most + 1)
    return notMet(`Measured ${sets.length} times; the protocol permits ${retest.most} repetitions.`);
  return met(`Within limits at ${latest.at}.`);
}

function retestAdvice(retest: SessionFacts["pack"]["plan"]["retest"], sets: number): string {
  if (!retest || sets > retest.most) return "";
  return ` Measure again after ${retest.after} min.`;
}

function baselineVitals(vitals: readonly Vitals[]): readonly Vitals[] {
  return vitals.filter(({ struck }) => !struck);
}

const met = (because: string): RecordVerdict => ({ verdict: "met", because });
const notMet = (because: string): RecordVerdict => ({ verdict: "not-met", because });
const unknown = (because: string): RecordVerdict => ({ verdict: "unknown", because });
