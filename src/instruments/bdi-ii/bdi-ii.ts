import { type Answers, answerAtLeast, unanswered } from "../answers.ts";
import { bandScore } from "../bands.ts";
import { type Computation, computedTruth, notAnswered } from "../computation.ts";
import { integerItem, itemIds } from "../define-items.ts";
import type { BandScale, Instrument, Source } from "../definition.ts";
import { sumScore } from "../sum-score.ts";

const manual: Source = {
  citation: "Beck, Steer, Brown 1996. BDI-II manual",
  confidence: "background-high",
};

const severityBands: BandScale = {
  of: "total",
  as: "severity",
  bands: [
    { code: "minimal", label: "Minimal", from: 0, to: 13 },
    { code: "mild", label: "Mild", from: 14, to: 19 },
    { code: "moderate", label: "Moderate", from: 20, to: 28 },
    { code: "severe", label: "Severe", from: 29, to: 63 },
  ],
  source: manual,
};

const ids = itemIds(1, 21);

function compute(answers: Answers): Computation {
  return {
    scores: {
      total: sumScore(answers, ids).computed,
      suicidalThoughts: computedTruth(answerAtLeast(answers, "item9", 1), notAnswered(["item9"])),
    },
    missing: unanswered(answers, ids),
    prorated: false,
    rules: ["Suicidal thoughts: item 9 at 1 or more."],
    notes: [],
  };
}

/** Depression: 21 items, total 0–63. Scoring only. */
export const bdiIi: Instrument = {
  definition: {
    id: "bdi-ii",
    version: "1996",
    title: "Beck Depression Inventory-II",
    abbreviation: "BDI-II",
    aliases: ["BDI-2"],
    recallPeriod: "past 2 weeks, including today",
    mode: "self-report",
    remarks: [
      "Items 16 and 18 offer two statements for some values: enter the value. Of several statements ticked, the highest counts.",
      "A positive item 9 asks for a look at the participant, whatever the total.",
    ],
    items: ids.map((id, index) => integerItem(id, `Item ${index + 1}`, { minimum: 0, maximum: 3 })),
    missingRule: {
      kind: "complete",
      statement: "none may be missing.",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores: [
      { id: "total", label: "Total", type: "integer", range: { minimum: 0, maximum: 63 }, unit: "{score}" },
      bandScore(severityBands, "Severity band of the total"),
      { id: "suicidalThoughts", label: "Item 9 answered with 1 or more", type: "boolean" },
    ],
    bandScales: [severityBands],
    changeThresholds: [],
    licence: {
      holder: "Pearson",
      mayShipItemText: false,
      terms: "Proprietary: the wording comes with a licensed content pack.",
      source: { citation: "Pearson", confidence: "background-high" },
    },
    loinc: [],
    sources: [manual],
  },
  compute,
};
