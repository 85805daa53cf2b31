import { rankSumTest, signedRankTest } from "#stats";
import { normalQuantile } from "../../../../src/stats/distributions/normal.ts";
import { midranks } from "../../../../src/stats/ranks/midranks.ts";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { stoppedRoot } from "../stopped-root.ts";
import { numbersOf, textOf, value } from "./design-spec.ts";
import { alternativeOf, flagOption, levelOf, numberOption, testFigures } from "./responder-spec.ts";

/** The samples of a case: in `spec`, or written down in the call as `a <- c(…)` and `b <- c(…)`. */
function samplesOf({ spec, call }: GoldenCase): readonly (readonly number[])[] {
  const told = ["x", "y"].map((name) => numbersOf(spec, name) ?? numbersOf(spec, name === "x" ? "a" : "b"));
  const given = told.filter((sample) => sample !== undefined);
  if (given.length > 0) return given;
  return [...call.matchAll(/<- c\(([-0-9., eE\n]*)\)/g)].map(([, list = ""]) => list.split(",").map(Number));
}

function wilcoxon(golden: GoldenCase): Answer {
  const [first = [], other] = samplesOf(golden);
  const isPaired = flagOption(golden, "paired") ?? false;
  const sample = isPaired && other ? first.map((one, index) => one - (other[index] ?? Number.NaN)) : first;
  const second = isPaired ? undefined : other;
  const exact = flagOption({ ...golden, call: "" }, "exact");
  const settings = {
    level: levelOf(golden),
    alternative: alternativeOf(golden),
    nullValue: numberOption(golden, "mu") ?? 0,
    correction: flagOption(golden, "correct") ?? true,
  };
  const run = (method?: "exact" | "normal") => {
    const options = method === undefined ? settings : { ...settings, method };
    return second ? value(rankSumTest(sample, second, options)) : value(signedRankTest(sample, options));
  };
  const told = run(exact === undefined ? undefined : exact ? "exact" : "normal");
  const stopped = told.exact ? {} : stoppedShift(sample, second, settings);
  return { figures: { ...testFigures(told), ...stopped, p_approx: run("normal").pValue } };
}

type Settings = {
  readonly level: number;
  readonly alternative: ReturnType<typeof alternativeOf>;
  readonly correction: boolean;
};

/** The shift and its limits where R stops looking for them in the steps of the normal statistic. */
function stoppedShift(
  first: readonly number[],
  second: readonly number[] | undefined,
  { level, alternative, correction }: Settings,
): Readonly<Record<string, unknown>> {
  const [low, high] = second
    ? [Math.min(...first) - Math.max(...second), Math.max(...first) - Math.min(...second)]
    : [Math.min(...first), Math.max(...first)];
  const excess = second ? sumExcess(first, second) : signedExcess(first);
  const sides = { "two-sided": 0, greater: 1, less: -1 }[alternative];
  const z = (shift: number, corrects: boolean): number => {
    const { distance, sd } = excess(shift);
    return (distance - (corrects ? 0.5 * (sides === 0 ? Math.sign(distance) : sides) : 0)) / sd;
  };
  const root = (wanted: number, corrects: boolean): number => {
    if (z(low, corrects) - wanted <= 0) return low;
    if (z(high, corrects) - wanted >= 0) return high;
    return stoppedRoot((shift) => z(shift, corrects) - wanted, low, high, 1e-4);
  };
  const reach = -normalQuantile(sides === 0 ? (1 - level) / 2 : 1 - level);
  const estimate = root(0, false);
  const ci = [
    sides < 0 ? Number.NEGATIVE_INFINITY : root(reach, correction),
    sides > 0 ? Number.POSITIVE_INFINITY : root(-reach, correction),
  ];
  return { estimate, est: estimate, hl: estimate, ci, "conf.int": ci, conf_int: ci };
}

type Excess = (shift: number) => { readonly distance: number; readonly sd: number };

function sumExcess(first: readonly number[], second: readonly number[]): Excess {
  const [m, n] = [first.length, second.length];
  return (shift) => {
    const { ranks, ties } = midranks([...first.map((one) => one - shift), ...second]);
    const sum = ranks.subarray(0, m).reduce((total, rank) => total + rank, 0);
    const sd = Math.sqrt(((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1))));
    return { distance: sum - (m * (m + 1)) / 2 - (m * n) / 2, sd };
  };
}

function signedExcess(values: readonly number[]): Excess {
  return (shift) => {
    const distances = values.map((one) => one - shift).filter((one) => one !== 0);
    const n = distances.length;
    const { ranks, ties } = midranks(distances.map(Math.abs));
    const sum = distances.reduce((total, one, index) => total + (one > 0 ? (ranks[index] ?? 0) : 0), 0);
    return { distance: sum - (n * (n + 1)) / 4, sd: Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48) };
  };
}

export const adapters: readonly Adapter[] = [
  {
    name: "Wilcoxon's test",
    takes: ({ spec }) => /^wilcox\.test/.test(textOf(spec, "fn") ?? ""),
    answer: wilcoxon,
  },
];
