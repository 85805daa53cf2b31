import { at, identity, type Matrix, zeros } from "../../linear/matrix.ts";

/**
 * How the levels of an inner factor correlate, by parameters that may be any real number: each maps smoothly to what its correlation can be
 * and reaches its bounds, so that a maximum there is an ordinary one.
 */
export type CorrelationModel = {
  /** How many correlations there are. */
  readonly count: number;
  /** A correlation of its parameter, and how fast it grows with it. */
  readonly natural: (parameter: number) => { readonly value: number; readonly slope: number };
  /** The parameter that gives a correlation. */
  readonly parameterOf: (value: number) => number;
  readonly start: number;
  /** The correlation matrix of the levels. */
  readonly matrix: (correlations: readonly number[]) => Matrix;
  /** How it grows with one of the correlations. */
  readonly slope: (correlations: readonly number[], index: number) => Matrix;
};

export function uncorrelated(levels: number): CorrelationModel {
  const matrix = (): Matrix => identity(levels);
  return {
    ...between(-1, 1),
    count: 0,
    start: 0,
    matrix,
    slope: matrix,
  };
}

/** One correlation for all pairs; `together` is how many levels meet at most, which bounds how negative it can be. */
export function commonCorrelation(levels: number, together: number): CorrelationModel {
  const range = between(together > 1 ? -1 / (together - 1) : -1, 1);
  return {
    ...range,
    count: 1,
    start: range.parameterOf(0.5),
    matrix: ([rho = 0]) => filled(levels, (i, j) => (i === j ? 1 : rho)),
    slope: () => filled(levels, (i, j) => (i === j ? 0 : 1)),
  };
}

/** A correlation of its own for each pair, in the order of the columns of a lower triangle. Not every choice of them is one that can be. */
export function pairwiseCorrelation(levels: number): CorrelationModel {
  const place = (i: number, j: number): number => pairIndex(Math.min(i, j), Math.max(i, j), levels);
  const range = between(-1, 1);
  return {
    ...range,
    count: (levels * (levels - 1)) / 2,
    start: range.parameterOf(0),
    matrix: (rhos) => filled(levels, (i, j) => (i === j ? 1 : (rhos[place(i, j)] ?? 0))),
    slope: (_, index) => filled(levels, (i, j) => (i !== j && place(i, j) === index ? 1 : 0)),
  };
}

/** ρ to the power of a distance: of places in a series, which may alternate, or of points in time, where ρ is not negative. */
export function decayingCorrelation(distances: Matrix, mayAlternate: boolean): CorrelationModel {
  const levels = distances.rows;
  const range = between(mayAlternate ? -1 : 0, 1);
  const distance = (i: number, j: number): number => at(distances.values, i * levels + j);
  return {
    ...range,
    count: 1,
    start: range.parameterOf(0.5),
    matrix: ([rho = 0]) => filled(levels, (i, j) => (i === j ? 1 : rho ** distance(i, j))),
    slope: ([rho = 0]) =>
      filled(levels, (i, j) => (i === j ? 0 : distance(i, j) * rho ** (distance(i, j) - 1))),
  };
}

/** Correlation by the distance in units of ρ. Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, section 5.3. */
export type SpatialShape = "SPEXP" | "SPGAU" | "SPLIN" | "SPRAT" | "SPSPH";

const spatialShapes: Readonly<
  Record<SpatialShape, (ratio: number) => { readonly value: number; readonly slope: number }>
> = {
  SPEXP: (x) => ({ value: Math.exp(-x), slope: -Math.exp(-x) }),
  SPGAU: (x) => ({ value: Math.exp(-x * x), slope: -2 * x * Math.exp(-x * x) }),
  SPLIN: (x) => (x < 1 ? { value: 1 - x, slope: -1 } : { value: 0, slope: 0 }),
  SPRAT: (x) => ({ value: 1 / (1 + x * x), slope: (-2 * x) / (1 + x * x) ** 2 }),
  SPSPH: (x) =>
    x < 1 ? { value: 1 - 1.5 * x + 0.5 * x ** 3, slope: -1.5 + 1.5 * x * x } : { value: 0, slope: 0 },
};

/** The scale ρ of the distance is positive; its parameter is its logarithm. */
export function spatialCorrelation(distances: Matrix, shape: SpatialShape): CorrelationModel {
  const levels = distances.rows;
  const distance = (i: number, j: number): number => at(distances.values, i * levels + j);
  const mean = distances.values.reduce((sum, d) => sum + d, 0) / Math.max(1, levels * (levels - 1));
  return {
    count: 1,
    natural: (parameter) => ({ value: Math.exp(parameter), slope: Math.exp(parameter) }),
    parameterOf: Math.log,
    start: Math.log(mean > 0 ? mean : 1),
    matrix: ([rho = 1]) =>
      filled(levels, (i, j) => (i === j ? 1 : spatialShapes[shape](distance(i, j) / rho).value)),
    slope: ([rho = 1]) =>
      filled(levels, (i, j) => {
        const ratio = distance(i, j) / rho;
        return i === j ? 0 : (-spatialShapes[shape](ratio).slope * ratio) / rho;
      }),
  };
}

/** Where the correlation of two levels stands: (2,1), (3,1) … (3,2), (4,2) …, with i < j from 0. */
export function pairIndex(i: number, j: number, levels: number): number {
  return i * levels - (i * (i + 1)) / 2 + (j - i - 1);
}

/** A sine between two bounds. */
function between(low: number, high: number): Pick<CorrelationModel, "natural" | "parameterOf"> {
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return {
    natural: (parameter) => ({
      value: middle + half * Math.sin(parameter),
      slope: half * Math.cos(parameter),
    }),
    parameterOf: (value) => Math.asin(Math.max(-1, Math.min(1, (value - middle) / half))),
  };
}

function filled(size: number, value: (row: number, column: number) => number): Matrix {
  const matrix = zeros(size, size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) matrix.values[row * size + column] = value(row, column);
  }
  return matrix;
}
