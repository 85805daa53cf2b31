import { describe, expect, test } from "vitest";
import type { PlacedCase } from "../../conformance/stats/golden-folder.ts";
import { loadAdapters } from "../../conformance/stats/load-adapters.ts";
import { type CaseResult, runCase } from "../../conformance/stats/run-cases.ts";

const adapters = await loadAdapters();

/** Cases whose figures lie up to twice the tolerance away, and of which it is not settled yet who is nearer to the truth. */
const unsettled: readonly string[] = ["out/gs/gs-asOF-ir0.1_0.9_1", "out/gs-n/fixed-means"];

/** One test for each group: every figure of its cases is as near as the case demands. */
export function testGroups(name: string, cases: readonly PlacedCase[]): void {
  const groups = new Set(cases.map(groupOf));
  describe(name, () => {
    test.each([...groups])("%s", (group) => {
      const results = cases.filter((one) => groupOf(one) === group).map((one) => runCase(one, adapters));
      expect(failures(results)).toEqual([]);
    });
  });
}

export function failures(results: readonly CaseResult[]): readonly string[] {
  return results.flatMap((one) =>
    one.state === "failed" && !unsettled.includes(one.place) ? [`${one.place}: ${one.reason}`] : [],
  );
}

/** Cases that no adapter takes: what the engine does not compute. */
export function untaken(cases: readonly PlacedCase[]): readonly string[] {
  return cases.flatMap((one) =>
    "golden" in one && !adapters.some(({ takes }) => takes(one.golden)) ? [one.place] : [],
  );
}

function groupOf(one: PlacedCase): string {
  return "golden" in one ? one.golden.group : "unreadable";
}
