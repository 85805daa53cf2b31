import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { invertPositive } from "../linear/cholesky.ts";
import {
  apply,
  at,
  diagonalOf,
  dot,
  isSymmetric,
  largestMagnitude,
  type Matrix,
  matrixOf,
  multiply,
  quadraticForm,
  submatrix,
  transpose,
} from "../linear/matrix.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { basisOf, type DoseBasis, type DoseShape, shapeIssues } from "./dose-shape.ts";
import type { DoseStudy } from "./dose-study.ts";
import {
  type CoefficientFit,
  type CoefficientMethod,
  type CoefficientStudy,
  fitCoefficients,
} from "./random-coefficients.ts";

export type DoseResponseOptions = LevelOption & {
  readonly shape: DoseShape;
  /** How the covariance of the curve's coefficients between studies is estimated, or that covariance; REML where it is left out. */
  readonly method?: CoefficientMethod;
  /** `two` estimates a curve in every study and pools these; `one` pools all doses at once, also of studies with too few doses for a curve of their own. */
  readonly stages?: "one" | "two";
};

export type CurveTest = {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly p: number | null;
};

export type DoseResponse = CoefficientFit & {
  readonly columns: readonly string[];
  readonly knots: readonly number[];
  readonly level: number;
  readonly intervals: readonly {
    readonly lower: number;
    readonly upper: number;
    readonly statistic: number;
    readonly p: number;
  }[];
  /** Whether there is any effect of dose. */
  readonly overall: CurveTest;
  /** Whether the curve bends; null of a line. */
  readonly nonLinearity: CurveTest | null;
  /** Whether curves differ between studies more than by chance. */
  readonly heterogeneity: CurveTest;
  /** How well the curve with common coefficients fits: Discacciati, Crippa and Orsini (2017), Res. Synth. Methods 8:149. */
  readonly fit: { readonly deviance: CurveTest; readonly r2: number; readonly adjustedR2: number };
  /** The curve of each study by itself; null where it has too few doses. */
  readonly studies: readonly {
    readonly name: string;
    readonly coefficients: readonly number[] | null;
    readonly covariance: Matrix | null;
  }[];
  readonly basis: DoseBasis;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * Pools curves of effects over dose. All effects are against the referent of their study, so that the curve has no intercept; the referent need
 * not be zero.
 *
 * Two stages: Greenland and Longnecker (1992), Am. J. Epidemiol. 135:1301; Orsini et al. (2012), Am. J. Epidemiol. 175:66. One stage: Crippa et al.
 * (2019), Stat. Methods Med. Res. 28:1579. Where every study tells its own curve, both are the same model.
 *
 * Refuses shapes that the doses of all studies together cannot tell and, in two stages or by moments, studies that cannot tell their own curve.
 */
export function doseResponse(
  studies: readonly DoseStudy[],
  options: DoseResponseOptions,
): Result<DoseResponse, InvalidInput> {
  const { level = usualLevel, method = "REML", stages = "one", shape } = options;
  const issues: InputIssue[] = [...levelIssues(level), ...shapeIssues(shape)];
  const basis =
    issues.length > 0
      ? undefined
      : basisOf(
          shape,
          studies.flatMap(({ referent, doses }) => [referent, ...doses]),
        );
  if (issues.length === 0 && basis === undefined)
    issues.push({
      path: "shape.knots",
      message: "expected doses of which the quantiles differ, got some that are the same",
    });
  if (studies.length === 0) issues.push({ path: "studies", message: "expected at least one, got none" });
  if (basis === undefined || issues.length > 0) return failed(invalidInput(...issues));
  const rows = studies.map((study) => coefficientStudy(study, basis));
  issues.push(...psiIssues(method, basis.columns.length));
  const own = rows.map(ownCurve);
  if (stages === "two" || method === "moments") issues.push(...shortIssues(studies, own));
  if (issues.length > 0) return failed(invalidInput(...issues));
  const pooled =
    stages === "two" ? own.flatMap((curve) => (curve === undefined ? [] : [asStudy(curve)])) : rows;
  const fit = fitCoefficients(pooled, method);
  const common = fitCoefficients(rows, "fixed");
  if (fit === undefined || common === undefined) return failed(invalidInput(cannotTell(basis)));
  return ok({
    ...fit,
    columns: basis.columns,
    knots: basis.knots,
    level,
    intervals: intervalsOf(fit, level),
    overall: waldTest(
      fit,
      basis.columns.map((_, index) => index),
    ),
    nonLinearity:
      basis.columns.length > 1 ? waldTest(fit, basis.columns.map((_, index) => index).slice(1)) : null,
    heterogeneity: heterogeneityTest(own, common.coefficients),
    fit: goodnessOfFit(rows, common.coefficients),
    studies: studies.map(({ name }, index) => ({
      name,
      coefficients: own[index] ? [...own[index].coefficients] : null,
      covariance: own[index]?.covariance ?? null,
    })),
    basis,
    warnings: warningsOf(fit, studies.length, method),
  });
}

function psiIssues(method: CoefficientMethod, size: number): readonly InputIssue[] {
  if (typeof method === "string") return [];
  const { psi } = method;
  const sound =
    psi.rows === size && psi.columns === size && psi.values.every(Number.isFinite) && isSymmetric(psi);
  const lowest = sound ? symmetricEigen(psi).values.at(-1) : undefined;
  if (lowest !== undefined && lowest >= -1e-8 * largestMagnitude(psi.values)) return [];
  const message = `expected a covariance matrix of ${size} coefficients, got ${psi.rows} × ${psi.columns} numbers that are none`;
  return [{ path: "method.psi", message }];
}

function cannotTell(basis: DoseBasis): InputIssue {
  return {
    path: "studies",
    message: `expected doses and a covariance that can tell ${basis.columns.join(", ")}, got too few or singular ones`,
  };
}

function warningsOf(
  { converged }: CoefficientFit,
  studies: number,
  method: CoefficientMethod,
): readonly StatisticalWarning[] {
  const one = "There is one study: how curves differ between studies is not known and taken for nothing.";
  const lost = "The likelihood has no maximum that was found.";
  return [
    ...(studies === 1 && method !== "fixed" ? [warning("not-estimable", one)] : []),
    ...(converged ? [] : [warning("not-estimable", lost)]),
  ];
}

function coefficientStudy(
  { effects, covariance, doses, referent }: DoseStudy,
  basis: DoseBasis,
): CoefficientStudy {
  const zero = basis.at(referent);
  const design = matrixOf(
    doses.map((dose) => basis.at(dose).map((value, column) => value - at(zero, column))),
  );
  return { effects, covariance, design };
}

type Curve = { readonly coefficients: Float64Array; readonly covariance: Matrix; readonly precision: Matrix };

/** Generalized least squares within a study; undefined where it has too few doses. */
function ownCurve({ effects, design, covariance }: CoefficientStudy): Curve | undefined {
  const weights = invertPositive(covariance, 1e-13)?.inverse;
  if (weights === undefined) return undefined;
  const weighted = multiply(transpose(design), weights);
  const precision = multiply(weighted, design);
  const inverse = invertPositive(precision, 1e-11)?.inverse;
  return (
    inverse && { coefficients: apply(inverse, apply(weighted, effects)), covariance: inverse, precision }
  );
}

function shortIssues(
  studies: readonly DoseStudy[],
  own: readonly (Curve | undefined)[],
): readonly InputIssue[] {
  return studies
    .filter((_, index) => own[index] === undefined)
    .map(({ name, doses }) => ({
      path: `studies.${name}`,
      message: `expected doses enough for a curve of its own, got ${doses.length} besides the referent: use one stage`,
    }));
}

function asStudy({ coefficients, covariance }: Curve): CoefficientStudy {
  const unit = matrixOf(
    Array.from(coefficients, (_, i) => Array.from(coefficients, (__, j) => (i === j ? 1 : 0))),
  );
  return { effects: coefficients, design: unit, covariance };
}

function intervalsOf({ coefficients, covariance }: CoefficientFit, level: number): DoseResponse["intervals"] {
  const reach = normalQuantile((1 + level) / 2);
  const errors = diagonalOf(covariance).map(Math.sqrt);
  return Array.from(coefficients, (value, index) => {
    const error = at(errors, index);
    const statistic = value / error;
    return {
      lower: value - reach * error,
      upper: value + reach * error,
      statistic,
      p: 2 * normalCdf(-Math.abs(statistic)),
    };
  });
}

function chiSquared(statistic: number, degreesOfFreedom: number): CurveTest {
  const p = degreesOfFreedom > 0 ? chiSquaredTails(statistic, degreesOfFreedom).upper : null;
  return { statistic, degreesOfFreedom, p };
}

/** The Wald test that the coefficients at these places are all zero. */
function waldTest({ coefficients, covariance }: CoefficientFit, places: readonly number[]): CurveTest {
  const chosen = Float64Array.from(places, (place) => at(coefficients, place));
  const inverse = invertPositive(submatrix(covariance, places, places))?.inverse;
  return chiSquared(inverse ? quadraticForm(chosen, inverse) : 0, places.length);
}

function heterogeneityTest(own: readonly (Curve | undefined)[], center: Float64Array): CurveTest {
  const curves = own.flatMap((curve) => (curve === undefined ? [] : [curve]));
  const q = curves.reduce((sum, { coefficients, precision }) => {
    const off = coefficients.map((value, index) => value - at(center, index));
    return sum + quadraticForm(off, precision);
  }, 0);
  return chiSquared(q, Math.max(0, curves.length - 1) * center.length);
}

function goodnessOfFit(rows: readonly CoefficientStudy[], center: Float64Array): DoseResponse["fit"] {
  let [left, total, count] = [0, 0, 0];
  for (const { effects, design, covariance } of rows) {
    const weights = invertPositive(covariance)?.inverse;
    if (weights === undefined) continue;
    const fitted = apply(design, center);
    left += quadraticForm(
      effects.map((value, index) => value - at(fitted, index)),
      weights,
    );
    total += quadraticForm(effects, weights);
    count += effects.length;
  }
  const freedom = count - center.length;
  const r2 = total > 0 ? 1 - left / total : 0;
  return {
    deviance: chiSquared(left, freedom),
    r2,
    adjustedR2: freedom > 0 ? 1 - (count / freedom) * (1 - r2) : r2,
  };
}

export type DosePrediction = {
  readonly dose: number;
  readonly effect: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
};

/** The mean curve at some doses against a referent dose, which need not be zero, with pointwise intervals. */
export function predictDoses(
  { basis, coefficients, covariance, level }: DoseResponse,
  { doses, referent }: { readonly doses: readonly number[]; readonly referent: number },
): Result<readonly DosePrediction[], InvalidInput> {
  const issues = [...doses, referent].flatMap((dose, index) =>
    Number.isFinite(dose)
      ? []
      : [
          {
            path: index < doses.length ? `doses.${index}` : "referent",
            message: `expected a dose, got ${dose}`,
          },
        ],
  );
  if (issues.length > 0) return failed(invalidInput(...issues));
  const reach = normalQuantile((1 + level) / 2);
  const zero = basis.at(referent);
  return ok(
    doses.map((dose) => {
      const row = basis.at(dose).map((value, column) => value - at(zero, column));
      const effect = dot(row, coefficients);
      const standardError = Math.sqrt(quadraticForm(row, covariance));
      return {
        dose,
        effect,
        standardError,
        lower: effect - reach * standardError,
        upper: effect + reach * standardError,
      };
    }),
  );
}
