import { type Answers, numberAnswer, unanswered } from "../answers.ts";
import { bandScore } from "../bands.ts";
import type { Computation } from "../computation.ts";
import { integerItem, itemIds } from "../define-items.ts";
import type { BandScale, Instrument, Source } from "../definition.ts";
import type { ItemDefinition } from "../item.ts";
import { computedAtLeast, sumScore } from "../sum-score.ts";

const manual: Source = {
  citation: "Babor et al. 2001. AUDIT: Guidelines for Use in Primary Care, 2nd ed. WHO/MSD/MSB/01.6a",
  confidence: "retrieved",
};

const zones: BandScale = {
  of: "total",
  as: "zone",
  bands: [
    { code: "zone-1", label: "Zone I: low risk", from: 0, to: 7 },
    { code: "zone-2", label: "Zone II: hazardous", from: 8, to: 15 },
    { code: "zone-3", label: "Zone III: harmful", from: 16, to: 19 },
    { code: "zone-4", label: "Zone IV: possible dependence", from: 20, to: 40 },
  ],
  source: manual,
};

const topics = [
  "frequency of drinking",
  "typical quantity",
  "frequency of heavy drinking",
  "impaired control",
  "failed expectations",
  "morning drinking",
  "guilt after drinking",
  "blackouts",
  "injuries",
  "others concerned",
];

/** Items 9 and 10 offer 0, 2 and 4 only. */
const items: readonly ItemDefinition[] = topics.map((topic, index) =>
  integerItem(
    `item${index + 1}`,
    `Item ${index + 1}: ${topic}`,
    { minimum: 0, maximum: 4 },
    {
      step: index < 8 ? 1 : 2,
    },
  ),
);

function compute(answers: Answers): Computation {
  const skipped = skippedItems(answers);
  const asked: Answers = new Map([...answers, ...skipped.map((id) => [id, 0] as const)]);
  const total = sumScore(asked, itemIds(1, 10)).computed;
  return {
    scores: {
      total,
      atLeast8: computedAtLeast(total, 8),
      consumption: sumScore(asked, itemIds(1, 3)).computed,
      dependence: sumScore(asked, itemIds(4, 6)).computed,
      harm: sumScore(asked, itemIds(7, 10)).computed,
    },
    missing: unanswered(asked, itemIds(1, 10)),
    prorated: false,
    rules: [],
    notes: skipped.length > 0 ? [`Not asked by the skip pattern and scored 0: ${skipped.join(", ")}`] : [],
  };
}

/** Items left out because of earlier answers: 2–8 where item 1 is 0, 4–8 where items 2 and 3 are both 0. */
function skippedItems(answers: Answers): readonly string[] {
  const isZero = (id: string): boolean => numberAnswer(answers, id) === 0;
  if (isZero("item1")) return unanswered(answers, itemIds(2, 8));
  return isZero("item2") && isZero("item3") ? unanswered(answers, itemIds(4, 8)) : [];
}

function points(maximum: number): {
  readonly type: "integer";
  readonly range: { minimum: number; maximum: number };
  readonly unit: string;
} {
  return { type: "integer", range: { minimum: 0, maximum }, unit: "{score}" };
}

/** Alcohol: 10 items over the past year, total 0–40. */
export const audit: Instrument = {
  definition: {
    id: "audit",
    version: "2001",
    title: "Alcohol Use Disorders Identification Test",
    abbreviation: "AUDIT",
    aliases: ["AUDIT-10"],
    recallPeriod: "past year",
    mode: "self-report",
    remarks: ["A cut-point of 8 is the manual's; it advises 7 for women and for men over 65."],
    items,
    missingRule: {
      kind: "skip-pattern",
      statement:
        "items 2–8 score 0 where item 1 is 0, items 4–8 where items 2 and 3 are both 0 and they were not asked; no other item may be missing.",
      source: manual,
    },
    scores: [
      { id: "total", label: "Total", ...points(40) },
      bandScore(zones, "Risk zone of the total"),
      { id: "atLeast8", label: "Total at or above 8: hazardous or harmful use", type: "boolean" },
      { id: "consumption", label: "Consumption, items 1–3 (AUDIT-C)", ...points(12) },
      { id: "dependence", label: "Dependence symptoms, items 4–6", ...points(12) },
      { id: "harm", label: "Harmful use, items 7–10", ...points(16) },
    ],
    bandScales: [zones],
    changeThresholds: [],
    licence: {
      holder: "World Health Organization",
      mayShipItemText: true,
      terms: "Free for non-commercial use, unmodified and attributed; the wording is left to a content pack.",
      source: { citation: "WHO/MSD/MSB/01.6a", confidence: "background-high" },
    },
    loinc: [],
    sources: [manual],
  },
  compute,
};
