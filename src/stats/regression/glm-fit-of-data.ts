import { apply, at, type Matrix, submatrix } from "../linear/matrix.ts";
import { fitAlongBarrier, isAtEdge } from "./bounded-fit.ts";
import { fitGlm, type GlmData, type GlmOptimum } from "./fit-glm.ts";
import type { Family, Link } from "./glm-family.ts";
import { type OrthonormalDesign, orthonormalDesign } from "./orthonormal-design.ts";
import type { RegressionData } from "./regression-data.ts";
import { nullSpace, rowsOf, type Side, separationOf } from "./separation.ts";

export type GlmModel = { readonly family: Family; readonly link: Link };

/** A fit on the observations that have something to tell, and what became of the others. */
export type SettledFit = {
  readonly optimum: GlmOptimum;
  readonly basis: OrthonormalDesign;
  /** How many coefficients all observations together determine. */
  readonly rank: number;
  /** Which observations the fit is of. */
  readonly rows: readonly number[];
  /** The places in `basis.kept` of the coefficients that have a finite estimate. */
  readonly finite: readonly number[];
  /** Of those of `basis.kept` of all observations that have none. */
  readonly infinite: readonly number[];
  readonly fitted: Float64Array;
  readonly predictor: Float64Array;
  /** Whether the best fit lies where a risk is 1. */
  readonly atEdge: boolean;
};

/** Fits a model; where outcomes are separated, what is left of it once those that are told apart are gone. */
export function settledFit(data: RegressionData, model: GlmModel): SettledFit {
  const all = Array.from(data.response.keys()).filter((row) => at(data.weights, row) > 0);
  const whole = orthonormalDesign(rowsOf(data.design.matrix, all));
  const apart = new Map<number, Side>();
  let rows = all;
  for (;;) {
    const basis = rows.length === all.length ? whole : orthonormalDesign(rowsOf(data.design.matrix, rows));
    const glm = glmData(data, model, rows, basis);
    const optimum = bestFit(glm);
    const sides = sidesOf(glm);
    const found = isSuspicious(optimum, model) ? separationOf(basis.q, sides) : undefined;
    if (found === undefined) return settled(data, model, { optimum, basis, rows, apart, whole, all });
    for (const place of found.apart) apart.set(at(rows, place), sides[place] ?? "neither");
    rows = rows.filter((row) => !apart.has(row));
  }
}

function glmData(
  { response, weights, offset }: RegressionData,
  { family, link }: GlmModel,
  rows: readonly number[],
  { q }: OrthonormalDesign,
): GlmData {
  const of = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => at(values, row));
  return { x: q, response: of(response), weights: of(weights), offset: of(offset), family, link };
}

function bestFit(data: GlmData): GlmOptimum {
  const found = fitGlm(data);
  const isBounded = data.family.name === "binomial" && data.link.name === "log";
  return isBounded && !found.converged && Number.isFinite(found.deviance)
    ? fitAlongBarrier(data, found)
    : found;
}

/** Separated fits run off until nothing changes any more; sound ones seldom go so far. */
function isSuspicious({ predictor, converged }: GlmOptimum, { family, link }: GlmModel): boolean {
  if (family.name === "gaussian" || link.name === "identity") return false;
  const far = { logit: 10, probit: 4, "complementary-log-log": 3, log: 12 }[link.name];
  return !converged || predictor.some((eta) => Math.abs(eta) > far);
}

function sidesOf({ response, family, link }: GlmData): readonly Side[] {
  const hasTop = family.name === "binomial" && link.name !== "log";
  return Array.from(response, (outcome) =>
    outcome === 0 ? "down" : outcome === 1 && hasTop ? "up" : "neither",
  );
}

type Ended = {
  readonly optimum: GlmOptimum;
  readonly basis: OrthonormalDesign;
  readonly rows: readonly number[];
  readonly apart: ReadonlyMap<number, Side>;
  readonly whole: OrthonormalDesign;
  readonly all: readonly number[];
};

function settled(
  data: RegressionData,
  { link }: GlmModel,
  { optimum, basis, rows, apart, whole, all }: Ended,
): SettledFit {
  const isKnown = finiteCoefficients(whole, all, rows);
  const finite = Array.from(basis.kept.keys()).filter((place) => isKnown(basis.kept[place] ?? -1));
  const predictor = predictorOfAll(data, optimum, { basis, apart });
  return {
    optimum,
    basis,
    rank: whole.kept.length,
    rows,
    finite,
    infinite: whole.kept.filter((index) => !isKnown(index)),
    predictor,
    fitted: predictor.map(link.mean),
    atEdge: link.name === "log" && data.response.length > 0 && isBinomial(optimum, data) && isAtEdge(optimum),
  };
}

function isBinomial({ fitted }: GlmOptimum, { response }: RegressionData): boolean {
  return fitted.every((mean) => mean <= 1) && response.every((outcome) => outcome <= 1);
}

/** A coefficient is known if nothing that leaves the remaining observations as they are moves it. */
function finiteCoefficients(
  whole: OrthonormalDesign,
  all: readonly number[],
  rows: readonly number[],
): (index: number) => boolean {
  if (rows.length === all.length) return (index) => whole.kept.includes(index);
  const remaining = new Set(rows);
  const places = Array.from(all.keys()).filter((place) => remaining.has(at(all, place)));
  const free = nullSpace(rowsOf(whole.q, places)).map((vector) => scaledBack(whole.back, vector));
  return (index) => {
    const place = whole.kept.indexOf(index);
    return place >= 0 && free.every((vector) => Math.abs(at(vector, place)) < 1e-7);
  };
}

/** The vector among the design's coefficients, each in units of how far it can go by itself. */
function scaledBack(back: Matrix, vector: Float64Array): Float64Array {
  const sizes = Float64Array.from({ length: back.rows }, (_, row) =>
    Math.hypot(...back.values.subarray(row * back.columns, (row + 1) * back.columns)),
  );
  return apply(back, vector).map((value, index) => value / at(sizes, index));
}

/** Also of the observations that are set apart, for whom it is infinite, and of those that weigh nothing. */
function predictorOfAll(
  { design, offset }: RegressionData,
  { coefficients }: GlmOptimum,
  { basis, apart }: Pick<Ended, "basis" | "apart">,
): Float64Array {
  const everybody = Array.from({ length: design.matrix.rows }, (_, row) => row);
  const x = submatrix(design.matrix, everybody, basis.kept);
  const predictor = apply(x, apply(basis.back, coefficients));
  return predictor.map((value, row) => {
    const side = apart.get(row);
    if (side === "up") return Number.POSITIVE_INFINITY;
    return side === "down" ? Number.NEGATIVE_INFINITY : value + at(offset, row);
  });
}
