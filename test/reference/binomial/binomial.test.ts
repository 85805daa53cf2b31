import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clopperPearson, wilson } from "#stats";
import { disagreement, found, type Tolerance } from "../compare.ts";

type Limits = readonly [lower: number, upper: number];
type Case = {
  readonly id: string;
  readonly events: number;
  readonly n: number;
  readonly level: number;
  readonly tol: Tolerance;
  readonly expected: { readonly clopperPearson: Limits; readonly wilson: Limits };
};

/** Origin: README.md beside. */
const cases = JSON.parse(readFileSync(new URL("binomial.json", import.meta.url), "utf8")) as readonly Case[];

describe("the exact and the score interval of R are met in", () => {
  it.each(cases)("$id: $events of $n", ({ events, n, level, tol, expected }) => {
    const limits = (method: typeof wilson): readonly number[] => {
      const { interval } = found(method({ events, n }, { level }));
      return [interval?.lower ?? Number.NaN, interval?.upper ?? Number.NaN];
    };
    expect(disagreement(limits(clopperPearson), expected.clopperPearson, tol)).toEqual([]);
    expect(disagreement(limits(wilson), expected.wilson, tol)).toEqual([]);
  });
});
