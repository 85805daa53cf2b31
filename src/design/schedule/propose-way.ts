import type { Truth } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { evaluateCondition } from "../expression/evaluate.ts";
import type { EvaluationScope } from "../expression/scope.ts";

/** What the conditions of a decision say of a participant; a person decides. */
export type WayProposal = {
  /** The way of the first condition that is true; the default where all are false; undefined while it is open. */
  readonly next: string | undefined;
  /** Each condition with its truth; one without a rule is unknown, for a person answers it. */
  readonly conditions: readonly {
    readonly condition: string;
    readonly next: string;
    readonly truth: Truth;
  }[];
};

/** Asks the conditions of a decision in their order. An unknown one before the first true one leaves it open. */
export function proposeWay(
  design: CompiledDesign,
  instanceId: string,
  record: EvaluationScope,
): WayProposal | undefined {
  const compiled = design.instances.get(instanceId);
  if (compiled?.instance.type !== "decision") return undefined;
  const conditions = compiled.instance.conditions.map(({ condition, next }, index) => {
    const when = compiled.when[index];
    return { condition, next, truth: when ? evaluateCondition(when, record).truth : "unknown" };
  });
  const deciding = conditions.find(({ truth }) => truth !== false);
  if (!deciding) return { next: compiled.next ?? "exit", conditions };
  return { next: deciding.truth === true ? deciding.next : undefined, conditions };
}
