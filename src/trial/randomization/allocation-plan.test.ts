import { describe, expect, test } from "vitest";
import { compileDesign, parseStudyDesign, type StudyDesignInput } from "#design";
import { publishedInstruments } from "../study/published-instruments.ts";
import { meadowStudy } from "../testing/meadow-study.ts";
import { type AllocationPlan, allocationPlan, planVersionOf } from "./allocation-plan.ts";

type Randomization = NonNullable<StudyDesignInput["randomization"]>;

const prior = { id: "prior", label: "Prior use", reference: "demographics.prior-use" };
const base: Randomization = {
  method: "minimization",
  ratio: [
    { armId: "high", weight: 2 },
    { armId: "low", weight: 1 },
  ],
  factors: [prior],
};

function planned(randomization: Randomization | undefined, plannedEnrollment?: number) {
  const population =
    plannedEnrollment === undefined ? {} : { population: { description: "All", plannedEnrollment } };
  const parsed = parseStudyDesign({ ...meadowStudy, ...population, randomization });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const compiled = compileDesign(parsed.value, publishedInstruments);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return allocationPlan(compiled.value);
}

function planOfDesign(changes: Partial<Randomization> = {}, plannedEnrollment = 100): AllocationPlan {
  const plan = planned({ ...base, ...changes }, plannedEnrollment);
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
}

describe("the plan of a design", () => {
  test("balances over the site and the factors, each with weight 1 unless the design says otherwise", () => {
    const { factors } = planOfDesign();
    expect(factors.map(({ id, weight }) => [id, weight])).toEqual([
      ["site", 1],
      ["prior", 1],
    ]);
    expect([...(factors[1]?.levels?.keys() ?? [])]).toEqual(["true", "false"]);
    const weighed = planOfDesign({ factors: [{ ...prior, weight: 2 }], site: { balance: true, weight: 3 } });
    expect(weighed.factors.map(({ weight }) => weight)).toEqual([3, 2]);
  });

  test("leaves the site out where the design says so", () => {
    expect(planOfDesign({ site: { balance: false } }).factors.map(({ id }) => id)).toEqual(["prior"]);
  });

  test("fills in block sizes of twice and three times the ratio, the range, and a best arm that is always followed", () => {
    expect(planOfDesign()).toMatchObject({ blockSizes: [6, 9], imbalance: "range", followProbability: 1 });
    const said = planOfDesign({ blockSizes: [3, 6], imbalance: "variance", randomElement: 0.7 });
    expect(said).toMatchObject({ blockSizes: [3, 6], imbalance: "variance", followProbability: 0.7 });
  });

  test("turns a cap by share into whole participants of the planned enrollment, rounded down", () => {
    const most = (share: number, enrollment: number) =>
      planOfDesign({ caps: [{ factorId: "prior", value: "true", share }] }, enrollment).caps[0]?.most;
    expect([most(0.2, 160), most(0.2, 159), most(0.29, 100), most(1, 7)]).toEqual([32, 31, 29, 7]);
    expect(planOfDesign({ caps: [{ factorId: "prior", value: "true", count: 12 }] }).caps).toEqual([
      { factorId: "prior", level: "true", most: 12, from: "count" },
    ]);
  });

  test("takes numbers from parameters", () => {
    const count = { parameter: "minimum-age" };
    expect(planOfDesign({ caps: [{ factorId: "prior", value: "true", count }] }).caps[0]?.most).toBe(18);
  });

  test("tells which level of each treatment an arm of a factorial design gets", () => {
    const plan = planOfDesign({
      ratio: [
        { armId: "high", weight: 1, levels: { drug: "mdma" } },
        { armId: "low", weight: 1, levels: { drug: "placebo" } },
      ],
      treatmentFactors: [
        {
          id: "drug",
          label: "Drug",
          levels: [
            { id: "mdma", label: "MDMA" },
            { id: "placebo", label: "Placebo" },
          ],
        },
      ],
    });
    expect(plan.treatmentFactors[0]?.levelOfArm).toEqual(
      new Map([
        ["high", "mdma"],
        ["low", "placebo"],
      ]),
    );
  });

  test("is not made without randomization, or with a number that is missing", () => {
    expect(planned(undefined)).toMatchObject({ ok: false, error: { issues: [{ path: "randomization" }] } });
    const share = planned({ ...base, caps: [{ factorId: "prior", value: "true", share: 0.5 }] });
    expect(share).toMatchObject({ ok: false, error: { issues: [{ path: "population.plannedEnrollment" }] } });
    const none = planned({ ...base, randomElement: { parameter: "nothing" } });
    expect(none).toMatchObject({ ok: false, error: { issues: [{ path: "randomization.randomElement" }] } });
  });
});

describe("the version of a plan", () => {
  const version = planVersionOf(planOfDesign());

  test("stays where labels, caps and the planned enrollment change", () => {
    const relabeled = planOfDesign({ factors: [{ ...prior, label: "Other" }] });
    const capped = planOfDesign({ caps: [{ factorId: "prior", value: "true", count: 3 }] });
    expect([planVersionOf(relabeled), planVersionOf(capped), planVersionOf(planOfDesign({}, 7))]).toEqual([
      version,
      version,
      version,
    ]);
  });

  test("changes with whatever drawing depends on, by method", () => {
    const changed = [
      planOfDesign({ method: "simple" }),
      planOfDesign({ method: "permuted-blocks" }),
      planOfDesign({ randomElement: 0.8 }),
      planOfDesign({ imbalance: "variance" }),
      planOfDesign({ site: { balance: true, weight: 2 } }),
      planOfDesign({ site: { balance: false } }),
      planOfDesign({ ratio: base.ratio.toReversed() }),
    ].map(planVersionOf);
    expect(new Set([version, ...changed]).size).toBe(8);
    // Block sizes are idle in minimization, the random element in blocks.
    expect(planVersionOf(planOfDesign({ blockSizes: [3] }))).toBe(version);
    const blocks = planOfDesign({ method: "permuted-blocks", blockSizes: [3] });
    expect(
      planVersionOf(planOfDesign({ method: "permuted-blocks", blockSizes: [3], randomElement: 0.9 })),
    ).toBe(planVersionOf(blocks));
    expect(planVersionOf(planOfDesign({ method: "permuted-blocks", blockSizes: [6] }))).not.toBe(
      planVersionOf(blocks),
    );
  });
});
