import {
  type Correlation,
  choleskyShape,
  derivativeCount,
  type FoundCorrelation,
  logisticLink,
  powerCorrelation,
  signedLink,
} from "./correlation.ts";
import { packedIndex, packedLength } from "./packed.ts";

/**
 * How the outcomes of one participant vary together. `heterogeneous` structures have a variance for each visit, the others one for all.
 *
 * Wolfinger (1996), Heterogeneous variance-covariance structures for repeated measures, J. Agric. Biol. Environ. Stat. 1:205.
 */
export type CovarianceName =
  | "unstructured"
  | "compound symmetry"
  | "heterogeneous compound symmetry"
  | "autoregressive"
  | "heterogeneous autoregressive"
  | "Toeplitz"
  | "heterogeneous Toeplitz"
  | "ante-dependence"
  | "heterogeneous ante-dependence"
  | "spatial exponential";

/** A covariance as a function of parameters that may be any number: scales that are powers of e, times a correlation. */
export type Covariance = {
  readonly name: CovarianceName;
  readonly parameters: number;
  /** One scale for all places, or one for each. */
  readonly scales: number;
  /** The scale is exp(`scaleExponent` · parameter): 1 where the parameter is a log standard deviation, 1/2 where it is a log variance. */
  readonly scaleExponent: number;
  readonly correlation: Correlation;
};

/** The covariance of a name over so many places; of spatial ones `distance` tells how far apart two places are. */
export function covarianceOf(
  name: CovarianceName,
  places: number,
  distance: (one: number, other: number) => number = (one, other) => Math.abs(one - other),
): Covariance {
  const between = Math.max(places - 1, 0);
  const gap = (one: number, other: number): number => Math.abs(one - other);
  const one = Math.min(1, between);
  // As many visits that are all correlated alike cannot be correlated below this.
  const equal = logisticLink(-1 / between);
  switch (name) {
    case "unstructured":
      return made(name, places, choleskyShape(places));
    case "compound symmetry":
      return made(
        name,
        1,
        powerCorrelation(one, equal, () => 1),
      );
    case "heterogeneous compound symmetry":
      return made(
        name,
        places,
        powerCorrelation(one, equal, () => 1),
      );
    case "autoregressive":
      return made(name, 1, powerCorrelation(one, signedLink, gap));
    case "heterogeneous autoregressive":
      return made(name, places, powerCorrelation(one, signedLink, gap));
    case "Toeplitz":
      return made(name, 1, powerCorrelation(between, signedLink, byGap));
    case "heterogeneous Toeplitz":
      return made(name, places, powerCorrelation(between, signedLink, byGap));
    case "ante-dependence":
      return made(name, 1, powerCorrelation(between, signedLink, isBetween));
    case "heterogeneous ante-dependence":
      return made(name, places, powerCorrelation(between, signedLink, isBetween));
    case "spatial exponential":
      return { ...made(name, 1, powerCorrelation(one, logisticLink(0), distance)), scaleExponent: 0.5 };
  }
}

function made(name: CovarianceName, scales: number, correlation: Correlation): Covariance {
  return { name, scales, scaleExponent: 1, correlation, parameters: scales + correlation.parameters };
}

function byGap(one: number, other: number, parameter: number): number {
  return Math.abs(one - other) === parameter + 1 ? 1 : 0;
}

function isBetween(one: number, other: number, parameter: number): number {
  return parameter >= Math.min(one, other) && parameter < Math.max(one, other) ? 1 : 0;
}

/** A covariance matrix over some places, packed, with its derivatives: a row of packed entries for each parameter, and for each pair. */
export type CovarianceJet = {
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
};

