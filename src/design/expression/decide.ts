import type { Expression } from "./expression.ts";
import { isUnknown, mismatch, type Outcome, type Run, type Unknown, unknownOf } from "./outcome.ts";

/**
 * Kleene's `or` (decisive: true) or `and` (decisive: false) of outcomes that are found one by one: the first decisive
 * one decides, and nothing after it is asked.
 */
export function decide(
  run: Run,
  expression: Expression,
  outcomes: Iterable<Outcome>,
  decisive: boolean,
): Outcome {
  const open: Unknown[] = [];
  for (const outcome of outcomes) {
    if (outcome === decisive) return decisive;
    if (isUnknown(outcome)) open.push(outcome);
    else if (typeof outcome !== "boolean") return mismatch(run, expression, "true or false");
  }
  return open.length === 0 ? !decisive : unknownOf(open);
}
