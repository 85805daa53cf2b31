import { solveLinear } from "../linear/lu.ts";
import { at, columnVector } from "../linear/matrix.ts";
import { jacobianOf } from "../numerics/derivatives.ts";
import type { RiskDesign, RiskDose } from "./dose-study.ts";
import type { PseudoCounts } from "./greenland-longnecker.ts";

/**
 * Cases and others by dose that agree with the relative risks, their variances, the share of others at the referent dose, and the ratio of
 * others to cases. Undefined where no such counts are found.
 *
 * Hamling et al. (2008), Facilitating meta-analyses by deriving relative effect and precision estimates for alternative comparisons, Stat. Med.
 * 27:954.
 */
export function hamlingCounts(doses: readonly RiskDose[]): PseudoCounts | undefined {
  const seen = doses.map(({ design, n, cases }) => (design === "case-control" ? n - cases : n));
  const target = ratiosOf({ cases: doses.map(({ cases }) => cases), others: seen });
  const misfit = (x: Float64Array): Float64Array => {
    const [share, ratio] = ratiosOf(countsAt(doses, x));
    return Float64Array.of(Math.log(share / target[0]), Math.log(ratio / target[1]));
  };
  let x: Float64Array = startOf(doses, seen);
  for (let iterations = 0; iterations < 200; iterations += 1) {
    const off = misfit(x);
    const size = Math.hypot(at(off, 0), at(off, 1));
    if (size < 1e-13) break;
    const step = solveLinear(jacobianOf(misfit, x, 1e-4), columnVector(off))?.values;
    const next = step && shortened(misfit, x, step, size);
    if (next === undefined) {
      if (size > 1e-9) return undefined;
      break;
    }
    x = next;
  }
  const counts = countsAt(doses, x);
  return [...counts.cases, ...counts.others].every((one) => one > 0 && Number.isFinite(one))
    ? counts
    : undefined;
}

function ratiosOf({ cases, others }: PseudoCounts): readonly [number, number] {
  const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
  return [(others[0] as number) / sum(others), sum(others) / sum(cases)];
}

/** The logarithms of cases and others at the referent dose, large enough to leave variance for the other doses. */
function startOf(doses: readonly RiskDose[], seen: readonly number[]): Float64Array {
  const [first] = doses;
  const smallest = Math.min(...doses.slice(1).map(({ standardError }) => (standardError ?? 1) ** 2));
  let [cases, others] = [Math.max(first?.cases ?? 1, 0.5), Math.max(seen[0] ?? 1, 0.5)];
  while (referentVariance(first?.design ?? "case-control", cases, others) > 0.8 * smallest) {
    cases *= 1.2;
    others *= 1.2;
  }
  return Float64Array.of(Math.log(cases), Math.log(others));
}

function referentVariance(design: RiskDesign, cases: number, others: number): number {
  if (design === "case-control") return 1 / cases + 1 / others;
  return design === "incidence-rate" ? 1 / cases : 1 / cases - 1 / others;
}

/** The counts of all doses that those of the referent imply, by relative risk and variance. */
function countsAt(doses: readonly RiskDose[], x: Float64Array): PseudoCounts {
  const [first, firstOthers] = [Math.exp(at(x, 0)), Math.exp(at(x, 1))];
  const [cases, others] = [[first], [firstOthers]];
  for (const { design, logRelativeRisk, standardError } of doses.slice(1)) {
    const odds = (Math.exp(logRelativeRisk) * first) / firstOthers;
    const left = (standardError ?? 1) ** 2 - referentVariance(design, first, firstOthers);
    if (!(left > 0)) return { cases: [Number.NaN], others: [Number.NaN] };
    const own =
      design === "case-control"
        ? (1 + odds) / left
        : design === "incidence-rate"
          ? 1 / left
          : (1 - odds) / left;
    cases.push(own);
    others.push(own / odds);
  }
  return { cases, others };
}

function shortened(
  misfit: (x: Float64Array) => Float64Array,
  x: Float64Array,
  step: Float64Array,
  size: number,
): Float64Array | undefined {
  for (let share = 1; share > 1e-10; share /= 2) {
    const next = x.map((value, index) => value - share * at(step, index));
    const off = misfit(next);
    if (Math.hypot(at(off, 0), at(off, 1)) < size) return next;
  }
  return undefined;
}