/** The covariance over `places` at `theta`; of the derivatives those up to `order`, the others empty. */
export function covarianceAt(
  covariance: Covariance,
  theta: Float64Array,
  places: ArrayLike<number>,
  order: 0 | 1 | 2,
): CovarianceJet {
  const { parameters, scales, correlation } = covariance;
  const cells = packedLength(places.length);
  const jet = {
    value: new Float64Array(cells),
    first: new Float64Array(order > 0 ? parameters * cells : 0),
    second: new Float64Array(order > 1 ? packedLength(parameters) * cells : 0),
  };
  const phi = theta.subarray(scales, parameters);
  const out = new Float64Array(derivativeCount(correlation.parameters));
  for (let row = 0; row < places.length; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const [one, other] = [places[row] as number, places[column] as number];
      if (row === column && covariance.name !== "unstructured") out.fill(0)[0] = 1;
      else correlation.derivatives(phi, one, other, out);
      fillCell(covariance, theta, { one, other, cell: packedIndex(row, column), cells }, out, jet, order);
    }
  }
  return jet;
}

type Cell = { readonly one: number; readonly other: number; readonly cell: number; readonly cells: number };

/** One entry: s₁ s₂ r with r and its derivatives in `out`. The scales are exponentials, so that a derivative by one counts how often it occurs. */
function fillCell(
  { scales, scaleExponent, correlation, parameters }: Covariance,
  theta: Float64Array,
  { one, other, cell, cells }: Cell,
  out: Float64Array,
  { value, first, second }: CovarianceJet,
  order: 0 | 1 | 2,
): void {
  const [s, t] = scales === 1 ? [0, 0] : [one, other];
  const scale = Math.exp(scaleExponent * ((theta[s] as number) + (theta[t] as number)));
  const entry = scale * (out[0] as number);
  value[cell] = entry;
  if (order === 0) return;
  const times = (k: number): number => scaleExponent * ((k === s ? 1 : 0) + (k === t ? 1 : 0));
  const moved = s === t ? [s] : [s, t];
  for (const k of moved) first[k * cells + cell] = times(k) * entry;
  for (let k = 0; k < correlation.parameters; k += 1)
    first[(scales + k) * cells + cell] = scale * (out[1 + k] as number);
  if (order === 1) return;
  for (const k of moved) {
    for (const l of moved) second[packedIndex(k, l) * cells + cell] = times(k) * times(l) * entry;
    for (let m = scales; m < parameters; m += 1)
      second[packedIndex(m, k) * cells + cell] = times(k) * scale * (out[1 + m - scales] as number);
  }
  for (let k = 0; k < correlation.parameters; k += 1) {
    for (let l = 0; l <= k; l += 1)
      second[packedIndex(scales + k, scales + l) * cells + cell] =
        scale * (out[1 + correlation.parameters + packedIndex(k, l)] as number);
  }
}

/**
 * Parameters near a covariance whose entries were found one by one; null where two places never met. `variances` are by place, the mean of
 * them where there is one scale.
 */
export function startingParameters(
  { scales, scaleExponent, correlation, parameters }: Covariance,
  variances: ArrayLike<number>,
  found: readonly FoundCorrelation[],
): Float64Array {
  const theta = new Float64Array(parameters);
  const all = Array.from(variances);
  const mean = all.reduce((sum, variance) => sum + variance / all.length, 0);
  for (let k = 0; k < scales; k += 1)
    theta[k] = Math.log(scales === 1 ? mean : (all[k] as number)) / (2 * scaleExponent);
  theta.set(correlation.start(found), scales);
  return theta;
}

/** The parameters of an unstructured covariance that is known: log scales, then the rows of the unit lower triangular factor. */
export function choleskyParameters(packed: Float64Array, places: number): Float64Array | undefined {
  const theta = new Float64Array(packedLength(places));
  const lower = new Float64Array(packedLength(places));
  for (let row = 0; row < places; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = packed[packedIndex(row, column)] as number;
      for (let k = 0; k < column; k += 1)
        sum -= (lower[packedIndex(row, k)] as number) * (lower[packedIndex(column, k)] as number);
      if (row === column && !(sum > 0)) return undefined;
      lower[packedIndex(row, column)] =
        row === column ? Math.sqrt(sum) : sum / (lower[packedIndex(column, column)] as number);
    }
    const scale = lower[packedIndex(row, row)] as number;
    theta[row] = Math.log(scale);
    for (let column = 0; column < row; column += 1)
      theta[places + packedIndex(row - 1, column)] = (lower[packedIndex(row, column)] as number) / scale;
  }
  return theta;
}
