import {
  chiSquaredTest,
  cmhTest,
  commonEffect,
  exactCommonOddsRatio,
  exactIndependence,
  fisherExact,
  generalizedCmhTest,
  goodnessOfFit,
  mcnemarExact,
  mcnemarTest,
  rankSumTest,
  signedRankTest,
} from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { numbersOf, textOf, value } from "./design-spec.ts";
import {
  alternativeOf,
  flagOption,
  levelOf,
  limitsOf,
  numberOption,
  strataOf,
  tableOf,
  testFigures,
} from "./responder-spec.ts";

function fisher(golden: GoldenCase): Answer {
  const table = tableOf(golden.spec);
  if (table.length > 2 || (table[0]?.length ?? 0) > 2)
    return { figures: testFigures(value(exactIndependence(table))) };
  const nullOddsRatio = numberOption(golden, "or") ?? 1;
  const test = (alternative: ReturnType<typeof alternativeOf>) =>
    value(fisherExact(table, { alternative, nullOddsRatio, level: levelOf(golden) }));
  return {
    figures: {
      ...testFigures(test(alternativeOf(golden))),
      p_two: test("two-sided").pValue,
      p_greater: test("greater").pValue,
      p_less: test("less").pValue,
    },
  };
}

function chiSquared(golden: GoldenCase): Answer {
  const counts = numbersOf(golden.spec, "x");
  const isTable = Array.isArray((golden.spec["x"] as unknown[] | undefined)?.[0]);
  if (counts !== undefined && counts.length > 1 && !isTable) return fitOf(golden, counts);
  const table = tableOf(golden.spec);
  const [plain, corrected] = [
    value(chiSquaredTest(table, { correction: false })),
    value(chiSquaredTest(table)),
  ];
  const correction = flagOption(golden, "correct") ?? false;
  const told = correction ? corrected : plain;
  return {
    figures: {
      ...testFigures(told),
      X2_yates: corrected.statistic,
      p_yates: corrected.pValue,
      expected: told.expected,
      residuals: told.residuals,
      stdres: told.standardizedResiduals,
    },
  };
}

function fitOf({ spec }: GoldenCase, counts: readonly number[]): Answer {
  const given = numbersOf(spec, "p");
  const total = given?.reduce((sum, share) => sum + share, 0) ?? 1;
  const probabilities = given?.map((share) => share / total);
  return { figures: testFigures(value(goodnessOfFit(counts, probabilities ? { probabilities } : {}))) };
}

function mcnemar(golden: GoldenCase): Answer {
  const table = tableOf(golden.spec);
  const [plain, corrected] = [value(mcnemarTest(table, { correction: false })), value(mcnemarTest(table))];
  const told = flagOption(golden, "correct") === false ? plain : corrected;
  const exact = table.length === 2 ? value(mcnemarExact(table)) : undefined;
  return {
    figures: {
      ...testFigures(told),
      X2: corrected.statistic,
      p: corrected.pValue,
      ...(golden.spec["correct"] === false ? { X2: plain.statistic, p: plain.pValue } : {}),
      X2_nocc: plain.statistic,
      p_nocc: plain.pValue,
      p_exact: exact?.pValue ?? null,
    },
  };
}

function cochranMantelHaenszel(golden: GoldenCase): Answer {
  const strata = strataOf(golden.spec);
  if ((strata[0]?.length ?? 0) > 2 || (strata[0]?.[0]?.length ?? 0) > 2)
    return { figures: testFigures(value(generalizedCmhTest(strata))) };
  const test = cmhTest(strata, {
    correction: flagOption(golden, "correct") ?? true,
    alternative: alternativeOf(golden),
    level: levelOf(golden),
  });
  return { figures: testFigures(value(test)) };
}

function exactMantelHaenszel(golden: GoldenCase): Answer {
  const options = { alternative: alternativeOf(golden), level: levelOf(golden) };
  return { figures: testFigures(value(exactCommonOddsRatio(strataOf(golden.spec), options))) };
}

function isExact({ spec, call }: GoldenCase): boolean {
  return / exact/.test(textOf(spec, "fn") ?? "") || spec["exact"] === true || /exact = TRUE/.test(call);
}

function common(golden: GoldenCase): Answer {
  const strata = strataOf(golden.spec);
  const options = { level: levelOf(golden) };
  const rr = value(commonEffect(strata, { ...options, contrast: "risk-ratio" }));
  const or = value(commonEffect(strata, { ...options, contrast: "odds-ratio" }));
  const sato = value(commonEffect(strata, { ...options, contrast: "risk-difference" }));
  const robins = value(
    commonEffect(strata, { ...options, contrast: "risk-difference", variance: "greenland-robins" }),
  );
  return {
    figures: {
      rr: rr.estimate,
      rr_ci: limitsOf(rr),
      rr_se: rr.standardError,
      or: or.estimate,
      or_ci: limitsOf(or),
      or_se: or.standardError,
      rd: sato.estimate,
      rd_ci: limitsOf(sato),
      rd_se_sato: sato.standardError,
      rd_se_greenland_robins: robins.standardError,
    },
  };
}

/** The samples of a case: in `spec`, or written down in the call as `a <- c(…)` and `b <- c(…)`. */
function samplesOf({ spec, call }: GoldenCase): readonly (readonly number[])[] {
  const told = (["x", "y"] as const).map(
    (name) => numbersOf(spec, name) ?? numbersOf(spec, name === "x" ? "a" : "b"),
  );
  const given = told.filter((sample) => sample !== undefined);
  if (given.length > 0) return given;
  return [...call.matchAll(/<- c\(([-0-9., eE\n]*)\)/g)].map(([, list = ""]) => list.split(",").map(Number));
}

function wilcoxon(golden: GoldenCase): Answer {
  const [first = [], second] = samplesOf(golden);
  const exact = flagOption({ ...golden, call: "" }, "exact");
  const settings = {
    level: levelOf(golden),
    alternative: alternativeOf(golden),
    nullValue: numberOption(golden, "mu") ?? 0,
    correction: flagOption(golden, "correct") ?? true,
  };
  const run = (method?: "exact" | "normal") => {
    const options = method === undefined ? settings : { ...settings, method };
    if (second === undefined) return value(signedRankTest(first, options));
    if (!(flagOption(golden, "paired") ?? false)) return value(rankSumTest(first, second, options));
    return value(
      signedRankTest(
        first.map((one, index) => one - (second[index] ?? Number.NaN)),
        options,
      ),
    );
  };
  const told = run(exact === undefined ? undefined : exact ? "exact" : "normal");
  return { figures: { ...testFigures(told), p_approx: run("normal").pValue } };
}

function forFn(name: string, pattern: RegExp, answer: (golden: GoldenCase) => Answer): Adapter {
  return { name, takes: ({ spec }) => pattern.test(textOf(spec, "fn") ?? ""), answer };
}

export const adapters: readonly Adapter[] = [
  forFn("Fisher's exact test", /^fisher\.test/, fisher),
  forFn("χ² test", /^chisq\.test/, chiSquared),
  forFn("McNemar's test", /^mcnemar\.test/, mcnemar),
  {
    name: "exact common odds ratio",
    takes: (golden) => /^mantelhaen\.test/.test(textOf(golden.spec, "fn") ?? "") && isExact(golden),
    answer: exactMantelHaenszel,
  },
  forFn("Cochran–Mantel–Haenszel test", /^mantelhaen\.test/, cochranMantelHaenszel),
  forFn("common effect of strata", /^MH /, common),
  forFn("Wilcoxon's test", /^wilcox\.test/, wilcoxon),
];
