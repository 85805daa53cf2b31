import {
  binomialTest,
  type Estimate,
  moverInterval,
  type ProportionMethod,
  proportionTest,
  type RiskContrast,
  riskEffect,
  type StratumWeights,
  scoreInterval,
  stratifiedScoreInterval,
  type TwoProportions,
} from "#stats";
import { chiSquaredQuantile } from "../../../../src/stats/distributions/chi-squared.ts";
import { scoreMoments, scoreStatistic } from "../../../../src/stats/proportions/score.ts";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { textOf, value } from "./design-spec.ts";
import {
  alternativeOf,
  flagOption,
  fnOf,
  groupsOf,
  levelOf,
  limitsOf,
  numberOption,
  occurrencesOf,
  singleLimits,
  strataOf,
  testFigures,
  textOption,
} from "./responder-spec.ts";

function proportions(golden: GoldenCase): Answer {
  const groups = occurrencesOf(golden.spec);
  const correction = flagOption(golden, "correct");
  const nulls = golden.spec["p"] ?? golden.spec["null"];
  const options = {
    level: levelOf(golden),
    alternative: alternativeOf(golden),
    ...(nulls === undefined ? {} : { nullValues: [nulls].flat().map(Number) }),
  };
  const test = (corrects: boolean) => value(proportionTest(groups, { ...options, correction: corrects }));
  const [plain, corrected] = [test(false), test(true)];
  const told = correction === false ? plain : corrected;
  return {
    figures: {
      ...testFigures({ ...told, estimate: null }),
      estimate: told.estimates,
      p: (correction ?? false) ? corrected.pValue : plain.pValue,
      X2: (correction ?? false) ? corrected.statistic : plain.statistic,
      ci: limitsOf(told),
      rd_ci_wald: limitsOf(plain),
      rd_ci_wald_cc: limitsOf(corrected),
      p_cc: corrected.pValue,
      X2_cc: corrected.statistic,
    },
  };
}

function single(golden: GoldenCase): Answer {
  const [occurrences = { events: 0, n: 0 }] = occurrencesOf(golden.spec);
  const options = { level: levelOf(golden), alternative: alternativeOf(golden) };
  const nullValue = numberOption(golden, "p", "p0", "null");
  const exact = value(
    binomialTest(occurrences, { ...options, ...(nullValue === undefined ? {} : { nullValue }) }),
  );
  const limits = (method: ProportionMethod) => singleLimits(occurrences, { ...options, method });
  return {
    figures: {
      ...testFigures(exact),
      clopper_pearson: limits("clopper-pearson"),
      exact: limits("clopper-pearson"),
      p_half: value(binomialTest(occurrences, options)).pValue,
      wilson: limits("wilson"),
      wilson_cc: limits("wilson-corrected"),
      jeffreys: limits("jeffreys"),
      agresti_coull: limits("agresti-coull"),
      mid_p: limits("mid-p"),
      midp: limits("mid-p"),
      wald: limits("wald"),
      arcsine: limits("arcsine"),
      logit: limits("logit"),
    },
  };
}

function wald(golden: GoldenCase): Answer {
  const groups = groupsOf(golden.spec);
  const effect = (contrast: RiskContrast) => value(riskEffect(groups, { contrast, level: levelOf(golden) }));
  const [rd, rr, or] = [effect("risk-difference"), effect("risk-ratio"), effect("odds-ratio")];
  return {
    figures: {
      rd: rd.estimate,
      rd_se: rd.standardError,
      rd_wald: limitsOf(rd),
      rr: rr.estimate,
      rr_se: rr.standardError,
      rr_katz: textbookLimits(rr),
      or: or.estimate,
      or_se: or.standardError,
      or_woolf: textbookLimits(or),
      nnt: rd.estimate === null ? null : 1 / rd.estimate,
    },
  };
}

/** The textbook's arithmetic of exp(log estimate ± z ∞), where we give no interval: one side is the estimate itself, the other NaN. */
function textbookLimits(ratio: Estimate): readonly (number | null)[] {
  if (ratio.interval !== null || ratio.estimate === null) return limitsOf(ratio);
  return ratio.estimate === 0 ? [0, null] : [null, ratio.estimate];
}

const contrasts: Readonly<Record<string, RiskContrast>> = {
  RD: "risk-difference",
  RR: "risk-ratio",
  OR: "odds-ratio",
};

function contrastOf(golden: GoldenCase): RiskContrast {
  const named = textOption(golden, "contrast") ?? /\b(RD|RR|OR)\b/.exec(fnOf(golden))?.[1] ?? "RD";
  return contrasts[named] ?? "risk-difference";
}

function score(golden: GoldenCase): Answer {
  const contrast = contrastOf(golden);
  const found = value(
    scoreInterval(groupsOf(golden.spec), {
      contrast,
      level: levelOf(golden),
      varianceCorrection: flagOption(golden, "bcf") ?? true,
      skewness: flagOption(golden, "skew") ?? false,
      oddsRatioBias: flagOption(golden, "ORbias") ?? golden.oracle.package === "ratesci",
    }),
  );
  const { estimate } = found;
  const [lower = null, upper = null] = limitsOf(found);
  return {
    figures: {
      rd: estimate,
      rr: estimate,
      or: estimate,
      ci: [lower, upper],
      z0: found.statistic,
      p: found.pValue,
      est_ci: [lower, estimate, upper],
      est: [lower, estimate, upper],
    },
  };
}

