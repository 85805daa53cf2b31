import type { CaseResult } from "./run-cases.ts";

export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly figures: number;
};

export function tallyOf(results: readonly CaseResult[]): Tally {
  const count = (state: CaseResult["state"]): number => results.filter((one) => one.state === state).length;
  const figures = results.reduce((sum, one) => sum + (one.state === "skipped" ? 0 : one.figures), 0);
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped"), figures };
}

/** The tally, then each failure with its worst figure, then each skip with its reason. */
export function renderResults(results: readonly CaseResult[], seconds: number): string {
  const { passed, failed, skipped, figures } = tallyOf(results);
  return [
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
    `${figures} figures compared in ${seconds.toFixed(1)} s${labelsOf(results)}`,
    ...section("Failed", results, (one) => one.state === "failed" && failure(one)),
    ...section("Skipped", results, (one) => one.state === "skipped" && one.reason),
  ].join("\n");
}

function failure({ reason, off, figures }: Extract<CaseResult, { state: "failed" }>): string {
  return off === 0 ? reason : `${off} of ${figures} figures off, the worst ${reason}`;
}

function labelsOf(results: readonly CaseResult[]): string {
  const labels = new Set(results.flatMap((one) => (one.state === "passed" ? (one.labels ?? []) : [])));
  return labels.size === 0 ? "" : `; labels and remarks, not compared: ${[...labels].sort().join(", ")}`;
}

function section(
  title: string,
  results: readonly CaseResult[],
  line: (one: CaseResult) => string | false,
): readonly string[] {
  const lines = results.flatMap((one) => {
    const text = line(one);
    return text === false ? [] : [`  ${one.place}: ${text}`];
  });
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}
