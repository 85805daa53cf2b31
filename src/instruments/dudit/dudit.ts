import { type Answers, unanswered } from "../answers.ts";
import type { Computation } from "../computation.ts";
import { integerItem, itemIds } from "../define-items.ts";
import type { Instrument, Source } from "../definition.ts";
import type { ItemDefinition } from "../item.ts";
import { computedAtLeast, sumScore } from "../sum-score.ts";

const manual: Source = {
  citation:
    "Berman, Bergman, Palmstierna, Schlyter 2003. DUDIT manual 1.0, Karolinska Institutet; cut-points as in the Australian comorbidity guidelines, appendix X",
  confidence: "retrieved",
};

const topics = [
  "frequency of drug use",
  "more than one drug at a time",
  "times in a day",
  "heavy influence",
  "longing",
  "impaired control",
  "failed expectations",
  "morning use",
  "guilt or bad conscience",
  "injuries",
  "others concerned",
];

/** Items 10 and 11 offer 0, 2 and 4 only. */
const items: readonly ItemDefinition[] = topics.map((topic, index) =>
  integerItem(
    `item${index + 1}`,
    `Item ${index + 1}: ${topic}`,
    { minimum: 0, maximum: 4 },
    {
      step: index < 9 ? 1 : 2,
    },
  ),
);

function compute(answers: Answers): Computation {
  const ids = itemIds(1, 11);
  const total = sumScore(answers, ids).computed;
  return {
    scores: {
      total,
      atLeast2: computedAtLeast(total, 2),
      atLeast6: computedAtLeast(total, 6),
      atLeast25: computedAtLeast(total, 25),
    },
    missing: unanswered(answers, ids),
    prorated: false,
    rules: ["Drug-related problems: 2 or more for women, 6 or more for men. Dependence: 25 or more."],
    notes: [],
  };
}

/** Drugs other than alcohol: 11 items over the past year, total 0–44. */
export const dudit: Instrument = {
  definition: {
    id: "dudit",
    version: "2003",
    title: "Drug Use Disorders Identification Test",
    abbreviation: "DUDIT",
    aliases: [],
    recallPeriod: "past year",
    mode: "self-report",
    remarks: [
      "The cut-point for problems depends on sex, which the form does not hold: the reader chooses the score.",
    ],
    items,
    missingRule: {
      kind: "complete",
      statement: "none may be missing.",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores: [
      { id: "total", label: "Total", type: "integer", range: { minimum: 0, maximum: 44 }, unit: "{score}" },
      { id: "atLeast2", label: "Total at or above 2: problems likely in women", type: "boolean" },
      { id: "atLeast6", label: "Total at or above 6: problems likely in men", type: "boolean" },
      { id: "atLeast25", label: "Total at or above 25: dependence likely", type: "boolean" },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "Karolinska Institutet",
      mayShipItemText: true,
      terms: "Free, unmodified; the wording is left to a content pack.",
      source: { citation: "DUDIT manual", confidence: "background-medium" },
    },
    loinc: [],
    sources: [manual],
  },
  compute,
};
