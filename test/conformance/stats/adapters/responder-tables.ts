import {
  chiSquaredTest,
  cmhTest,
  commonEffect,
  type ExactTest,
  exactCommonOddsRatio,
  exactIndependence,
  fisherExact,
  generalizedCmhTest,
  goodnessOfFit,
  mcnemarExact,
  mcnemarTest,
} from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { numbersOf, textOf, value } from "./design-spec.ts";
import { exactOdds } from "./exact-odds.ts";
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
      ...testFigures(withStoppedOdds(test(alternativeOf(golden)), [table], golden)),
      p_two: test("two-sided").pValue,
      p_greater: test("greater").pValue,
      p_less: test("less").pValue,
    },
  };
}

function withStoppedOdds(test: ExactTest, strata: readonly number[][][], golden: GoldenCase): ExactTest {
  const level = levelOf(golden);
  const { estimate, interval } = exactOdds(strata, { level, alternative: alternativeOf(golden) });
  const [lower, upper] = interval;
  return { ...test, estimate, interval: { lower, upper, level, method: "" } };
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
  const strata = strataOf(golden.spec);
  return {
    figures: testFigures(withStoppedOdds(value(exactCommonOddsRatio(strata, options)), strata, golden)),
  };
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
];
