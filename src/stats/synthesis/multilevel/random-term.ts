import { at, type Matrix, zeros } from "../../linear/matrix.ts";
import type { CovarianceStructure } from "./covariance-structure.ts";

/**
 * Random effects of groups of outcomes: Z G Z′ within each group. A row of Z is either one of its levels, or the values of the variables
 * whose slopes are random.
 */
export type RandomTerm = {
  readonly name: string;
  readonly levels: readonly string[];
  readonly loadings: Loadings;
  /** The group of each outcome, from 0. */
  readonly groups: readonly number[];
  readonly structure: CovarianceStructure;
};

export type Loadings =
  | { readonly kind: "levels"; readonly levelOf: readonly number[] }
  | { readonly kind: "slopes"; readonly values: Matrix };

/** The rows of a term's groups within one block, as places in the block. */
export type TermGroups = readonly (readonly number[])[];

/** target += Z G Z′ over the groups; `rows` are the outcomes of the block. */
export function spread(
  { loadings }: RandomTerm,
  covariance: Matrix,
  { rows, groups }: { readonly rows: readonly number[]; readonly groups: TermGroups },
  target: Matrix,
): void {
  const entry = entryOf(loadings, covariance);
  for (const group of groups) {
    for (const i of group) {
      for (const j of group) {
        const place = i * target.columns + j;
        target.values[place] = at(target.values, place) + entry(at(rows, i), at(rows, j));
      }
    }
  }
}

/** Z′ S Z summed over the groups: what Σ S·dM comes to for each entry of G. Adds to `target`. */
export function gather(
  { loadings }: RandomTerm,
  sensitivity: Matrix,
  { rows, groups }: { readonly rows: readonly number[]; readonly groups: TermGroups },
  target: Matrix,
): void {
  const size = target.columns;
  const add = (k: number, l: number, amount: number): void => {
    target.values[k * size + l] = at(target.values, k * size + l) + amount;
  };
  for (const group of groups) {
    for (const i of group) {
      for (const j of group) {
        const amount = at(sensitivity.values, i * sensitivity.columns + j);
        const [first, second] = [at(rows, i), at(rows, j)];
        if (loadings.kind === "levels")
          add(at(loadings.levelOf, first), at(loadings.levelOf, second), amount);
        else addProducts(loadings.values, first, second, amount, add);
      }
    }
  }
}

function entryOf(loadings: Loadings, { values, columns }: Matrix): (first: number, second: number) => number {
  if (loadings.kind === "levels") {
    const { levelOf } = loadings;
    return (first, second) => at(values, at(levelOf, first) * columns + at(levelOf, second));
  }
  const z = loadings.values;
  return (first, second) => {
    let sum = 0;
    for (let k = 0; k < columns; k += 1) {
      for (let l = 0; l < columns; l += 1) {
        sum +=
          at(z.values, first * columns + k) *
          at(values, k * columns + l) *
          at(z.values, second * columns + l);
      }
    }
    return sum;
  };
}

function addProducts(
  z: Matrix,
  first: number,
  second: number,
  amount: number,
  add: (k: number, l: number, amount: number) => void,
): void {
  for (let k = 0; k < z.columns; k += 1) {
    for (let l = 0; l < z.columns; l += 1) {
      add(k, l, amount * at(z.values, first * z.columns + k) * at(z.values, second * z.columns + l));
    }
  }
}

/** A square matrix of zeros for the levels of the term. */
export function ofLevels({ levels }: RandomTerm): Matrix {
  return zeros(levels.length, levels.length);
}
