import type { InputIssue } from "#kernel";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { type Allocation, type Comparison, firstShareOf } from "./comparison.ts";
import { finiteIssues, positiveIssues } from "./error-rates.ts";
import { comparisonPower, comparisonSize } from "./fixed-size.ts";

/** A comparison of means, of two groups or of one with a fixed value. */
export type MeansQuestion = {
  /** Two unless given. */
  readonly groups?: 1 | 2;
  /** The mean of the first group less that of the second, or over it; or the mean of the only group. */
  readonly effect: number;
  /** What the effect is tested against; 0 unless given, 1 on the scale of ratios. */
  readonly nullEffect?: number;
  readonly scale?: "difference" | "ratio";
  /** Within groups; on the scale of ratios over the mean of the second group. */
  readonly standardDeviation: number;
  /** 1 unless given. */
  readonly allocationRatio?: Allocation;
  /** Student's t, or a normal test as if the standard deviation were known. */
  readonly test?: "t" | "normal";
};

export function meansIssues(question: MeansQuestion): readonly InputIssue[] {
  const { groups = 2, scale = "difference", standardDeviation, effect, allocationRatio = 1 } = question;
  const nullEffect = nullOf(question);
  const ratios = typeof allocationRatio === "number" ? { allocationRatio } : {};
  const issues = [
    ...finiteIssues({ effect, nullEffect }),
    ...positiveIssues({ standardDeviation, ...ratios }),
  ];
  if (groups !== 1 && groups !== 2)
    issues.push({ path: "groups", message: `expected 1 or 2, got ${groups}` });
  if (scale !== "ratio") return issues;
  if (groups === 1) issues.push({ path: "scale", message: "expected difference with one group, got ratio" });
  return [...issues, ...positiveIssues({ nullEffect })];
}

function nullOf({ nullEffect, scale }: MeansQuestion): number {
  return nullEffect ?? (scale === "ratio" ? 1 : 0);
}

export function meansComparison(question: MeansQuestion): Comparison {
  const { groups = 2, scale = "difference", standardDeviation, test = "t", allocationRatio = 1 } = question;
  const nullEffect = nullOf(question);
  const weight = scale === "ratio" ? nullEffect : 1;
  const ratio = allocationRatio === "optimal" ? 1 / weight : allocationRatio;
  // x₁ − θ₀ x₂ has the variance σ² (1 / n₁ + θ₀² / n₂).
  const units = groups === 1 ? 1 : (1 + ratio) * (1 / ratio + weight * weight);
  const spread = standardDeviation * Math.sqrt(units);
  const away = question.effect - nullEffect;
  const comparison = { effect: away, spread, estimated: test === "t" ? groups : null };
  return {
    method: test === "t" ? "Student's t test" : "normal test",
    direction: away < 0 ? -1 : 1,
    fixedSize: (errors) => comparisonSize({ ...comparison, effect: Math.abs(away) }, errors),
    driftAt: (n, level, direction) => {
      if (test === "normal") return direction * (away / spread) * Math.sqrt(n);
      const toward = { ...comparison, effect: direction * away };
      const power = comparisonPower(toward, n, { alpha: level, sides: 1, bothSides: false });
      return normalQuantile(Math.min(Math.max(power, 1e-300), 1 - 1e-16)) - normalQuantile(level);
    },
    estimateAt: (z, n) => nullEffect + (quantileOf(z, n - groups, test) * spread) / Math.sqrt(n),
    firstShare: firstShareOf(groups, ratio),
  };
}

/** The t with the tail of z, which keeps the level of each look. */
function quantileOf(z: number, degreesOfFreedom: number, test: "t" | "normal"): number {
  if (test === "normal") return z;
  return Math.sign(z) * -studentTQuantile(normalCdf(-Math.abs(z)), degreesOfFreedom);
}
