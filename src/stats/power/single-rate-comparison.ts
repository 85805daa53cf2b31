import type { InputIssue } from "#kernel";
import { normalQuantile } from "../distributions/normal.ts";
import type { Comparison } from "./comparison.ts";
import { rateIssues } from "./error-rates.ts";
import { exactBinomialSize } from "./exact-binomial-size.ts";

/** A comparison of the rate of one group with a fixed rate. */
export type SingleRateQuestion = {
  readonly rate: number;
  readonly nullRate: number;
  /** The binomial test, or the normal one with the variance under the null. Normal unless given. */
  readonly test?: "normal" | "exact";
};

export function singleRateIssues({ rate, nullRate }: SingleRateQuestion): readonly InputIssue[] {
  return rateIssues({ rate, nullRate });
}

export function singleRateComparison({ rate, nullRate, test = "normal" }: SingleRateQuestion): Comparison {
  const distance = rate - nullRate;
  const [spread, nullSpread] = [rate, nullRate].map((p) => Math.sqrt(p * (1 - p))) as [number, number];
  return {
    method: test === "exact" ? "binomial test" : "normal test of a rate",
    direction: distance < 0 ? -1 : 1,
    fixedSize: ({ alpha, beta, sides }) => {
      if (distance === 0) return undefined;
      const reach = -normalQuantile(alpha / sides) * nullSpread - normalQuantile(beta) * spread;
      const normal = (reach / distance) ** 2;
      return test === "exact"
        ? exactBinomialSize({ rate, nullRate }, { alpha, beta, sides }, normal)
        : normal;
    },
    driftAt: (n, level, direction) => {
      const z = -normalQuantile(level);
      return z + (Math.sqrt(n) * direction * distance - z * nullSpread) / spread;
    },
    estimateAt: (z, n) => (Number.isFinite(z) ? nullRate + (z * nullSpread) / Math.sqrt(n) : null),
    firstShare: 1,
  };
}
