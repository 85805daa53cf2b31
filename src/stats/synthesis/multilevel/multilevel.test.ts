import { describe, expect, test } from "vitest";
import type { DataTable } from "../../formula/data-table.ts";
import { matrixOf } from "../../linear/matrix.ts";
import { type MultilevelModel, type MultilevelOptions, multilevelMetaAnalysis } from "./multilevel.ts";

function fitted(model: MultilevelModel, options: MultilevelOptions = {}) {
  const result = multilevelMetaAnalysis(model, options);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Three measurements in each of eight studies, made up; figures by rma.mv of metafor 3.8-1 where named. */
const study = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8];
const arm = study.map((_, row) => "abc"[row % 3] ?? "");
const yi = [
  -0.3, 0.4, 0.1, 0.9, -0.6, 0.2, 0.5, 0.7, 0.3, -0.8, 0.1, -0.4, 0.2, 0.6, 0.9, -0.1, -0.7, 0.4, 1.1, 0.3,
  0.8, -0.5, 0.2, 0.1,
];
const vi = study.map((one, row) => 0.05 + 0.01 * one + 0.005 * (row % 3));
const data: DataTable = new Map<string, readonly (number | string)[]>([
  ["study", study],
  ["arm", arm],
  ["yi", yi],
  ["vi", vi],
  ["esid", study.map((_, row) => row)],
]);
const base = { data, effect: "yi", sampling: "vi" };

describe("multilevel meta-analysis", () => {
  test("without random effects weighs by the inverse of the variances", () => {
    const { coefficients, heterogeneity } = fitted(base);
    const weights = vi.map((v) => 1 / v);
    const total = weights.reduce((sum, w) => sum + w, 0);
    const mean = weights.reduce((sum, w, row) => sum + w * (yi[row] ?? 0), 0) / total;
    expect(coefficients[0]?.estimate).toBeCloseTo(mean, 13);
    expect(coefficients[0]?.standardError).toBeCloseTo(1 / Math.sqrt(total), 13);
    expect(heterogeneity.degreesOfFreedom).toBe(23);
  });

  test("has no slope left at the maximum, whichever way the effects vary", () => {
    for (const structure of ["CS", "HCS", "UN", "ID", "DIAG", "AR", "HAR"] as const) {
      const result = fitted({ ...base, random: [{ formula: "~ arm | study", structure }] });
      expect(result.converged, structure).toBe(true);
      expect(result.largestGradient, structure).toBeLessThan(1e-8);
    }
  });

  test("says the same of studies and outcomes nested in them as of compound symmetry", () => {
    const nested = fitted({ ...base, random: [{ formula: "~ 1 | study/esid" }] });
    const symmetric = fitted({ ...base, random: [{ formula: "~ esid | study" }] });
    const [between, within] = nested.components.map(({ variances }) => variances[0] ?? Number.NaN);
    const [{ variances = [], correlations = [] } = {}] = symmetric.components;
    expect((between ?? 0) + (within ?? 0)).toBeCloseTo(variances[0] ?? 0, 8);
    expect((between ?? 0) / ((between ?? 0) + (within ?? 0))).toBeCloseTo(correlations[0] ?? 0, 7);
    expect(nested.logLikelihood).toBeCloseTo(symmetric.logLikelihood, 10);
  });

  test("forgets the order of rows and scales with the outcomes", () => {
    const random = [{ formula: "~ 1 | study" }, { formula: "~ 1 | arm" }];
    const first = fitted({ ...base, random });
    const order = study.map((_, row) => (row * 7) % 24);
    const turned = new Map(
      [...data].map(([name, column]) => [name, order.map((row) => column[row] ?? null)]),
    );
    const second = fitted({ ...base, data: turned, random });
    const large = new Map(data)
      .set(
        "yi",
        yi.map((y) => 1000 * y),
      )
      .set(
        "vi",
        vi.map((v) => 1e6 * v),
      );
    const third = fitted({ ...base, data: large, random });
    first.coefficients.forEach(({ estimate, standardError }, index) => {
      expect(second.coefficients[index]?.estimate).toBeCloseTo(estimate, 9);
      expect((third.coefficients[index]?.estimate ?? 0) / 1000).toBeCloseTo(estimate, 8);
      expect((third.coefficients[index]?.standardError ?? 0) / 1000).toBeCloseTo(standardError, 8);
    });
  });

  test("keeps variances and correlations that are given", () => {
    const random = [
      {
        formula: "~ arm | study",
        structure: "UN",
        variances: [0.2, null, 0.1],
        correlations: [0.5, null, 0],
      },
    ] as const;
    const [{ variances = [], correlations = [] } = {}] = fitted({ ...base, random }).components;
    expect([variances[0], variances[2], correlations[0], correlations[2]]).toEqual([
      expect.closeTo(0.2, 14),
      expect.closeTo(0.1, 14),
      0.5,
      0,
    ]);
  });

  test("refuses what it cannot compute with, and says where", () => {
    const refused = (model: MultilevelModel): string => {
      const result = multilevelMetaAnalysis(model);
      return result.ok
        ? ""
        : result.error.issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
    };
    expect(refused({ ...base, random: [{ formula: "~ 1 | site" }] })).toContain('got "site"');
    expect(refused({ ...base, random: [{ formula: "~ arm" }] })).toContain("random.0");
    expect(refused({ ...base, sampling: matrixOf([[1]]) })).toContain("24 rows");
    const negative = new Map(data).set(
      "vi",
      vi.map((v) => -v),
    );
    expect(refused({ ...base, data: negative })).toContain("variance of 0 or more");
    const huge = new Map(data).set(
      "yi",
      yi.map((y) => 1e300 * y),
    );
    expect(refused({ ...base, data: huge })).toContain("below 1e150");
  });
});
