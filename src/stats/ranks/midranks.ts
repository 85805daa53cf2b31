import type { InputIssue } from "#kernel";
import { at } from "../linear/matrix.ts";

export type Ranked = {
  /** From 1; ties share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** Σ (t³ − t) over the groups of ties. */
  readonly ties: number;
};

export function midranks(values: ArrayLike<number>): Ranked {
  const order = Array.from({ length: values.length }, (_, index) => index).sort(
    (a, b) => at(values, a) - at(values, b),
  );
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to += 1;
    for (let index = from; index < to; index += 1) ranks[at(order, index)] = (from + to + 1) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
}

export function numberIssues(path: string, values: readonly number[]): readonly InputIssue[] {
  return values.flatMap((value, index) =>
    Number.isFinite(value)
      ? []
      : [{ path: `${path}.${index}`, message: `expected a finite number, got ${value}` }],
  );
}

export function medianOf(sorted: Float64Array): number {
  const middle = sorted.length / 2;
  return (at(sorted, Math.ceil(middle) - 1) + at(sorted, Math.floor(middle))) / 2;
}
