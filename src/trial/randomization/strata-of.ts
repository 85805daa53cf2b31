import { type CompiledDesign, factorValues, recordScope } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { participantRecord } from "../participant-record.ts";
import { dayOf, nameOf } from "../refusals.ts";
import { type AllocationPlan, siteFactorId } from "./allocation-plan.ts";
import { type Strata, strataIssues } from "./strata.ts";

const cites = "ICH E9 2.3.2; protocol, randomization";

/** The values that are there of the plan's factors, from the forms and the site. */
export function knownStrata(
  facts: Facts,
  design: CompiledDesign,
  { factors }: AllocationPlan,
  context: Context,
): Strata {
  const record = participantRecord(facts.participant, design, dayOf(facts, context), facts.site.zone);
  const known: Strata = {
    ...factorValues(design, recordScope(design, record)),
    [siteFactorId]: facts.siteId ?? "",
  };
  return Object.fromEntries(
    factors.flatMap(({ id }) => (known[id] === undefined ? [] : [[id, known[id]] as const])),
  );
}

/** The value of every factor, or the refusal to randomize while one is missing. */
export function strataOf(
  facts: Facts,
  design: CompiledDesign,
  plan: AllocationPlan,
  context: Context,
): Result<Strata, Refusal> {
  const strata = knownStrata(facts, design, plan, context);
  const [issue] = strataIssues(plan, strata);
  if (!issue) return ok(strata);
  const message = `Cannot randomize ${nameOf(facts)}: ${issue.message}. Submit the form that holds it.`;
  return failed(refusal("stratum-unknown", message, cites, { path: issue.path }));
}
