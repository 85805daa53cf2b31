import { at, type Matrix, multiply, transpose, zeros } from "../../linear/matrix.ts";
import { type CorrelationModel, pairIndex } from "./correlation-models.ts";

/**
 * The covariance G of the random effects of a term, by parameters that may be any real number: variances are squares of theirs, so that a
 * variance of zero is an ordinary point.
 */
export type CovarianceStructure = {
  /** Where a search begins if the term's variance is about `variance`; as long as there are free parameters. */
  readonly start: (variance: number) => readonly number[];
  readonly covariance: (parameters: ArrayLike<number>) => Matrix;
  /** How G grows with each parameter. */
  readonly slopes: (parameters: ArrayLike<number>) => readonly Matrix[];
  /** The variances and correlations themselves, fixed ones included. */
  readonly natural: (parameters: ArrayLike<number>) => Natural;
};

export type Natural = { readonly variances: readonly number[]; readonly correlations: readonly number[] };

/** Values that are not to be estimated, by place; null for those that are. */
export type FixedValues = readonly (number | null)[];

/** One variance for all levels or one for each, times a model of their correlation. */
export function scaledCorrelation(
  levels: number,
  model: CorrelationModel,
  fixed: { readonly variances: FixedValues; readonly correlations: FixedValues },
): CovarianceStructure {
  const free = {
    variances: places(fixed.variances),
    correlations: places(fixed.correlations),
  };
  const scales = (parameters: ArrayLike<number>): readonly number[] =>
    fixed.variances.map((value, index) =>
      value === null ? at(parameters, free.variances.indexOf(index)) : Math.sqrt(value),
    );
  const correlations = (parameters: ArrayLike<number>): readonly number[] =>
    fixed.correlations.map((value, index) => {
      const place = free.variances.length + free.correlations.indexOf(index);
      return value ?? model.natural(at(parameters, place)).value;
    });
  const scaleOf = (all: readonly number[], level: number): number =>
    all[all.length === 1 ? 0 : level] as number;
  return {
    start: (variance) => [
      ...free.variances.map(() => Math.sqrt(variance)),
      ...free.correlations.map(() => model.start),
    ],
    natural: (parameters) => ({
      variances: scales(parameters).map((scale) => scale * scale),
      correlations: correlations(parameters),
    }),
    covariance: (parameters) => {
      const all = scales(parameters);
      return outerScaled(model.matrix(correlations(parameters)), (i, j) => scaleOf(all, i) * scaleOf(all, j));
    },
    slopes: (parameters) => {
      const [all, rhos] = [scales(parameters), correlations(parameters)];
      const shape = model.matrix(rhos);
      const share = (level: number, index: number): number => (all.length === 1 || level === index ? 1 : 0);
      const byScale = free.variances.map((index) =>
        outerScaled(shape, (i, j) => share(i, index) * scaleOf(all, j) + scaleOf(all, i) * share(j, index)),
      );
      const byCorrelation = free.correlations.map((index, place) => {
        const { slope } = model.natural(at(parameters, free.variances.length + place));
        const grown = model.slope(rhos, index);
        return outerScaled(grown, (i, j) => slope * scaleOf(all, i) * scaleOf(all, j));
      });
      return [...byScale, ...byCorrelation];
    },
  };

  function outerScaled({ values }: Matrix, factor: (i: number, j: number) => number): Matrix {
    const scaled = zeros(levels, levels);
    for (let i = 0; i < levels; i += 1) {
      for (let j = 0; j < levels; j += 1)
        scaled.values[i * levels + j] = at(values, i * levels + j) * factor(i, j);
    }
    return scaled;
  }
}

/** Any covariance at all, as L L′ with a lower triangle L, row after row. */
export function unstructured(levels: number): CovarianceStructure {
  const count = (levels * (levels + 1)) / 2;
  const lowerOf = (parameters: ArrayLike<number>): Matrix => {
    const lower = zeros(levels, levels);
    for (let i = 0, next = 0; i < levels; i += 1) {
      for (let j = 0; j <= i; j += 1, next += 1) lower.values[i * levels + j] = at(parameters, next);
    }
    return lower;
  };
  const covariance = (parameters: ArrayLike<number>): Matrix => {
    const lower = lowerOf(parameters);
    return multiply(lower, transpose(lower));
  };
  return {
    covariance,
    start: (variance) => {
      const root = Math.sqrt(variance);
      return lowerPlaces(levels).map(({ i, j }) => (i === j ? root : 0.1 * root));
    },
    slopes: (parameters) => {
      const lower = lowerOf(parameters);
      return lowerPlaces(levels).map(({ i, j }) => unstructuredSlope(lower, i, j));
    },
    natural: (parameters) =>
      naturalOf(covariance(Array.from({ length: count }, (_, k) => at(parameters, k)))),
  };
}

function lowerPlaces(levels: number): readonly { readonly i: number; readonly j: number }[] {
  return Array.from({ length: levels }, (_, i) =>
    Array.from({ length: i + 1 }, (__, j) => ({ i, j })),
  ).flat();
}

/** Of L L′ by the entry (i, j) of L: row and column i grow by the column j of L. */
function unstructuredSlope(lower: Matrix, i: number, j: number): Matrix {
  const size = lower.rows;
  const slope = zeros(size, size);
  for (let other = 0; other < size; other += 1) {
    const along = at(lower.values, other * size + j);
    slope.values[i * size + other] = at(slope.values, i * size + other) + along;
    slope.values[other * size + i] = at(slope.values, other * size + i) + along;
  }
  return slope;
}

/** Variances and correlations of a covariance matrix; a level without variance correlates with none. */
function naturalOf({ rows: levels, values }: Matrix): Natural {
  const variances = Array.from({ length: levels }, (_, i) => at(values, i * levels + i));
  const correlations = new Array<number>((levels * (levels - 1)) / 2);
  for (let i = 0; i < levels; i += 1) {
    for (let j = i + 1; j < levels; j += 1) {
      const scale = Math.sqrt(at(variances, i) * at(variances, j));
      correlations[pairIndex(i, j, levels)] = scale > 0 ? at(values, i * levels + j) / scale : 0;
    }
  }
  return { variances, correlations };
}

function places(fixed: FixedValues): readonly number[] {
  return fixed.flatMap((value, index) => (value === null ? [index] : []));
}
