import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";

const reference = "randomization.factors.prior-use.reference";
const blocks = (plannedEnrollment: number): Edits => ({
  "randomization.method": "permuted-blocks",
  "population.plannedEnrollment": plannedEnrollment,
});

describe("a randomization has a fault with", () => {
  test.each<[string, Edits, string]>([
    [
      "a factor that refers to nothing",
      { [reference]: "demographics.nothing" },
      "error wrong-expression randomization.factors.0.reference",
    ],
    [
      "a factor that is a number",
      { [reference]: "demographics.age" },
      "error wrong-expression randomization.factors.0.reference",
    ],
    [
      "a factor that is no item",
      { [reference]: "demographics.age > 40" },
      "error factor-not-an-item randomization.factors.0.reference",
    ],
    [
      "a factor whose values cannot be listed",
      {
        [reference]: "medication-name.words",
        "forms.+": {
          id: "medication-name",
          label: "M",
          log: false,
          itemGroups: [{ id: "g", items: [{ id: "words", label: "W", type: "text" }] }],
        },
      },
      "error factor-without-levels randomization.factors.0.reference",
    ],
    [
      "a cap on a value that the factor does not have",
      { "randomization.caps.0.value": "yes" },
      "error cap-value randomization.caps.0.value",
    ],
    [
      "a cap above the whole",
      { "randomization.caps.0.share": 30 },
      "error cap-share randomization.caps.0.share",
    ],
    [
      "minimization that can be predicted",
      { "randomization.randomElement": undefined },
      "warning minimization-predictable randomization",
    ],
    [
      "a random element no better than a coin",
      { "randomization.randomElement": 0.5 },
      "error random-element randomization.randomElement",
    ],
    [
      "an arm to which nobody is randomized",
      { "arms.+": { id: "third", name: "Third", type: "other" } },
      "warning arm-not-randomized randomization.ratio",
    ],
    [
      "an arm that is weighted twice",
      { "randomization.ratio.+": { armId: "active", weight: 1 } },
      "error duplicate-id randomization.ratio.2",
    ],
    ["strata of fewer than two blocks", blocks(15), "warning strata-too-small randomization.factors"],
    [
      "factors that simple randomization ignores",
      { "randomization.method": "simple" },
      "warning idle-setting randomization.factors",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("none with strata of two blocks: 16 participants, four strata, blocks of two", () => {
    expect(faultLines(blocks(16))).toEqual([]);
  });
});
