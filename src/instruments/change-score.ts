import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { instruments } from "./registry.ts";
import type { Scored } from "./score.ts";

/** What changed between two results of one instrument version. */
export type Change = {
  readonly instrument: string;
  readonly version: string;
  /** `to` minus `from` for every numeric score, in its unit: negative where it fell. Null where either is null. */
  readonly changes: Readonly<Record<string, number | null>>;
  /** For every null change, why. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Whether one of the two was prorated. */
  readonly prorated: boolean;
};

/**
 * The change from one result to a later one. Refused where the instruments or their versions differ: CAPS-IV and
 * CAPS-5, or a past week and a past month, have no common scale.
 */
export function changeScore(from: Scored, to: Scored): Result<Change, Refusal> {
  const refused = whyNotComparable(from, to);
  if (refused) return failed(refused);
  const entries = numericScores(to.instrument).map((id) => [id, changeOf(from, to, id)] as const);
  return ok({
    instrument: to.instrument,
    version: to.version,
    changes: Object.fromEntries(entries.map(([id, { change }]) => [id, change])),
    reasons: Object.fromEntries(
      entries.flatMap(([id, one]) => (one.change === null ? [[id, one.reason]] : [])),
    ),
    prorated: from.prorated || to.prorated,
  });
}

function whyNotComparable(from: Scored, to: Scored): Refusal | undefined {
  const both = `${from.instrument} ${from.version} to ${to.instrument} ${to.version}`;
  if (from.instrument !== to.instrument) {
    const message = `Cannot compute a change from ${both}: they are different instruments. Compare standardized effects instead.`;
    return refusal("instruments-differ", message, noCommonScale);
  }
  if (from.version !== to.version) {
    const message = `Cannot compute a change from ${both}: they are different versions. Score both with the same version.`;
    return refusal("instrument-versions-differ", message, noCommonScale);
  }
  if (instruments.has(to.instrument)) return undefined;
  const message = `Cannot compute a change of ${to.instrument}: there is no such instrument.`;
  return refusal("instrument-unknown", message, noCommonScale, { because: "not-found" });
}

const noCommonScale =
  "Instrument definition: items, ranges and scores are bound to one instrument and version";

function numericScores(instrumentId: string): readonly string[] {
  const scores = instruments.get(instrumentId)?.definition.scores ?? [];
  return scores.filter(({ type }) => type === "integer" || type === "number").map(({ id }) => id);
}

type OneChange = { readonly change: number } | { readonly change: null; readonly reason: string };

function changeOf(from: Scored, to: Scored, id: string): OneChange {
  const [before, after] = [from.scores[id], to.scores[id]];
  if (typeof before === "number" && typeof after === "number") return { change: after - before };
  const reasons = [
    ...(typeof before === "number" ? [] : [`before: ${from.reasons[id] ?? "no score"}`]),
    ...(typeof after === "number" ? [] : [`after: ${to.reasons[id] ?? "no score"}`]),
  ];
  return { change: null, reason: reasons.join("; ") };
}
