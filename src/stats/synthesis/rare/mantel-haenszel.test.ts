import { expect, test } from "vitest";
import type { FourfoldCounts } from "./fourfold.ts";
import { type MantelHaenszelMeasure, mantelHaenszelEffect, mantelHaenszelRate } from "./mantel-haenszel.ts";

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

/** Few events: 0/10, 1/12, 0/9, 3/30, 5/5, 2/8 against 0/11, 2/10, 1/9, 0/25, 6/6, 2/8. */
const sparse: readonly FourfoldCounts[] = [
  [0, 10, 0, 11],
  [1, 11, 2, 8],
  [0, 9, 1, 8],
  [3, 27, 0, 25],
  [5, 0, 6, 0],
  [2, 6, 2, 6],
].map(([events1 = 0, others1 = 0, events2 = 0, others2 = 0]) => ({ events1, others1, events2, others2 }));

test("tests of association and of one odds ratio in sparse tables agree with rma.mh of metafor 3.8-1", () => {
  const found = mantelHaenszelEffect(sparse, "OR");
  if (!found.ok) throw new Error("refused");
  const { heterogeneity, association, homogeneity } = found.value;
  expect(heterogeneity).toMatchObject({ degreesOfFreedom: 3 });
  expect(heterogeneity.statistic).toBeCloseTo(2.645553847, 8);
  expect(association.mantelHaenszel.statistic).toBeCloseTo(0.03049346165, 10);
  expect(association.cochran.statistic).toBeCloseTo(0.03189932559, 10);
  expect(homogeneity.breslowDay.pValue).toBeCloseTo(0.2266815261, 9);
  expect(homogeneity.tarone.pValue).toBeCloseTo(0.2266820179, 9);
});

test("a rule for empty cells applies to the pooled effect where it is asked for", () => {
  const rule = { add: 0.25, to: "if0all", leaveOutEmpty: true } as const;
  const found = mantelHaenszelEffect(sparse, "RR", {
    pooled: rule,
    observed: { ...rule, add: 0.5, to: "all" },
  });
  expect(found.ok && found.value.estimate).toBeCloseTo(0.05979614038, 10);
  expect(found.ok && found.value.standardError).toBeCloseTo(0.5210008271, 9);
  expect(found.ok && found.value.heterogeneity.statistic).toBeCloseTo(2.4761021, 7);
});

test("rates of events in person-time agree with rma.mh of metafor 3.8-1", () => {
  const studies = sparse.map(({ events1, others1, events2, others2 }) => {
    return { events1, time1: 10 * (events1 + others1), events2, time2: 10 * (events2 + others2) };
  });
  const ratio = mantelHaenszelRate(studies, "IRR");
  const difference = mantelHaenszelRate(studies, "IRD");
  if (!ratio.ok || !difference.ok) throw new Error("refused");
  expect(ratio.value.standardError).toBeCloseTo(0.4304671272, 9);
  expect(ratio.value.heterogeneity.pValue).toBeCloseTo(0.6712873967, 9);
  expect(ratio.value.association.mantelHaenszel.statistic).toBeCloseTo(0.01361058601, 10);
  expect(difference.value.estimate).toBeCloseTo(0.0006391915748, 12);
  expect(difference.value.heterogeneity.statistic).toBeCloseTo(2.860022266, 8);
  expect(mantelHaenszelRate([{ events1: 1, time1: 0, events2: 1, time2: 1 }], "IRR").ok).toBe(false);
});
