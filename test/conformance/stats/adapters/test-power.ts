import {
  type ProportionTestPlan,
  proportionTestLevel,
  proportionTestPower,
  proportionTestSecond,
  proportionTestSize,
  type TTestPlan,
  tTestDifference,
  tTestLevel,
  tTestPower,
  tTestSize,
  tTestStandardDeviation,
} from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { flagOf, fullSpec, numberOf, type Spec, textOf, value } from "./design-spec.ts";

/** R's power.t.test and power.prop.test. */
export const adapters: readonly Adapter[] = [
  { name: "power of t tests", takes: ({ spec }) => spec["fn"] === "power.t.test", answer: tTest },
  {
    name: "power of tests of proportions",
    takes: ({ spec }) => spec["fn"] === "power.prop.test",
    answer: proportions,
  },
];

/** Later calls of a case ask for variants, by the name of their figure. */
function firstCall(golden: GoldenCase): GoldenCase {
  return { ...golden, call: /power\.[a-z.]+\([^)]*\)/.exec(golden.call)?.[0] ?? "" };
}

function tTest(golden: GoldenCase): Answer {
  const spec = fullSpec(firstCall(golden));
  const plan = tPlan(spec);
  const question = { ...plan, power: numberOf(spec, "power") ?? 0.9 };
  const n = missing(spec, "n") ? value(tTestSize(question)) : plan.n;
  const known = { ...plan, n };
  // The variants that one call of several writes down keep R's default of counting one side unless it is strict.
  const variant = (change: Partial<TTestPlan>): number => value(tTestPower({ ...known, ...change }));
  return {
    figures: {
      n,
      delta: lacking(spec, "delta") ? value(tTestDifference(question)) : plan.difference,
      sd: lacking(spec, "sd") ? value(tTestStandardDeviation(question)) : plan.standardDeviation,
      "sig.level": lacking(spec, "sig.level", "alpha") ? value(tTestLevel(question)) : plan.level,
      power: missing(spec, "power") ? variant({}) : question.power,
      one_sided: variant({ sides: 1 }),
      two_sided: variant({ sides: 2 }),
      paired: variant({ kind: "paired" }),
      one_sample: variant({ kind: "one-sample" }),
    },
  };
}

/** What is solved for is said, or is not there. */
function missing(spec: Spec, name: string): boolean {
  return spec["solve"] === name || (spec["solve"] === undefined && spec[name] === undefined);
}

function lacking(spec: Spec, ...names: readonly string[]): boolean {
  return names.some((name) => spec["solve"] === name);
}

function tPlan(spec: Spec): TTestPlan {
  const kind = textOf(spec, "type")?.replace(".", "-") ?? "two-sample";
  return {
    n: numberOf(spec, "n") ?? 2,
    difference: numberOf(spec, "delta") ?? 1,
    standardDeviation: numberOf(spec, "sd") ?? 1,
    level: numberOf(spec, "alpha") ?? numberOf(spec, "sig.level") ?? 0.05,
    kind: kind as "two-sample" | "one-sample" | "paired",
    sides: sidesOf(spec),
    bothTails: flagOf(spec, "strict") ?? false,
  };
}

function sidesOf(spec: Spec): 1 | 2 {
  return /one/.test(textOf(spec, "alternative") ?? "") ? 1 : 2;
}

function proportions(golden: GoldenCase): Answer {
  const spec = fullSpec(firstCall(golden));
  const plan: ProportionTestPlan = {
    n: numberOf(spec, "n") ?? 2,
    first: numberOf(spec, "p1") ?? 0.5,
    second: numberOf(spec, "p2") ?? 0.6,
    level: numberOf(spec, "alpha") ?? numberOf(spec, "sig.level") ?? 0.05,
    sides: sidesOf(spec),
    bothTails: flagOf(spec, "strict") ?? false,
  };
  const question = { ...plan, power: numberOf(spec, "power") ?? 0.9 };
  return {
    figures: {
      n: numberOf(spec, "n") ?? value(proportionTestSize(question)),
      p1: plan.first,
      p2: numberOf(spec, "p2") ?? value(proportionTestSecond(question)),
      "sig.level": lacking(spec, "sig.level", "alpha") ? value(proportionTestLevel(question)) : plan.level,
      power: numberOf(spec, "power") ?? value(proportionTestPower(plan)),
    },
  };
}
