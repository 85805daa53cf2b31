import type { Instant } from "#kernel";
import type { SessionFacts } from "./session-facts.ts";
import { beyond, named, notMeasured } from "./thresholds.ts";
import { firstDose, minutesBetween } from "./times.ts";

/** Whether the supplemental dose may be offered now; where not, every reason, in words. */
export type SupplementalStanding = {
  readonly mayBeOffered: boolean;
  readonly withheldBecause: readonly string[];
  /** Minutes after the initial dose. */
  readonly opensAfter: number;
  readonly closesAfter: number;
};

/** The rules of the second dose: inside its window, once, with vital signs that permit it and nothing that speaks against it. */
export function supplementalStanding(facts: SessionFacts, at: Instant): SupplementalStanding | undefined {
  const rules = facts.pack.plan.supplemental;
  if (!rules) return undefined;
  const because = [
    ...timing(facts, at),
    ...vitalSigns(facts, at),
    ...symptoms(facts),
    ...(facts.session.escalations.some((one) => one.resolvedAt === null && isEmergency(facts, one.escalation))
      ? ["An emergency is not yet resolved."]
      : []),
  ];
  return {
    mayBeOffered: because.length === 0,
    withheldBecause: because,
    opensAfter: rules.from,
    closesAfter: rules.to,
  };
}

function timing({ session, pack }: SessionFacts, at: Instant): readonly string[] {
  const rules = pack.plan.supplemental;
  const initial = firstDose(session, "initial");
  if (!rules) return [];
  if (!initial) return ["The initial dose has not been given."];
  if (firstDose(session, "supplemental")) return ["It was given already."];
  const minutes = minutesBetween(initial.at, at);
  if (minutes < rules.from) return [`${Math.ceil(rules.from - minutes)} min too early.`];
  if (minutes > rules.to) return [`Its window closed ${Math.ceil(minutes - rules.to)} min ago.`];
  return [];
}

function vitalSigns({ session, pack }: SessionFacts, at: Instant): readonly string[] {
  const within = pack.plan.supplemental?.vitalsWithin ?? 0;
  const latest = session.vitals.findLast((one) => !one.struck && one.at <= at);
  if (!latest || minutesBetween(latest.at, at) > within)
    return [`No vital signs within the last ${within} min.`];
  const missing = notMeasured(pack.plan, latest.values);
  if (missing.length > 0) return [`Not measured: ${missing.map(({ label }) => label).join(", ")}.`];
  const found = beyond(pack.plan, latest.values, "supplemental");
  return found.length > 0 ? [`Above the limit: ${named(found)}.`] : [];
}

function symptoms({ session, pack }: SessionFacts): readonly string[] {
  const withheldBy = pack.plan.supplemental?.withheldBy ?? [];
  return session.effects
    .filter(
      ({ effect, endedAt }) => withheldBy.includes(effect) && (endedAt === null || effect === "vomiting"),
    )
    .map(({ effect }) => pack.plan.effects.find(({ id }) => id === effect)?.label ?? effect);
}

function isEmergency({ pack }: SessionFacts, escalation: string): boolean {
  return pack.plan.escalations.find(({ id }) => id === escalation)?.emergency ?? false;
}
