import type { Truth } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { evidenceFor } from "../eligibility/evidence.ts";
import { evaluateCondition } from "../expression/evaluate.ts";
import type { RecordScope } from "../record/record-scope.ts";

/** What a rule of the gate says of a participant's record, and what it read there, in words. */
export type GateLineAssessment = { readonly truth: Truth; readonly read: string };

/** Judges one line by its rule; unknown where the line has none. */
export function assessGateLine(
  design: CompiledDesign,
  record: RecordScope,
  planId: string,
  lineId: string,
): GateLineAssessment {
  const rule = design.gateRules.get(`${planId}/${lineId}`);
  if (!rule) return { truth: "unknown", read: "The protocol does not say how this is read." };
  const read = evidenceFor(design, rule, record)
    .filter(({ what }) => !what.startsWith("$"))
    .map(({ label, shown }) => `${label}: ${shown}`)
    .join("; ");
  return { truth: evaluateCondition(rule, record).truth, read };
}
