import type { Instant } from "#kernel";
import type { SessionFacts } from "./session-facts.ts";
import type { Vitals } from "./state.ts";
import { beyond, named, notMeasured } from "./thresholds.ts";
import { firstDose, minutesBetween, minutesSinceDose } from "./times.ts";

/**
 * Everything that speaks against readiness for discharge at a moment, in words; empty where nothing does. Measurements and probes are
 * read from the record; the two who sign answer the rest (FDA complete response letter, NDA 215455, 8 August 2024, p. 4).
 */
export function unmetReadiness(
  facts: SessionFacts,
  answers: Readonly<Record<string, boolean>>,
  at: Instant,
): readonly string[] {
  const { readiness } = facts.pack.plan;
  if (!readiness) return [];
  const minutes = minutesSinceDose(facts.session, at);
  const early =
    minutes !== undefined && minutes < readiness.earliest
      ? [`${Math.ceil(readiness.earliest - minutes)} min until the earliest discharge`]
      : [];
  const open = readiness.criteria.filter(({ id }) => answers[id] !== true).map(({ label }) => label);
  const alarms = facts.session.escalations.filter(({ resolvedAt }) => resolvedAt === null);
  return [
    ...early,
    ...vitalSigns(facts, at),
    ...probes(facts),
    ...distress(facts),
    ...open,
    ...(alarms.length > 0 ? ["an escalation is not yet resolved"] : []),
  ];
}

function vitalSigns({ session, pack }: SessionFacts, at: Instant): readonly string[] {
  const { readiness } = pack.plan;
  const dose = firstDose(session, "initial") ?? session.doses[0];
  if (!readiness || !dose) return [];
  const valid = session.vitals.filter(({ struck, at: taken }) => !struck && taken <= at);
  const baseline = valid.findLast((one) => one.at <= dose.at);
  const latest = valid.findLast((one) => one.at > dose.at);
  const earlier =
    latest &&
    valid.findLast((one) => one.at > dose.at && minutesBetween(one.at, latest.at) >= readiness.readingsApart);
  if (!latest || !earlier) return [`two sets of vital signs, ${readiness.readingsApart} min apart`];
  return [earlier, latest].flatMap((one) => [
    ...notMeasured(pack.plan, one.values).map(({ label }) => `${label} was not measured`),
    ...(beyond(pack.plan, one.values, "discharge").length > 0
      ? [named(beyond(pack.plan, one.values, "discharge"))]
      : []),
    ...offBaseline(pack.plan.measures, one, baseline, readiness.tolerance),
  ]);
}

/** Too far above the baseline: a value below it holds nobody back unless it is as far away. */
function offBaseline(
  measures: SessionFacts["pack"]["plan"]["measures"],
  { values }: Vitals,
  baseline: Vitals | undefined,
  tolerance: number,
): readonly string[] {
  return measures.flatMap(({ id, label, discharge }) => {
    const [value, before] = [values[id], baseline?.values[id]];
    if (value === undefined || before === undefined || discharge === undefined) return [];
    const isOff = Math.abs(value - before) > tolerance * before;
    return isOff ? [`${label} ${value}, before the dose ${before}`] : [];
  });
}

function probes({ session, pack }: SessionFacts): readonly string[] {
  const latest = session.probes.findLast(({ struck }) => !struck);
  return pack.plan.probes.flatMap(({ id, label, type, readyAtMost }) => {
    const answer = latest?.answers[id];
    if (type === "scale" && readyAtMost === undefined) return [];
    const isReady =
      type === "yes-no" ? answer === true : typeof answer === "number" && answer <= (readyAtMost ?? 0);
    return isReady ? [] : [answer === undefined ? `${label} was not asked` : label];
  });
}

function distress({ session }: SessionFacts): readonly string[] {
  const dose = firstDose(session, "initial");
  const rated = session.distress.filter(({ struck }) => !struck);
  const before = rated.findLast(({ at }) => dose !== undefined && at <= dose.at);
  const latest = rated.at(-1);
  if (!dose) return [];
  if (!before || !latest || latest.at <= dose.at) return ["distress (SUDS) before the dose and now"];
  return latest.distress <= before.distress
    ? []
    : [`distress ${latest.distress}, before the dose ${before.distress}`];
}
