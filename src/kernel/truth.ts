/** Kleene's strong three-valued logic (Kleene 1952, §64): `unknown` is "not enough is known to say". */
export type Truth = true | false | "unknown";

export function not(a: Truth): Truth {
  return a === "unknown" ? "unknown" : !a;
}

/** False as soon as one is false, unknown only where an unknown could still decide. */
export function allOf(truths: Iterable<Truth>): Truth {
  let all: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === "unknown") all = "unknown";
  }
  return all;
}

/** True as soon as one is true. */
export function anyOf(truths: Iterable<Truth>): Truth {
  let any: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === "unknown") any = "unknown";
  }
  return any;
}
