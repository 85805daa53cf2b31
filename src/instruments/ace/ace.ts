import { type Answers, truthAnswer, unanswered } from "../answers.ts";
import { type Computation, notAnswered } from "../computation.ts";
import { booleanItem, itemIds } from "../define-items.ts";
import type { Instrument, Source } from "../definition.ts";
import { computedCount, countPresent } from "../symptom-count.ts";

const felitti: Source = {
  citation:
    "Felitti et al. 1998. American Journal of Preventive Medicine 14:245; 10-item form of the ACE study",
  confidence: "background-high",
};

const topics = [
  "emotional abuse",
  "physical abuse",
  "sexual abuse",
  "emotional neglect",
  "physical neglect",
  "parental separation or divorce",
  "mother treated violently",
  "household substance abuse",
  "household mental illness",
  "household member in prison",
];

const ids = itemIds(1, 10);

function compute(answers: Answers): Computation {
  const missing = unanswered(answers, ids);
  const count = countPresent(ids.map((id) => truthAnswer(answers, id)));
  return {
    scores: { total: computedCount(count, notAnswered(missing)) },
    missing,
    prorated: false,
    rules: ["Total: number of items answered with yes."],
    notes: [],
  };
}

/** Adverse childhood experiences: 10 yes-or-no items. */
export const ace: Instrument = {
  definition: {
    id: "ace",
    version: "10-item",
    title: "Adverse Childhood Experiences questionnaire",
    abbreviation: "ACE",
    aliases: ["ACE-10", "ACE-Q"],
    recallPeriod: "first 18 years of life",
    mode: "self-report",
    remarks: ["A history: it does not change with treatment."],
    items: topics.map((topic, index) => booleanItem(`item${index + 1}`, `Item ${index + 1}: ${topic}`)),
    missingRule: {
      kind: "complete",
      statement: "none may be missing.",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores: [
      { id: "total", label: "ACE score", type: "integer", range: { minimum: 0, maximum: 10 }, unit: "1" },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "Public (ACE study)",
      mayShipItemText: true,
      terms: "Public; the wording is left to a content pack.",
      source: { citation: "ACE study questionnaires, CDC", confidence: "background-medium" },
    },
    loinc: [],
    sources: [felitti],
  },
  compute,
};
