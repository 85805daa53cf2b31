import { type Answers, numberAnswer, unanswered } from "../answers.ts";
import { type Computation, type Computed, computed, notAnswered, notComputed } from "../computation.ts";
import { integerItem } from "../define-items.ts";
import type { Instrument, Source } from "../definition.ts";
import { eq5dDimensions } from "./value-set.ts";

const herdman: Source = {
  citation: "Herdman et al. 2011. Quality of Life Research 20:1727",
  confidence: "background-high",
};

function compute(answers: Answers): Computation {
  const vas = numberAnswer(answers, "vas");
  return {
    scores: {
      profile: profile(answers),
      vas: vas === undefined ? notComputed(notAnswered(["vas"])) : computed(vas),
    },
    missing: unanswered(answers, [...eq5dDimensions, "vas"]),
    prorated: false,
    rules: ["Profile: the levels of mobility, self-care, usual activities, pain and anxiety in this order."],
    notes: [],
  };
}

function profile(answers: Answers): Computed {
  const missing = unanswered(answers, eq5dDimensions);
  if (missing.length > 0) return notComputed(notAnswered(missing));
  return computed(eq5dDimensions.map((dimension) => numberAnswer(answers, dimension)).join(""));
}

const level = { minimum: 1, maximum: 5 };

/** Health today in five dimensions of five levels, and a rating 0–100. Scoring only. */
export const eq5d5l: Instrument = {
  definition: {
    id: "eq-5d-5l",
    version: "2009",
    title: "EuroQol five-dimension, five-level questionnaire",
    abbreviation: "EQ-5D-5L",
    aliases: [],
    recallPeriod: "today",
    mode: "self-report",
    remarks: [
      "The profile is a name, not a number. The utility index needs a country's value set, which the caller supplies.",
    ],
    items: [
      integerItem("mobility", "Mobility: level", level),
      integerItem("selfCare", "Self-care: level", level),
      integerItem("usualActivities", "Usual activities: level", level),
      integerItem("painDiscomfort", "Pain or discomfort: level", level),
      integerItem("anxietyDepression", "Anxiety or depression: level", level),
      integerItem("vas", "Rating of health today", { minimum: 0, maximum: 100 }),
    ],
    missingRule: {
      kind: "per-score",
      statement: "the profile needs all five dimensions; the rating stands alone.",
      source: { citation: "EuroQol, EQ-5D-5L user guide", confidence: "background-high" },
    },
    scores: [
      { id: "profile", label: "Health profile", type: "code", pattern: "^[1-5]{5}$" },
      { id: "vas", label: "EQ VAS", type: "integer", range: { minimum: 0, maximum: 100 }, unit: "{score}" },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "EuroQol Research Foundation",
      mayShipItemText: false,
      terms:
        "Registration or licence: the wording comes with a licensed content pack. Value sets are not shipped.",
      source: { citation: "EuroQol licensing", confidence: "background-medium" },
    },
    loinc: [],
    sources: [herdman],
  },
  compute,
};
