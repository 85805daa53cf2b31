import {
  type EmptyCellRule,
  type FourfoldCounts,
  type MantelHaenszelEstimate,
  type MantelHaenszelMeasure,
  type MantelHaenszelOptions,
  mantelHaenszelEffect,
  mantelHaenszelRate,
  type PersonTimeCounts,
  petoOddsRatio,
  type RateMeasure,
} from "../../../../src/stats/index.ts";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { answered, columnOf, listOption, numberOption } from "./case-options.ts";

/** rma.mh and rma.peto of metafor. */
export const adapters: readonly Adapter[] = [
  {
    name: "Mantel–Haenszel",
    takes: ({ spec }) => spec["fn"] === "rma.mh",
    answer: (golden) => ({ figures: mantelHaenszelFigures(golden) }),
  },
  {
    name: "Peto",
    takes: ({ spec }) => spec["fn"] === "rma.peto",
    answer: (golden) => ({ figures: petoFigures(golden) }),
  },
];

function mantelHaenszelFigures(golden: GoldenCase) {
  const measure = String(golden.spec["measure"] ?? "OR");
  const options: MantelHaenszelOptions = {
    ...levelOf(golden),
    observed: ruleOf(golden, 0, { add: 0.5, to: "only0", leaveOutEmpty: true }),
    pooled: ruleOf(golden, 1, { add: 0, to: "none", leaveOutEmpty: false }),
    continuityCorrection: golden.spec["correct"] !== false,
  };
  const found = /^IR/.test(measure)
    ? mantelHaenszelRate(personTimes(golden), measure as RateMeasure, options)
    : mantelHaenszelEffect(fourfolds(golden), measure as MantelHaenszelMeasure, options);
  const result = answered(found);
  const { association, homogeneity, n } = result;
  return {
    ...shared(result),
    MH: association.mantelHaenszel.statistic,
    MHp: association.mantelHaenszel.pValue,
    // The oracle names no degrees of freedom of this test.
    MHdf: null,
    CO: association.cochran.statistic,
    COp: association.cochran.pValue,
    BD: homogeneity.breslowDay.statistic,
    BDp: homogeneity.breslowDay.pValue,
    TA: homogeneity.tarone.statistic,
    TAp: homogeneity.tarone.pValue,
    k: n,
  };
}

function petoFigures(golden: GoldenCase) {
  const rule = ruleOf(golden, 1, { add: 0, to: "none", leaveOutEmpty: false });
  const result = answered(petoOddsRatio(fourfolds(golden), { ...levelOf(golden), rule }));
  return { ...shared(result), k: fourfolds(golden).length };
}

function shared({
  estimate,
  standardError,
  z,
  pValue,
  interval,
  heterogeneity,
}: Pick<
  MantelHaenszelEstimate,
  "estimate" | "standardError" | "z" | "pValue" | "interval" | "heterogeneity"
>) {
  return {
    beta: [estimate],
    se: standardError,
    zval: z,
    pval: pValue,
    ci_lb: interval?.lower ?? null,
    ci_ub: interval?.upper ?? null,
    QE: heterogeneity.statistic,
    QEp: heterogeneity.pValue,
  };
}

function levelOf(golden: GoldenCase): { level?: number } {
  const level = numberOption(golden, "level");
  if (level === undefined) return {};
  return { level: level > 1 ? level / 100 : level };
}

/** The rule at that place of `add`, `to` and `drop00`: the first is of the observed effects, the second, where it is given, of the pooled one. */
function ruleOf(golden: GoldenCase, place: 0 | 1, usual: Required<EmptyCellRule>): EmptyCellRule {
  const add = listOption(golden, "add")?.[place];
  const to = listOption(golden, "to")?.[place];
  const drop = listOption(golden, "drop00")?.[place];
  return {
    add: add === undefined ? usual.add : Number(add),
    to: to === undefined ? usual.to : (to as typeof usual.to),
    leaveOutEmpty: drop === undefined ? usual.leaveOutEmpty : drop === true || drop === "TRUE",
  };
}

function fourfolds(golden: GoldenCase): readonly FourfoldCounts[] {
  const [a, b, c, d] = ["ai", "bi", "ci", "di"].map((name) => columnOf(golden, name));
  const [n1, n2] = ["n1i", "n2i"].map((name) => columnOf(golden, name));
  if (a === undefined || c === undefined) throw new Error("no counts of events");
  return a
    .map((events1, row) => {
      const events2 = c[row] ?? Number.NaN;
      const others1 = b?.[row] ?? (n1?.[row] ?? Number.NaN) - events1;
      const others2 = d?.[row] ?? (n2?.[row] ?? Number.NaN) - events2;
      return { events1, others1, events2, others2 };
    })
    .filter((study) => Object.values(study).every(Number.isFinite));
}

function personTimes(golden: GoldenCase): readonly PersonTimeCounts[] {
  const [x1, x2, t1, t2] = ["x1i", "x2i", "t1i", "t2i"].map((name) => columnOf(golden, name));
  if (x1 === undefined) throw new Error("no counts of events");
  return x1
    .map((events1, row) => {
      const [time1, events2, time2] = [t1, x2, t2].map((column) => column?.[row] ?? Number.NaN) as [
        number,
        number,
        number,
      ];
      return { events1, time1, events2, time2 };
    })
    .filter((study) => Object.values(study).every(Number.isFinite));
}
