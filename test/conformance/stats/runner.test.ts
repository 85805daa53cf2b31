import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Adapter } from "./adapter.ts";
import { compareFigures } from "./compare-figures.ts";
import { readGoldenFolder } from "./golden-folder.ts";
import { renderResults } from "./report.ts";
import { runCase } from "./run-cases.ts";
import { truthCases } from "./truth-points.ts";

const tolerance = { abs: 1e-10, rel: 1e-8 };
const offOf = (ours: unknown, expected: Record<string, unknown>): readonly string[] =>
  compareFigures(ours, { expected, tolerance }).differences.map(({ at }) => at);

describe("figures are compared", () => {
  test("within the case's tolerance, to the last one of every list and matrix", () => {
    const expected = { b: [1, 2], v: [[1e-12], [4]] };
    expect(offOf({ b: [1 + 9e-9, 2], v: [[9e-11], [4]] }, expected)).toEqual([]);
    expect(offOf({ b: [1 + 2e-8, 2], v: [[1e-9], [4]] }, expected)).toEqual(["b[0]", "v[0][0]"]);
    expect(offOf({ b: new Float64Array([1, 2]), v: [[0], [4]] }, expected)).toEqual([]);
    expect(compareFigures({}, { expected, tolerance }).figures).toBe(4);
  });

  test("and a key left out, a list cut short and a number for NA are faults", () => {
    expect(offOf({}, { p: 0.5 })).toEqual(["p"]);
    expect(offOf({ b: [1] }, { b: [1, 2] })).toEqual(["b"]);
    expect(offOf({ p: 0 }, { p: null })).toEqual(["p"]);
    expect(offOf({ p: null, q: Number.NaN, r: null }, { p: null, q: null, r: "NaN" })).toEqual([]);
    expect(offOf({ p: Number.NaN }, { p: 1 })).toEqual(["p"]);
    expect(offOf({}, { p: null })).toEqual(["p"]);
  });

  test("infinities, names and single values in lists as R has them", () => {
    expect(offOf({ rr: Infinity, lower: "-Infinity" }, { rr: "Infinity", lower: "-Infinity" })).toEqual([]);
    expect(offOf({ rr: -Infinity }, { rr: "Infinity" })).toEqual(["rr"]);
    expect(offOf({ names: ["a", "c"] }, { names: ["a", "b"] })).toEqual(["names[1]"]);
    expect(offOf({ p: [0.5] }, { p: 0.5 })).toEqual([]);
    expect(offOf({ p: 0.5 }, { p: [0.5] })).toEqual([]);
  });

  test("labels of columns and remarks are told, not compared", () => {
    const found = compareFigures(
      { x: 1 },
      { expected: { cols: ["estimate"], theta_note: "sd", x: 1 }, tolerance },
    );
    expect(found).toMatchObject({ figures: 1, differences: [], labels: ["cols", "theta_note"] });
  });
});

describe("a folder of cases", () => {
  let folder: string;
  const put = (file: string, content: unknown): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
  };
  const aCase = (data: string | undefined, expected: unknown): unknown => ({
    ...{ id: "one", group: "g", spec: { fn: "sum" }, data, r_call: ["a", "b"] },
    ...{ oracle: { package: "base", version: "4" }, tol: tolerance, expected },
  });
  const summing: Adapter = {
    name: "sums",
    takes: ({ spec }) => spec["fn"] === "sum",
    answer: ({ data, call }) => {
      if (call !== "a\nb") throw new Error("the call is wrong");
      return { figures: { sum: (data.get("x") ?? []).map(Number).reduce((a, b) => a + b, 0) } };
    },
  };
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "golden-"));
    put("data/a.csv", '"x"\n1\n2\n');
    put("fetched/data/b.csv", "x\n10\n");
    put("out/g/one.json", aCase("data/a.csv", { sum: 3 }));
    put("fetched/out/g/two.json", aCase("data/b.csv", { sum: 10 }));
    put("newer-9/g/three.json", aCase("data/a.csv", { sum: 4 }));
    put("out/g/broken.json", "{ no");
    put("out/g/lost.json", aCase("data/none.csv", { sum: 4 }));
    put("out/h/other.json", { ...(aCase(undefined, { sum: 4 }) as object), spec: { fn: "product" } });
    put("INDEX.json", { nothing: 1 });
    put(
      "truth/special_truth.csv",
      "fn,x,a,b,c,lower,log,r,truth\nf,2,,,,TRUE,FALSE,4,4.0\nf,3,,,,FALSE,TRUE,9,9.0\n",
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is read at any depth, with data beside its sub-folders or at its root, and every fault is told with its case", () => {
    const results = readGoldenFolder(folder).map((one) => runCase(one, [summing]));
    const text = renderResults(results, 0.1);
    expect(text).toContain("2 passed, 3 failed, 1 skipped");
    expect(text).toContain("newer-9/g/three: 1 of 1 figures off, the worst sum: 3 is not 4");
    expect(text).toContain("out/g/broken: the file is no JSON");
    expect(text).toContain("out/g/lost: its data are missing: data/none.csv");
    expect(text).toContain("out/h/other: no method of ours takes “product”");
  });

  test("an exception is a failure of its case", () => {
    const failing: Adapter = { ...summing, answer: () => JSON.parse("{") };
    const [first] = readGoldenFolder(path.join(folder, "fetched"));
    expect(first && runCase(first, [failing])).toMatchObject({ state: "failed", reason: expect.any(String) });
  });

  test("a truth file is one case for each function", () => {
    const [right] = truthCases(folder, { f: ({ x }) => x * x });
    const [wrong] = truthCases(folder, { f: ({ x }) => x + 2 });
    expect(right).toMatchObject({ place: "truth/f", state: "passed", figures: 2 });
    expect(wrong).toMatchObject({ state: "failed", off: 1, reason: "f(3, upper, log): 5 is not 9" });
    expect(truthCases(folder, {})).toMatchObject([{ state: "skipped" }]);
  });

  test("is refused where it is missing, a file or empty of cases", () => {
    expect(() => readGoldenFolder(path.join(folder, "none"))).toThrow("There is no folder");
    expect(() => readGoldenFolder(path.join(folder, "INDEX.json"))).toThrow("is a file");
    expect(() => readGoldenFolder(path.join(folder, "data"))).toThrow("holds no cases");
  });
});
