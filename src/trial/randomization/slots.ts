import { failed, ok, type Refusal, type Result, refusal } from "#kernel";

/**
 * A position of a list, counted from 0, that is used up. A voided one stays, with its reason; nobody is ever given it
 * again.
 */
export type TakenSlot = {
  readonly position: number;
  readonly fate: "allotted" | { readonly voided: string };
};

const cites = "ICH E6(R3) 2.11; ICH E9 2.3.2";

/** `R-0001` for the first: consecutive in the study, over all sites and strata, in the order of randomization. */
export function randomizationNumber(ordinal: number): string {
  if (!(Number.isInteger(ordinal) && ordinal >= 1))
    throw new RangeError(`No randomization number ${ordinal}.`);
  return `R-${String(ordinal).padStart(4, "0")}`;
}

/**
 * The next position of a list: the first after all that are taken. Positions are taken in order, each once; a list
 * where one was skipped, taken twice or voided without a reason gives none until that is explained.
 */
export function nextSlot(
  taken: readonly TakenSlot[],
  list: { readonly length: number },
): Result<number, Refusal> {
  const fault = faultIn(taken, list.length);
  if (fault !== undefined) {
    const message = `Cannot take the next slot: ${fault}. Nobody is randomized from this list until that is explained.`;
    return failed(refusal("allocation-list-broken", message, cites));
  }
  if (taken.length === list.length) {
    const message = `Cannot take the next slot: all ${list.length} slots of this list are used up. It has to be lengthened.`;
    return failed(refusal("allocation-list-exhausted", message, cites));
  }
  return ok(taken.length);
}

function faultIn(taken: readonly TakenSlot[], length: number): string | undefined {
  const byPosition = taken.toSorted((one, other) => one.position - other.position);
  for (const [at, { position, fate }] of byPosition.entries()) {
    if (position < at) return `slot ${position + 1} was taken twice`;
    if (position > at) return `slot ${at + 1} was skipped`;
    if (position >= length) return `slot ${position + 1} was taken, and the list has ${length}`;
    if (fate !== "allotted" && fate.voided.trim() === "")
      return `slot ${position + 1} was voided without a reason`;
  }
  return undefined;
}
