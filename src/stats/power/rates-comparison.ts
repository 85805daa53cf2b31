import type { InputIssue } from "#kernel";
import { normalQuantile } from "../distributions/normal.ts";
import { minimizeScalar } from "../numerics/minimize-scalar.ts";
import { findRoot } from "../numerics/root.ts";
import { type Allocation, type Comparison, firstShareOf } from "./comparison.ts";
import { finiteIssues, positiveIssues, rateIssues, type SoundErrorRates } from "./error-rates.ts";
import { type RateNull, type Rates, rateDistance, rateSpread, restrictedRates } from "./restricted-rates.ts";

/** A comparison of the rates of two groups. */
export type RatesQuestion = {
  readonly first: number;
  readonly second: number;
  readonly scale?: "difference" | "ratio";
  /** What the difference or the ratio is tested against; 0 or 1 unless given. */
  readonly nullEffect?: number;
  /** 1 unless given. */
  readonly allocationRatio?: Allocation;
};

export function ratesIssues(question: RatesQuestion): readonly InputIssue[] {
  const { first, second, scale = "difference", allocationRatio = 1 } = question;
  const { value: nullEffect } = nullOf(question);
  const issues: InputIssue[] = [...rateIssues({ first, second })];
  if (typeof allocationRatio === "number") issues.push(...positiveIssues({ allocationRatio }));
  if (scale === "ratio") return [...issues, ...positiveIssues({ nullEffect })];
  if (Math.abs(nullEffect) < 1) return [...issues, ...finiteIssues({ nullEffect })];
  const message = `expected a difference between -1 and 1, got ${nullEffect}`;
  return [...issues, { path: "nullEffect", message }];
}

function nullOf({ nullEffect, scale = "difference" }: RatesQuestion): RateNull {
  return { scale, value: nullEffect ?? (scale === "ratio" ? 1 : 0) };
}

/**
 * The test of two rates whose variance is estimated under the null: without effect the χ² test, otherwise that of Farrington and
 * Manning (1990), Stat. Med. 9:1447, by their third method.
 */
export function ratesComparison(question: RatesQuestion, errors: SoundErrorRates): Comparison {
  const { first, second, allocationRatio = 1 } = question;
  const rates = { first, second };
  const none = nullOf(question);
  const ratio = allocationRatio === "optimal" ? optimalRatio(rates, none, errors) : allocationRatio;
  const { distance, spread, nullSpread } = spreads(rates, ratio, none);
  const share = firstShareOf(2, ratio);
  return {
    method: Number(none.scale === "ratio") === none.value ? "χ² test" : "Farrington and Manning 1990",
    direction: distance < 0 ? -1 : 1,
    fixedSize: (planned) => sizeAt(rates, ratio, none, planned),
    driftAt: (n, level, direction) => {
      const z = -normalQuantile(level);
      return z + (Math.sqrt(n * share) * direction * distance - z * nullSpread) / spread;
    },
    estimateAt: (z, n) => estimateAt(z, n * share, { second, ratio, none }),
    firstShare: share,
  };
}

/** Over √n of the first group. */
function spreads(rates: Rates, ratio: number, none: RateNull) {
  return {
    distance: rateDistance(rates, none),
    spread: rateSpread(rates, ratio, none),
    nullSpread: rateSpread(restrictedRates(rates, ratio, none), ratio, none),
  };
}

function sizeAt(
  rates: Rates,
  ratio: number,
  none: RateNull,
  { alpha, beta, sides }: SoundErrorRates,
): number | undefined {
  const { distance, spread, nullSpread } = spreads(rates, ratio, none);
  if (distance === 0) return undefined;
  const reach = -normalQuantile(alpha / sides) * nullSpread - normalQuantile(beta) * spread;
  return ((1 + ratio) / ratio) * (reach / distance) ** 2;
}

function optimalRatio(rates: Rates, none: RateNull, errors: SoundErrorRates): number {
  const cost = (log: number): number => sizeAt(rates, Math.exp(log), none, errors) ?? 0;
  return Math.exp(minimizeScalar(cost, { low: Math.log(0.01), high: Math.log(100) }, { tolerance: 1e-9 }).x);
}

/** The first rate, as difference or ratio, that is found at z beside the second; null where it would not be a rate. */
function estimateAt(
  z: number,
  n: number,
  { second, ratio, none }: { readonly second: number; readonly ratio: number; readonly none: RateNull },
): number | null {
  if (!Number.isFinite(z)) return null;
  const excess = (first: number): number => {
    const rates = { first, second };
    const error = rateSpread(restrictedRates(rates, ratio, none), ratio, none);
    return Math.sqrt(n) * rateDistance(rates, none) - z * error;
  };
  const { value } = none;
  const middle = none.scale === "ratio" ? value * second : value + second;
  const bracket = z < 0 ? { low: 0, high: Math.min(1, middle) } : { low: Math.max(0, middle), high: 1 };
  const root = z === 0 ? { root: middle } : findRoot(excess, bracket, { tolerance: 1e-14 });
  if (root === undefined) return null;
  return none.scale === "ratio" ? root.root / second : root.root - second;
}
