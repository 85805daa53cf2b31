import { normalQuantile } from "../distributions/normal.ts";
import { findRoot } from "../numerics/root.ts";

/**
 * The value of a falling function's argument at which a probability is met: by secants on the scale of Z, on which
 * crossing probabilities are almost straight lines of their bound. Undefined where no argument up to 60 meets it.
 */
export function solveLevel(
  probabilityAt: (argument: number) => number,
  probability: number,
  start: number,
  direction: 1 | -1 = -1,
): number | undefined {
  const target = normalQuantile(probability);
  const error = (argument: number): number => {
    const at = normalQuantile(Math.min(Math.max(probabilityAt(argument), 1e-300), 1 - 1e-16));
    return at - target;
  };
  let [before, errorBefore] = [start, error(start)];
  let argument = start - direction * errorBefore;
  for (let iteration = 0; iteration < 30; iteration += 1) {
    const here = error(argument);
    if (here === errorBefore) return Math.abs(here) < 1e-12 ? argument : bracketed(error);
    const step = (here * (argument - before)) / (here - errorBefore);
    [before, errorBefore] = [argument, here];
    argument -= step;
    if (!Number.isFinite(argument) || Math.abs(argument) > 60) return bracketed(error);
    if (Math.abs(step) < 1e-8) return argument;
  }
  return bracketed(error);
}

function bracketed(error: (argument: number) => number): number | undefined {
  return findRoot(error, { low: -60, high: 60 })?.root;
}
