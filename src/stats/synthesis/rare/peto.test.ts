import { describe, expect, test } from "vitest";
import type { FourfoldCounts } from "./fourfold.ts";
import { type PetoResult, petoOddsRatio } from "./peto.ts";

/** Tuberculosis after BCG vaccination: Colditz et al. (1994), JAMA 271:698. */
const bcg: readonly FourfoldCounts[] = [
  [4, 119, 11, 128],
  [6, 300, 29, 274],
  [3, 228, 11, 209],
  [62, 13536, 248, 12619],
  [33, 5036, 47, 5761],
  [180, 1361, 372, 1079],
  [8, 2537, 10, 619],
  [505, 87886, 499, 87892],
  [29, 7470, 45, 7232],
  [17, 1699, 65, 1600],
  [186, 50448, 141, 27197],
  [5, 2493, 3, 2338],
  [27, 16886, 29, 17825],
].map(([events1 = 0, others1 = 0, events2 = 0, others2 = 0]) => ({ events1, others1, events2, others2 }));

function petoOf(studies: readonly FourfoldCounts[]): PetoResult {
  const result = petoOddsRatio(studies);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

describe("Peto's odds ratio", () => {
  test("agrees with rma.peto of metafor 3.8-1 on the vaccination trials", () => {
    const found = petoOf(bcg);
    expect(found.estimate).toBeCloseTo(-0.47444631094063633, 12);
    expect(found.standardError).toBeCloseTo(0.04065908074464828, 13);
    expect(found.z).toBeCloseTo(-11.668889267819587, 10);
    expect((found.pValue ?? 0) / 1.8380733863216688e-31).toBeCloseTo(1, 9);
    expect(found.interval?.lower).toBeCloseTo(-0.554136644844653, 12);
    expect(found.interval?.upper).toBeCloseTo(-0.3947559770366197, 12);
    expect(found.heterogeneity.statistic).toBeCloseTo(167.7301675114894, 9);
  });

  test("turns its sign with the arms and passes over studies without events", () => {
    const turned = bcg.map((s) => ({
      events1: s.events2,
      others1: s.others2,
      events2: s.events1,
      others2: s.others1,
    }));
    const found = petoOf([...turned, { events1: 0, others1: 9, events2: 0, others2: 9 }]);
    expect(found.estimate).toBeCloseTo(0.47444631094063633, 12);
    expect(found.studies).toBe(13);
    expect(found.warnings.map(({ code }) => code)).toEqual(["left-out"]);
  });

  test("gives no estimate where no study tells anything, and refuses what counts nothing", () => {
    expect(petoOf([]).estimate).toBeNull();
    expect(petoOddsRatio([{ events1: -1, others1: 1e300, events2: 0.5, others2: 0 }]).ok).toBe(false);
  });
});
