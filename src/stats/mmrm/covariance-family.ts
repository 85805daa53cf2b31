import { type Covariance, type CovarianceJet, covarianceAt } from "./covariance.ts";
import { packedIndex, packedLength } from "./packed.ts";

/** What the likelihood asks of a covariance: its entries over some places, and how they move with the parameters of their group. */
export type CovarianceFamily = {
  /** Of one group. */
  readonly parameters: number;
  readonly groups: number;
  readonly at: (theta: Float64Array, places: readonly number[], order: 0 | 1 | 2) => CovarianceJet;
  /**
   * Where the entries are the parameters themselves: which parameter each packed entry over `places` is. V is then linear, its second derivatives
   * vanish, and a derivative touches one entry, which saves most of the work for an unstructured covariance.
   */
  readonly entries: ((places: readonly number[]) => Int32Array) | undefined;
};

/** The unstructured covariance with its packed entries as parameters. */
export function linearFamily(places: number, groups: number): CovarianceFamily {
  const parameters = packedLength(places);
  const nothing = new Float64Array(0);
  const entries = remembered((of) => {
    const cells = new Int32Array(packedLength(of.length));
    for (let row = 0; row < of.length; row += 1)
      for (let column = 0; column <= row; column += 1)
        cells[packedIndex(row, column)] = packedIndex(of[row] as number, of[column] as number);
    return cells;
  });
  return {
    parameters,
    groups,
    entries,
    at: (theta, of) => ({
      value: Float64Array.from(entries(of), (cell) => theta[cell] as number),
      first: nothing,
      second: nothing,
    }),
  };
}

function remembered(
  make: (places: readonly number[]) => Int32Array,
): (places: readonly number[]) => Int32Array {
  const known = new Map<readonly number[], Int32Array>();
  return (places) => {
    const found = known.get(places) ?? make(places);
    known.set(places, found);
    return found;
  };
}

/** A covariance by its scales and correlations. */
export function curvedFamily(covariance: Covariance, groups: number): CovarianceFamily {
  return {
    parameters: covariance.parameters,
    groups,
    entries: undefined,
    at: (theta, places, order) => covarianceAt(covariance, theta, places, order),
  };
}
