import { type Refusal, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

/** A handle that is none of this participant's. */
export function noSuchRating(): Refusal {
  const message = "There is no assessment of this participant with this id.";
  return refusal("no-open-rating", message, cites, { path: "data.handle", because: "not-found" });
}

/** For anybody but its rater an assessment is not there. */
export function refuseOtherRater(
  { rating }: Pick<Facts, "rating">,
  { user }: Pick<Context, "user">,
): Refusal | undefined {
  if (rating.rater === user) return undefined;
  return refusal("not-found", "There is no such assessment for you.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}

/** Not its rater's, or not in one of these states. */
export function refuseStranger(
  facts: Pick<Facts, "rating">,
  context: Pick<Context, "user">,
  states: readonly string[],
): Refusal | undefined {
  const { status } = facts.rating;
  const other = refuseOtherRater(facts, context);
  if (other || states.includes(status)) return other;
  const message = `This assessment is ${status.replace("-", " ")}.`;
  return refusal("rating-state", message, cites, { because: "conflict" });
}
