import { invertPositive } from "../linear/cholesky.ts";
import {
  add,
  apply,
  at,
  dot,
  type Matrix,
  multiply,
  quadraticForm,
  scale,
  submatrix,
  subtract,
  transpose,
  zeros,
} from "../linear/matrix.ts";
import type { MixedOptimum } from "./fit-mixed.ts";

/** A linear combination of the coefficients with the error and degrees of freedom that a method gives it. */
export type ContrastInference = {
  readonly estimate: number;
  readonly standardError: number;
  /** Null where the variances leave none. */
  readonly degreesOfFreedom: number | null;
};

/**
 * Twice the inverse of the information on the variances: their covariance. `observed` as lmerTest and SAS take it, where components at zero
 * are taken for known; `expected` as Kenward and Roger (1997) do, of all components. Undefined where the information is singular.
 */
export function varianceCovariance(
  { likelihood, variances }: MixedOptimum,
  information: "observed" | "expected",
): { readonly used: readonly number[]; readonly covariance: Matrix } | undefined {
  const source = information === "observed" ? likelihood.hessian : likelihood.expected;
  const least = 1e-10 * at(variances, variances.length - 1);
  const used = Array.from(variances.keys()).filter(
    (index) => information === "expected" || Math.abs(at(variances, index)) > least,
  );
  const solved = invertPositive(submatrix(source, used, used), 1e-14);
  return solved && { used, covariance: scale(solved.inverse, 2) };
}

/**
 * Satterthwaite's degrees of freedom of a contrast, 2 v² / (g′ W g) for its variance v, the gradient g of v by the variances and their
 * covariance W. Satterthwaite (1946), Biometrics Bull. 2:110; Giesbrecht and Burns (1985), Biometrics 41:477.
 */
export function satterthwaite(
  fit: MixedOptimum,
  contrast: readonly number[],
  information: "observed" | "expected" = "observed",
): ContrastInference {
  const { covariance, coefficients, first } = fit.likelihood;
  const variance = quadraticForm(contrast, covariance);
  const spread = apply(covariance, contrast);
  const known = varianceCovariance(fit, information);
  const gradient = known?.used.map((index) => quadraticForm(spread, first[index] as Matrix));
  const uncertainty = known && gradient && quadraticForm(gradient, known.covariance);
  return {
    estimate: dot(contrast, coefficients),
    standardError: Math.sqrt(variance),
    degreesOfFreedom:
      uncertainty !== undefined && uncertainty > 0 ? (2 * variance * variance) / uncertainty : null,
  };
}

/**
 * The covariance of the coefficients, larger by what the estimated variances add: Φ + 2 Φ Σ Wₖₗ (Qₖₗ − Pₖ Φ Pₗ) Φ. The variances enter the
 * covariance of the outcomes linearly, so that nothing else is to be added.
 *
 * Kenward and Roger (1997), Biometrics 53:983. Undefined where the information on the variances is singular.
 */
export function kenwardRogerCovariance(
  fit: MixedOptimum,
  information: "observed" | "expected" = "expected",
): Matrix | undefined {
  const { covariance, first, second } = fit.likelihood;
  const known = varianceCovariance(fit, information);
  if (known === undefined) return undefined;
  let sum = zeros(covariance.rows, covariance.rows);
  known.used.forEach((k, row) => {
    known.used.forEach((l, column) => {
      const [high, low] = [Math.max(k, l), Math.min(k, l)];
      const both = second[(high * (high + 1)) / 2 + low] as Matrix;
      const oriented = k >= l ? both : transpose(both);
      const between = multiply(multiply(first[k] as Matrix, covariance), first[l] as Matrix);
      sum = add(
        sum,
        scale(subtract(oriented, between), at(known.covariance.values, row * known.used.length + column)),
      );
    });
  });
  return add(covariance, scale(multiply(multiply(covariance, sum), covariance), 2));
}

/** A contrast with Kenward and Roger's error; its degrees of freedom are Satterthwaite's under the same information. */
export function kenwardRoger(
  fit: MixedOptimum,
  contrast: readonly number[],
  information: "observed" | "expected" = "expected",
): ContrastInference | undefined {
  const adjusted = kenwardRogerCovariance(fit, information);
  if (adjusted === undefined) return undefined;
  const plain = satterthwaite(fit, contrast, information);
  return { ...plain, standardError: Math.sqrt(quadraticForm(contrast, adjusted)) };
}
