import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";

const reference = "randomization.factors.prior-use.reference";
const inProtocol = "warning block-sizes-in-protocol randomization.blockSizes";

/** Permuted blocks of one or two lengths, at two sites. */
const blocks = (plannedEnrollment: number, blockSizes: readonly number[] = [2, 4]): Edits => ({
  "randomization.method": "permuted-blocks",
  "randomization.randomElement": undefined,
  "randomization.blockSizes": blockSizes,
  "randomization.site": { balance: true, planned: 2 },
  "population.plannedEnrollment": plannedEnrollment,
});
const cap = (limits: object): Edits => ({
  "randomization.caps.0": { factorId: "prior-use", value: "true", ...limits },
});
/** Two arms that differ by the drug, of a design that crosses it with nothing else. */
const factorial = (active: object, placebo: object): Edits => ({
  "randomization.treatmentFactors": [
    {
      id: "drug",
      label: "Drug",
      levels: [
        { id: "mdma", label: "MDMA" },
        { id: "none", label: "None" },
      ],
    },
  ],
  "randomization.ratio": [
    { armId: "active", weight: 1, levels: active },
    { armId: "placebo", weight: 1, levels: placebo },
  ],
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
    [
      "a random element that leaves nothing to chance",
      { "randomization.randomElement": 1 },
      "warning minimization-predictable randomization",
    ],
    [
      "a factor that counts for nothing",
      { "randomization.factors.prior-use.weight": 0 },
      "error factor-weight randomization.factors.0.weight",
    ],
    [
      "a site that counts for less than nothing",
      { "randomization.site": { balance: true, weight: -1 } },
      "error factor-weight randomization.site.weight",
    ],
    [
      "a factor called site",
      { "randomization.factors.prior-use.id": "site", "randomization.caps": [] },
      "error reserved-id randomization.factors.0.id",
    ],
    [
      "nothing to minimize over",
      { "randomization.factors": [], "randomization.caps": [], "randomization.site": { balance: false } },
      "error nothing-to-minimize randomization.factors",
    ],
    [
      "a block that cannot hold the ratio",
      blocks(100, [4, 5]),
      "error block-size randomization.blockSizes.1",
    ],
    [
      "an unequal ratio that minimization keeps over the trial alone",
      { "randomization.ratio.0.weight": 2 },
      "warning ratio-not-kept randomization.ratio",
    ],
    ["a block size given twice", blocks(100, [4, 4]), "warning block-size-twice randomization.blockSizes.1"],
    ["block sizes that everybody can read", blocks(100), inProtocol],
    ["blocks of one size", blocks(100, [4]), "warning blocks-predictable randomization.blockSizes"],
    ["strata of fewer than two blocks", blocks(63), "warning strata-too-small randomization.factors"],
    [
      "strata of fewer than two blocks of the sizes that are taken where none are named",
      { ...blocks(95), "randomization.blockSizes": undefined },
      "warning strata-too-small randomization.factors",
    ],
    [
      "blocks within sites of which nobody knows how many",
      { ...blocks(100), "randomization.site": undefined },
      "warning sites-not-planned randomization.site",
    ],
    ["a cap that says nothing", cap({}), "error cap-limit randomization.caps.0"],
    ["a cap that says two things", cap({ share: 0.2, count: 20 }), "error cap-limit randomization.caps.0"],
    ["a cap of half a participant", cap({ count: 0.5 }), "error cap-count randomization.caps.0.count"],
    [
      "a cap by share of a number that is not planned",
      { "population.plannedEnrollment": undefined },
      "error cap-without-planned randomization.caps.0.share",
    ],
    [
      "two caps on a value",
      { "randomization.caps.+": { factorId: "prior-use", value: "true", count: 10 } },
      "error duplicate-id randomization.caps.1",
    ],
    [
      "caps that leave no room for all",
      { "randomization.caps.+": { factorId: "prior-use", value: "false", count: 69 } },
      "warning caps-too-tight randomization.caps",
    ],
    [
      "an arm without a level of a treatment",
      factorial({ drug: "mdma" }, {}),
      "error treatment-level randomization.ratio.1.levels",
    ],
    [
      "an arm with a level that the treatment does not have",
      factorial({ drug: "mdma" }, { drug: "placebo" }),
      "error treatment-level randomization.ratio.1.levels",
    ],
    [
      "an arm with a level of no treatment",
      factorial({ drug: "mdma" }, { drug: "none", therapy: "exposure" }),
      "error unresolved-id randomization.ratio.1.levels.therapy",
    ],
    [
      "two arms of one combination",
      factorial({ drug: "mdma" }, { drug: "mdma" }),
      "error cell-twice randomization.ratio.1.levels",
    ],
    [
      "a combination without an arm",
      factorial({ drug: "mdma" }, { drug: "mdma" }),
      "warning factorial-incomplete randomization.ratio",
    ],
    [
      "a treatment given twice",
      {
        ...factorial({ drug: "mdma" }, { drug: "none" }),
        "randomization.treatmentFactors.+": {
          id: "drug",
          label: "Again",
          levels: [
            { id: "mdma", label: "MDMA" },
            { id: "none", label: "None" },
          ],
        },
      },
      "error duplicate-id randomization.treatmentFactors.1.id",
    ],
    [
      "a level given twice",
      {
        ...factorial({ drug: "mdma" }, { drug: "none" }),
        "randomization.treatmentFactors.drug.levels.+": { id: "mdma", label: "Again" },
      },
      "error duplicate-id randomization.treatmentFactors.0.levels.2.id",
    ],
    [
      "blocks without a random element to follow",
      { ...blocks(100), "randomization.randomElement": 0.8 },
      "warning idle-setting randomization.randomElement",
    ],
    [
      "block sizes that minimization ignores",
      { "randomization.blockSizes": [4, 6] },
      "warning idle-setting randomization.blockSizes",
    ],
    [
      "an imbalance that blocks do not measure",
      { ...blocks(100), "randomization.imbalance": "range" },
      "warning idle-setting randomization.imbalance",
    ],
    [
      "weights that blocks ignore",
      { ...blocks(100), "randomization.factors.prior-use.weight": 2 },
      "warning idle-setting randomization.factors",
    ],
    [
      "sites that simple randomization ignores",
      { "randomization.method": "simple", "randomization.site": { balance: true } },
      "warning idle-setting randomization.site",
    ],
    [
      "factors that simple randomization ignores",
      { "randomization.method": "simple" },
      "warning idle-setting randomization.factors",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("nothing of strata of two blocks: 64 participants, four strata at each of two sites, blocks of up to four", () => {
    expect(faultLines(blocks(64))).toEqual([inProtocol]);
  });

  test("nothing of strata over all sites: 32 participants, four strata", () => {
    expect(faultLines({ ...blocks(32), "randomization.site": { balance: false } })).toEqual([inProtocol]);
  });

  test("none with a cap by count, nor with caps that leave room for just as many as are planned", () => {
    expect(faultLines(cap({ count: 20 }))).toEqual([]);
    const other = { factorId: "prior-use", value: "false", count: 70 };
    expect(faultLines({ "randomization.caps.+": other })).toEqual([]);
  });

  test("none with a factorial design whose every combination is an arm", () => {
    expect(faultLines(factorial({ drug: "mdma" }, { drug: "none" }))).toEqual([]);
  });

  test("only that minimization does not keep an unequal ratio at every turn, with a random element above the least share", () => {
    const ratio = { "randomization.ratio.0.weight": 2, "randomization.randomElement": 0.5 };
    expect(faultLines(ratio)).toEqual(["warning ratio-not-kept randomization.ratio"]);
  });
});
