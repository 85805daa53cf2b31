import { allOf, anyOf, type Truth } from "#kernel";
import { type Answers, answerAtLeast, unanswered } from "../answers.ts";
import { bandScore } from "../bands.ts";
import {
  type Computation,
  type Computed,
  computed,
  computedTruth,
  notAnswered,
  notComputed,
} from "../computation.ts";
import type { BandScale, Instrument, Source } from "../definition.ts";
import { phqProratingRule } from "../phq-prorating.ts";
import { sumScore } from "../sum-score.ts";
import { countAtLeast, countPresent } from "../symptom-count.ts";
import { phq9Items, phq9SymptomIds } from "./items.ts";

const kroenke: Source = {
  citation: "Kroenke, Spitzer, Williams 2001. Journal of General Internal Medicine 16:606",
  confidence: "background-high",
};

const severityBands: BandScale = {
  of: "total",
  as: "severity",
  bands: [
    { code: "minimal", label: "Minimal", from: 0, to: 4 },
    { code: "mild", label: "Mild", from: 5, to: 9 },
    { code: "moderate", label: "Moderate", from: 10, to: 14 },
    { code: "moderately-severe", label: "Moderately severe", from: 15, to: 19 },
    { code: "severe", label: "Severe", from: 20, to: 27 },
  ],
  source: kroenke,
};

const syndromes = [
  { value: "major", label: "Major depressive syndrome" },
  { value: "other", label: "Other depressive syndrome" },
  { value: "none", label: "Neither" },
];

function compute(answers: Answers): Computation {
  const missing = unanswered(answers, phq9SymptomIds);
  const total = sumScore(answers, phq9SymptomIds, phqProratingRule.maximumMissing);
  return {
    scores: {
      total: total.computed,
      depressiveSyndrome: depressiveSyndrome(answers),
      suicidalThoughts: computedTruth(answerAtLeast(answers, "item9", 1), notAnswered(["item9"])),
    },
    missing,
    prorated: total.prorated,
    rules: [
      "Depressive syndrome: items of 2 or more count, item 9 from 1; item 1 or 2 among them; 5 or more major, 2 to 4 other. Only answered items count; none where a missing answer could change it.",
      "Suicidal thoughts: item 9 at 1 or more.",
    ],
    notes: [],
  };
}

/** The diagnostic algorithm of Spitzer et al. 1999, without its exclusions and the impairment criterion. */
function depressiveSyndrome(answers: Answers): Computed {
  const present = phq9SymptomIds.map((id) => answerAtLeast(answers, id, id === "item9" ? 1 : 2));
  const count = countPresent(present);
  const cardinal = anyOf(present.slice(0, 2));
  const major = allOf([cardinal, countAtLeast(count, 5)]);
  const any: Truth = allOf([cardinal, countAtLeast(count, 2)]);
  if (major === true) return computed("major");
  if (any === false) return computed("none");
  if (major === false && any === true) return computed("other");
  return notComputed(notAnswered(unanswered(answers, phq9SymptomIds)));
}

/** Depression: 9 items over the last two weeks, total 0–27. */
export const phq9: Instrument = {
  definition: {
    id: "phq-9",
    version: "2001",
    title: "Patient Health Questionnaire-9",
    abbreviation: "PHQ-9",
    aliases: [],
    recallPeriod: "last 2 weeks",
    stem: {
      text: "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
      itemIds: phq9SymptomIds,
    },
    mode: "self-report",
    remarks: [
      "A positive item 9 asks for a look at the participant, whatever the total.",
      "A prorated total is not rounded; between two bands it belongs to the lower one.",
    ],
    items: phq9Items,
    missingRule: phqProratingRule,
    scores: [
      { id: "total", label: "Total", type: "number", range: { minimum: 0, maximum: 27 }, unit: "{score}" },
      bandScore(severityBands, "Severity band of the total"),
      { id: "depressiveSyndrome", label: "Diagnostic algorithm", type: "code", codes: syndromes },
      { id: "suicidalThoughts", label: "Item 9 answered with 1 or more", type: "boolean" },
    ],
    bandScales: [severityBands],
    changeThresholds: [
      {
        score: "total",
        label: "Clinically significant improvement",
        kind: "meaningful-change",
        points: 5,
        source: {
          citation: "Kroenke & Spitzer 2002; Löwe et al. 2004. Medical Care 42:1194",
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
    loinc: [
      {
        code: "44249-1",
        names: "panel",
        source: { citation: "HL7 US Core, PHQ-9 example", confidence: "retrieved" },
      },
      {
        code: "44261-6",
        names: "total",
        source: { citation: "HL7 US Core, PHQ-9 example", confidence: "retrieved" },
      },
    ],
    sources: [
      kroenke,
      { citation: "Spitzer, Kroenke, Williams 1999. JAMA 282:1737", confidence: "background-high" },
    ],
  },
  compute,
};