const weightings: Readonly<Record<string, StratumWeights>> = {
  MH: "mantel-haenszel",
  IVS: "inverse-variance",
  MN: "miettinen-nurminen",
};

function stratified(golden: GoldenCase): Answer {
  const strata = strataOf(golden.spec).map((table) => groupsOf({ table }));
  const contrast = contrastOf(golden);
  const weighting = textOption(golden, "weighting") ?? (contrast === "odds-ratio" ? "IVS" : "MH");
  const found = value(
    stratifiedScoreInterval(strata, {
      contrast,
      level: levelOf(golden),
      weights: weightings[weighting] ?? "mantel-haenszel",
      varianceCorrection: flagOption(golden, "bcf") ?? true,
      skewness: flagOption(golden, "skew") ?? false,
      oddsRatioBias: flagOption(golden, "ORbias") ?? golden.oracle.package === "ratesci",
    }),
  );
  const [lower = null, upper = null] = limitsOf(found);
  const both = [lower, found.estimate, upper];
  return { figures: { est: both, est_ci: both, ci: [lower, upper], z0: found.statistic, p: found.pValue } };
}

const moverMethods: Readonly<Record<string, ProportionMethod>> = {
  wilson: "wilson",
  jeff: "jeffreys",
  exact: "clopper-pearson",
  midp: "mid-p",
};

function mover(golden: GoldenCase): Answer {
  const named = textOption(golden, "type") ?? /MOVER (\w+)/i.exec(fnOf(golden))?.[1] ?? "wilson";
  const plain = moverMethods[named.toLowerCase()] ?? "wilson";
  const method = plain === "wilson" && flagOption(golden, "cc", "correct") ? "wilson-corrected" : plain;
  const contrast = contrastOf(golden);
  const found = value(moverInterval(groupsOf(golden.spec), { contrast, method, level: levelOf(golden) }));
  const [lower = null, upper = null] = limitsOf(found);
  const both = [lower, found.estimate, upper];
  return {
    figures: {
      rd: found.estimate,
      rr: found.estimate,
      or: found.estimate,
      ci: [lower, upper],
      est_ci: both,
      est: both,
    },
  };
}

/** PropCIs: the difference with the factor N / (N − 1), the risk ratio without it, and the odds ratio by steps. */
function scoreOfPropCis(golden: GoldenCase): Answer {
  const groups = groupsOf(golden.spec);
  const level = levelOf(golden);
  const limits = (contrast: RiskContrast, varianceCorrection: boolean) =>
    limitsOf(value(scoreInterval(groups, { contrast, level, varianceCorrection })));
  return {
    figures: {
      diffscore: limits("risk-difference", true),
      riskscore: limits("risk-ratio", false),
      orscore: steppedOddsLimits(groups, level),
    },
  };
}

/**
 * Agresti's search for the limits of an odds ratio (Agresti 2002, Categorical Data Analysis, 2nd ed., his R functions), which PropCIs has: from 10 %
 * beyond the estimate outwards in steps of 0.1 %, up to the first whose score statistic is large enough. Ours solves; this compares our statistic.
 */
function steppedOddsLimits(groups: TwoProportions, level: number): readonly [number, number] {
  const { first, second } = groups;
  const [isNone, isAll] = [first.events === 0, first.events === first.n];
  const [otherIsNone, otherIsAll] = [second.events === 0, second.events === second.n];
  if ((isNone && otherIsNone) || (isAll && otherIsAll)) return [0, Number.POSITIVE_INFINITY];
  const wanted = chiSquaredQuantile({ lower: level }, 1);
  const stepped = (from: number, factor: number): number => {
    let odds = from;
    while (scoreAt(groups, odds) ** 2 < wanted) odds *= factor;
    return odds;
  };
  if (isNone || otherIsAll) return [0, stepped(0.01 / second.n, 1.001)];
  if (isAll || otherIsNone) return [stepped(100 * first.n, 1 / 1.001), Number.POSITIVE_INFINITY];
  const estimate = value(riskEffect(groups, { contrast: "odds-ratio" })).estimate ?? 1;
  return [stepped(estimate / 1.1, 1 / 1.001), stepped(estimate * 1.1, 1.001)];
}

function scoreAt({ first, second }: TwoProportions, oddsRatio: number): number {
  const groups = { first, second };
  const corrections = { varianceCorrection: true, oddsRatioBias: false };
  return scoreStatistic(scoreMoments(groups, "odds-ratio", oddsRatio, corrections), { skewness: false });
}

function forFn(name: string, pattern: RegExp, answer: (golden: GoldenCase) => Answer): Adapter {
  return { name, takes: ({ spec }) => pattern.test(textOf(spec, "fn") ?? ""), answer };
}

export const adapters: readonly Adapter[] = [
  forFn("test of proportions", /^prop\.test/, proportions),
  forFn("single proportion", /^(binom CI|binom\.test)/, single),
  forFn("risk effects", /^RD\/RR\/OR Wald/, wald),
  forFn("stratified score interval", /^stratified (Miettinen|score)|^scoreci stratified/i, stratified),
  forFn("score interval", /^(Miettinen-Nurminen|scoreci)/, score),
  forFn("MOVER interval", /^(MOVER|moverci|Newcombe hybrid)/, mover),
  forFn("score intervals of PropCIs", /^PropCIs/, scoreOfPropCis),
];
