import {
  type Alternative,
  type Estimate,
  type HypothesisTest,
  type Occurrences,
  proportionInterval,
  type TwoProportions,
} from "#stats";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { numberOf, type Spec, textOf, value } from "./design-spec.ts";

export const adapters: readonly Adapter[] = [];

/** An option under any of R's names for it; where `spec` is silent, the one value that the R call writes down. */
export function option({ spec, call }: GoldenCase, ...names: readonly string[]): unknown {
  const told = names.map((name) => spec[name]).find((one) => one !== undefined);
  if (told !== undefined) return told;
  const written = new Set(
    names.flatMap((name) =>
      [
        ...call.matchAll(
          new RegExp(`\\b${name.replace(".", "\\.")} = (-?[0-9.][0-9.eE+-]*|TRUE|FALSE|"[^"]*")`, "g"),
        ),
      ].map(([, text = ""]) => text),
    ),
  );
  const [text] = written;
  if (text === undefined || written.size > 1) return undefined;
  if (text === "TRUE" || text === "FALSE") return text === "TRUE";
  return text.startsWith('"') ? text.slice(1, -1) : Number(text);
}

export function flagOption(golden: GoldenCase, ...names: readonly string[]): boolean | undefined {
  const told = option(golden, ...names);
  return typeof told === "boolean" ? told : undefined;
}

export function numberOption(golden: GoldenCase, ...names: readonly string[]): number | undefined {
  const told = option(golden, ...names);
  return typeof told === "number" ? told : undefined;
}

export function textOption(golden: GoldenCase, ...names: readonly string[]): string | undefined {
  const told = option(golden, ...names);
  return typeof told === "string" ? told : undefined;
}

export function levelOf(golden: GoldenCase): number {
  return numberOption(golden, "conf", "conf.level", "conf_level", "level") ?? 0.95;
}

export function alternativeOf(golden: GoldenCase): Alternative {
  const told = textOption(golden, "alternative") ?? "two.sided";
  return told.startsWith("t") ? "two-sided" : told.startsWith("l") ? "less" : "greater";
}

export function groupsOf(spec: Spec): TwoProportions {
  if (numberOf(spec, "x1") === undefined) {
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = tableOf(spec);
    return { first: { events: a, n: a + b }, second: { events: c, n: c + d } };
  }
  const of = (name: string): number => numberOf(spec, name) ?? Number.NaN;
  return { first: { events: of("x1"), n: of("n1") }, second: { events: of("x2"), n: of("n2") } };
}

/** The table of a case, or of two groups the fourfold table. */
export function tableOf(spec: Spec): number[][] {
  const told = spec["table"] ?? spec["tab"] ?? spec["M"] ?? spec["matrix"] ?? spec["x"];
  if (Array.isArray(told) && Array.isArray(told[0])) return told as number[][];
  const { first, second } = groupsOf(spec);
  return [first, second].map(({ events, n }) => [events, n - events]);
}

export function strataOf(spec: Spec): number[][][] {
  return (spec["tables"] ?? spec["strata"] ?? [tableOf(spec)]) as number[][][];
}

/** Several groups: `x` and `n` as lists, or the two that are told by number. */
export function occurrencesOf(spec: Spec): readonly Occurrences[] {
  const [x, n] = [spec["x"], spec["n"]];
  if (Array.isArray(x) && Array.isArray(n))
    return x.map((events, index) => ({ events: Number(events), n: Number(n[index]) }));
  if (typeof x === "number" && typeof n === "number") return [{ events: x, n }];
  const { first, second } = groupsOf(spec);
  return [first, second];
}

export function limitsOf(found: Pick<Estimate, "interval">): readonly (number | null)[] {
  return found.interval ? [found.interval.lower, found.interval.upper] : [null, null];
}

/** A test's figures under the names that R's tests and their readers use. */
export function testFigures(
  test: HypothesisTest & Partial<Pick<Estimate, "estimate" | "interval">>,
): Readonly<Record<string, unknown>> {
  const { statistic, degreesOfFreedom: df, pValue: p, estimate, interval } = test;
  const ci = interval ? [interval.lower, interval.upper] : null;
  const named = (names: string, figure: unknown) =>
    Object.fromEntries(names.split(" ").map((name) => [name, figure]));
  return {
    ...named("statistic X2 chisq Q W V t z S stat", statistic),
    ...named("df parameter", df),
    ...named("p p.value p_value pvalue p_two p_exact", p),
    ...named("estimate est or or_mh odds_ratio cond_mle_or hl diff", estimate),
    ...named("ci or_ci conf.int conf_int conf", ci),
  };
}

export function singleLimits(
  occurrences: Occurrences,
  method: Parameters<typeof proportionInterval>[1] & {},
): readonly (number | null)[] {
  return limitsOf(value(proportionInterval(occurrences, method)));
}

export function fnOf({ spec }: GoldenCase): string {
  return textOf(spec, "fn") ?? "";
}
