import { matrixOf, toRows } from "../../../../src/stats/linear/matrix.ts";
import {
  conditionalMean,
  conditionalOn,
  jointUnder,
  type ReferenceStrategy,
} from "../../../../src/stats/missing/reference-based.ts";
import { poolImputations } from "../../../../src/stats/missing/rubin.ts";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";

const strategies: Readonly<Record<string, ReferenceStrategy>> = {
  MAR: "missing-at-random",
  CR: "copy-reference",
  JR: "jump-to-reference",
  CIR: "copy-increments",
  LMCF: "last-mean-carried-forward",
};

function pooled({ spec }: GoldenCase): Answer {
  const n = spec["n"] === "Infinity" || spec["n"] === null ? Number.POSITIVE_INFINITY : Number(spec["n"]);
  const result = poolImputations(
    { estimates: spec["Q"] as number[], variances: spec["U"] as number[] },
    { completeDegreesOfFreedom: n - Number(spec["k"] ?? 1), smallestMissingShare: 1e-4 },
  );
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const p = result.value;
  return {
    figures: {
      qbar: p.estimate,
      ubar: p.withinVariance,
      b: p.betweenVariance,
      t: p.totalVariance,
      df: p.degreesOfFreedom,
      r: p.relativeIncrease,
      fmi: p.fractionOfMissingInformation,
      se: p.standardError,
      p_value: p.pValue,
      ci: [p.interval.lower, p.interval.upper],
    },
  };
}

/**
 * rbmi's strategies take, for each visit, whether it is missing at random. A call that passes the numbers of the missing visits
 * instead says "true" for all of them, so that only `CR` departs from the participant's own arm.
 */
function firstAffected({ spec, call }: GoldenCase, missing: readonly boolean[]): number {
  const atRandom = spec["index_mar"] as readonly boolean[] | undefined;
  if (atRandom !== undefined) return firstNot(atRandom);
  return /which\(\s*miss\s*\)/.test(call) ? missing.length : firstNot(missing.map((is) => !is));
}

function firstNot(flags: readonly boolean[]): number {
  const index = flags.indexOf(false);
  return index < 0 ? flags.length : index;
}

function conditional(golden: GoldenCase): Answer {
  const { spec } = golden;
  const missing = spec["missing"] as readonly boolean[];
  const strategy = strategies[String(spec["strategy"])] ?? "missing-at-random";
  const distribution = (suffix: string) => ({
    mean: Float64Array.from(spec[`mu${suffix}`] as number[]),
    covariance: matrixOf(spec[`sigma${suffix}`] as number[][]),
  });
  const from = strategy === "copy-reference" ? 0 : firstAffected(golden, missing);
  const joint = jointUnder(strategy, distribution(""), distribution("_ref"), from);
  const regression =
    joint &&
    conditionalOn(
      joint.covariance,
      missing.map((is) => !is),
    );
  if (joint === undefined || regression === undefined) throw new Error("a covariance is singular");
  const observed = spec["y_observed"] as number[];
  let next = 0;
  const outcomes = missing.map((is) => {
    if (is) return Number.NaN;
    next += 1;
    return observed[next - 1] ?? Number.NaN;
  });
  return {
    figures: {
      mu: [...joint.mean],
      sigma: toRows(joint.covariance),
      cond_mu: [...conditionalMean(regression, joint.mean, outcomes)],
      cond_sigma: toRows(regression.covariance),
    },
  };
}

export const adapters: readonly Adapter[] = [
  {
    name: "pooling of imputations",
    takes: ({ spec }) => String(spec["fn"]).startsWith("Rubin"),
    answer: pooled,
  },
  {
    name: "reference-based conditional distribution",
    takes: ({ spec }) => String(spec["fn"]).startsWith("reference-based strategy"),
    answer: conditional,
  },
];
