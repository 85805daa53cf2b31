import { type Answers, unanswered } from "../answers.ts";
import { bandScore } from "../bands.ts";
import type { Computation } from "../computation.ts";
import { integerItem, itemIds, numberedChoices } from "../define-items.ts";
import type { BandScale, Instrument, Source } from "../definition.ts";
import type { ItemDefinition } from "../item.ts";
import { phqProratingRule } from "../phq-prorating.ts";
import { computedAtLeast, sumScore } from "../sum-score.ts";

const spitzer: Source = {
  citation: "Spitzer, Kroenke, Williams, Löwe 2006. Archives of Internal Medicine 166:1092",
  confidence: "background-high",
};

const severityBands: BandScale = {
  of: "total",
  as: "severity",
  bands: [
    { code: "minimal", label: "Minimal", from: 0, to: 4 },
    { code: "mild", label: "Mild", from: 5, to: 9 },
    { code: "moderate", label: "Moderate", from: 10, to: 14 },
    { code: "severe", label: "Severe", from: 15, to: 21 },
  ],
  source: spitzer,
};

/** The words of the form; no permission is required to reproduce, translate, display or distribute it. */
const texts = [
  ["nervousness", "Feeling nervous, anxious, or on edge"],
  ["uncontrollable worry", "Not being able to stop or control worrying"],
  ["excessive worry", "Worrying too much about different things"],
  ["trouble relaxing", "Trouble relaxing"],
  ["restlessness", "Being so restless that it is hard to sit still"],
  ["irritability", "Becoming easily annoyed or irritable"],
  ["fear", "Feeling afraid as if something awful might happen"],
] as const;

const choices = numberedChoices([
  "Not at all",
  "Several days",
  "More than half the days",
  "Nearly every day",
]);

const items: readonly ItemDefinition[] = texts.map(([label, text], index) =>
  integerItem(
    `item${index + 1}`,
    `Item ${index + 1}: ${label}`,
    { minimum: 0, maximum: 3 },
    { choices, text },
  ),
);

function compute(answers: Answers): Computation {
  const ids = itemIds(1, 7);
  const total = sumScore(answers, ids, phqProratingRule.maximumMissing);
  return {
    scores: { total: total.computed, atLeast10: computedAtLeast(total.computed, 10) },
    missing: unanswered(answers, ids),
    prorated: total.prorated,
    rules: [],
    notes: [],
  };
}

/** Anxiety: 7 items over the last two weeks, total 0–21. */
export const gad7: Instrument = {
  definition: {
    id: "gad-7",
    version: "2006",
    title: "Generalized Anxiety Disorder 7-item scale",
    abbreviation: "GAD-7",
    aliases: [],
    recallPeriod: "last 2 weeks",
    stem: {
      text: "Over the last 2 weeks, how often have you been bothered by the following problems?",
      itemIds: itemIds(1, 7),
    },
    mode: "self-report",
    remarks: ["A prorated total is not rounded; between two bands it belongs to the lower one."],
    items,
    missingRule: phqProratingRule,
    scores: [
      { id: "total", label: "Total", type: "number", range: { minimum: 0, maximum: 21 }, unit: "{score}" },
      bandScore(severityBands, "Severity band of the total"),
      { id: "atLeast10", label: "Total at or above 10, the screening cut-point", type: "boolean" },
    ],
    bandScales: [severityBands],
    changeThresholds: [
      {
        score: "total",
        label: "Minimal clinically important difference",
        kind: "meaningful-change",
        points: 4,
        source: {
          citation: "Toussaint et al. 2020. Journal of Affective Disorders 265:395",
          confidence: "background-medium",
        },
      },
    ],
    licence: {
      holder: "Pfizer (Spitzer, Williams, Kroenke and colleagues)",
      mayShipItemText: true,
      terms: "No permission required to reproduce, translate, display or distribute.",
      source: { citation: "Notice on the form", confidence: "retrieved" },
    },
    loinc: [],
    sources: [spitzer],
  },
  compute,
};
