import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { invertPositive } from "../linear/cholesky.ts";
import { apply, type Matrix, multiply, quadraticForm, transpose } from "../linear/matrix.ts";
import { type Coefficient, type OmnibusTest, testedCoefficients, waldTest } from "./coefficient-tests.ts";
import type { MetaAnalysis } from "./meta-analysis.ts";

/** Each contrast by itself, and all at once; `together` is null where one follows from the others. */
export type ContrastTests = {
  readonly contrasts: readonly Coefficient[];
  readonly together: OmnibusTest | null;
};

/** Wald's tests that rows of `contrasts`, which have a column to each coefficient, times the coefficients are 0. */
export function testContrasts(
  analysis: MetaAnalysis,
  contrasts: Matrix,
): Result<ContrastTests, InvalidInput> {
  const { coefficients, covariance, degreesOfFreedom, options } = analysis;
  if (contrasts.columns !== coefficients.length) {
    const message = `expected ${coefficients.length} columns, one to a coefficient, got ${contrasts.columns}`;
    return failed(invalidInput({ path: "contrasts", message }));
  }
  const estimates = apply(
    contrasts,
    coefficients.map(({ estimate }) => estimate),
  );
  const spread = multiply(multiply(contrasts, covariance), transpose(contrasts));
  const places = Array.from(estimates, (_, index) => index);
  const inverse = invertPositive(spread, 1e-12)?.inverse;
  const testable = inverse !== undefined && (degreesOfFreedom === null || degreesOfFreedom > 0);
  return ok({
    contrasts: testedCoefficients(
      places.map((place) => `contrast ${place + 1}`),
      estimates,
      spread,
      { degreesOfFreedom, level: options.level },
    ),
    together: testable ? waldTest(quadraticForm(estimates, inverse), places, degreesOfFreedom) : null,
  });
}

export type LikelihoodRatioTest = {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
};

/**
 * The likelihood-ratio test of a model against one that it contains, both of the same studies. Refuses fits by REML whose moderators differ, as
 * their likelihoods are of different data; and models of which the second has as many parameters.
 */
export function compareModels(
  full: MetaAnalysis,
  reduced: MetaAnalysis,
): Result<LikelihoodRatioTest, InvalidInput> {
  const restricted = full.options.estimator === "REML";
  const parameters = ({ model, options, tau2 }: MetaAnalysis): number =>
    model.p + (options.estimator === "common" || tau2.standardError === null ? 0 : 1);
  const degreesOfFreedom = parameters(full) - parameters(reduced);
  const refuse = (message: string) => failed(invalidInput({ path: "reduced", message }));
  if (full.studies !== reduced.studies)
    return refuse(`expected ${full.studies} studies, got ${reduced.studies}`);
  if (degreesOfFreedom < 1) return refuse("expected fewer parameters than the full model has");
  if (restricted && full.model.p !== reduced.model.p)
    return refuse("expected fits by ML: restricted likelihoods of different moderators do not compare");
  const of = ({ likelihoods }: MetaAnalysis): number =>
    (restricted ? likelihoods.reml : likelihoods.ml).logLikelihood;
  const statistic = Math.max(0, 2 * (of(full) - of(reduced)));
  return ok({ statistic, degreesOfFreedom, pValue: chiSquaredTails(statistic, degreesOfFreedom).upper });
}
