import { expect, test } from "vitest";
import { type MantelHaenszelMeasure, mantelHaenszelEffect } from "./mantel-haenszel.ts";
import type { FourfoldCounts } from "./peto.ts";

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

test.each<[MantelHaenszelMeasure, number, number, number]>([
  ["OR", -0.4734109883885855, 0.04100777840423144, 7.877167325444393e-31],
  ["RR", -0.4537096046837539, 0.03933736687129438, 8.911379670741684e-31],
  ["RD", -0.0032881818326129996, 0.00028665674852737364, 1.8494453458278087e-30],
])("the %s of the vaccination trials agrees with rma.mh of metafor 3.8-1", (measure, estimate, error, p) => {
  const found = mantelHaenszelEffect(bcg, measure);
  if (!found.ok) throw new Error("refused");
  expect(found.value.estimate).toBeCloseTo(estimate, 13);
  expect(found.value.standardError).toBeCloseTo(error, 13);
  expect((found.value.pValue ?? 0) / p).toBeCloseTo(1, 9);
});

test("studies without events give no ratio, and what counts nothing is refused", () => {
  const empty = { events1: 0, others1: 9, events2: 0, others2: 9 };
  const found = mantelHaenszelEffect([empty], "OR");
  expect(found.ok && found.value.estimate).toBeNull();
  expect(mantelHaenszelEffect([{ ...empty, events1: -1 }], "RD").ok).toBe(false);
});
