import { anyOf } from "#kernel";
import { type Answers, truthAnswer, unanswered } from "../answers.ts";
import {
  type Computation,
  type Computed,
  computed,
  computedTruth,
  notAnswered,
  notComputed,
} from "../computation.ts";
import { booleanItem } from "../define-items.ts";
import type { Instrument, LoincCode, Source } from "../definition.ts";

const guide: Source = {
  citation: "Nilsson et al. Columbia–Suicide Severity Rating Scale: Scoring and Data Analysis Guide",
  confidence: "retrieved",
};

const ideation = ["ideation1", "ideation2", "ideation3", "ideation4", "ideation5"];

const behavior = [
  "preparatoryActs",
  "abortedAttempt",
  "interruptedAttempt",
  "actualAttempt",
  "completedSuicide",
];

/** Items 3–5 are asked only where item 2 is yes; not asked, they count as no. */
function compute(given: Answers): Computation {
  const skipped = given.get("ideation2") === false ? unanswered(given, ideation.slice(2)) : [];
  const answers: Answers = new Map([...given, ...skipped.map((id) => [id, false] as const)]);
  const anyOfThem = (ids: readonly string[]): Computed =>
    computedTruth(anyOf(ids.map((id) => truthAnswer(answers, id))), notAnswered(unanswered(answers, ids)));
  return {
    scores: {
      ideationScore: ideationScore(answers),
      anyIdeation: anyOfThem(ideation),
      seriousIdeation: anyOfThem(["ideation4", "ideation5"]),
      anyBehavior: anyOfThem(behavior),
      anySuicidality: anyOfThem([...ideation, ...behavior]),
      nonSuicidalSelfInjury: anyOfThem(["nonSuicidalSelfInjury"]),
    },
    missing: unanswered(answers, [...ideation, ...behavior, "nonSuicidalSelfInjury"]),
    prorated: false,
    rules: [
      "Ideation score: the highest of categories 1–5 that was answered with yes, 0 for none.",
      "Any ideation: any of 1–5. Serious ideation: 4 or 5. Any behavior: any of 6–10. Self-injury without suicidal intent is in neither.",
    ],
    notes: [
      ...(skipped.length > 0
        ? [`Not asked, since item 2 is no, and counted as no: ${skipped.join(", ")}`]
        : []),
      ...unaskedYes(given),
    ],
  };
}

/** The highest category with a yes, where no category above it is open. */
function ideationScore(answers: Answers): Computed {
  const known = ideation.map((id) => truthAnswer(answers, id));
  const highest = known.lastIndexOf(true) + 1;
  const open = ideation.filter((_, index) => index >= highest && known[index] === "unknown");
  return open.length > 0 ? notComputed(notAnswered(open)) : computed(highest);
}

function unaskedYes(answers: Answers): readonly string[] {
  if (answers.get("ideation2") !== false) return [];
  const yes = ideation.slice(2).filter((id) => answers.get(id) === true);
  return yes.length > 0 ? [`${yes.join(", ")} answered with yes although item 2 is no: please check`] : [];
}

const loincSource: Source = { citation: "LOINC panel 93245-9", confidence: "retrieved" };

const loinc: readonly LoincCode[] = [
  { code: "93245-9", names: "panel, lifetime and recent", source: loincSource },
  { code: "93294-7", names: "most severe ideation, lifetime", source: loincSource },
  { code: "93293-9", names: "most severe ideation, past month", source: loincSource },
];

/** Suicidal ideation and behavior in the 11 categories that FDA adopted. Scoring only. */
export const cSsrs: Instrument = {
  definition: {
    id: "c-ssrs",
    version: "2009",
    title: "Columbia–Suicide Severity Rating Scale",
    abbreviation: "C-SSRS",
    aliases: ["Columbia", "Columbia scale"],
    recallPeriod: "as the licensed form says (lifetime, recent, or since last visit)",
    mode: "interview",
    remarks: [
      "Categories 1–5 are ideation, 6–10 behavior, the eleventh is self-injury without suicidal intent.",
      "Electronic forms of the scale need a licence; only the categories that a trained rater recorded are scored here.",
    ],
    items: [
      booleanItem("ideation1", "1 Wish to be dead"),
      booleanItem("ideation2", "2 Non-specific active suicidal thoughts"),
      booleanItem("ideation3", "3 Active ideation with method, without intent"),
      booleanItem("ideation4", "4 Active ideation with some intent, without plan"),
      booleanItem("ideation5", "5 Active ideation with plan and intent"),
      booleanItem("preparatoryActs", "6 Preparatory acts or behavior"),
      booleanItem("abortedAttempt", "7 Aborted attempt"),
      booleanItem("interruptedAttempt", "8 Interrupted attempt"),
      booleanItem("actualAttempt", "9 Actual attempt"),
      booleanItem("completedSuicide", "10 Completed suicide"),
      booleanItem("nonSuicidalSelfInjury", "11 Self-injurious behavior without suicidal intent"),
    ],
    missingRule: {
      kind: "skip-pattern",
      statement:
        "ideation 3–5 count as no where item 2 is no and they were not asked; otherwise a score is given where no missing answer could change it.",
      source: {
        citation: "Posner et al. 2011. American Journal of Psychiatry 168:1266",
        confidence: "background-high",
      },
    },
    scores: [
      {
        id: "ideationScore",
        label: "Most severe ideation",
        type: "integer",
        range: { minimum: 0, maximum: 5 },
        unit: "{score}",
      },
      { id: "anyIdeation", label: "Any ideation", type: "boolean" },
      { id: "seriousIdeation", label: "Ideation 4 or 5", type: "boolean" },
      { id: "anyBehavior", label: "Any suicidal behavior", type: "boolean" },
      { id: "anySuicidality", label: "Any ideation or behavior", type: "boolean" },
      { id: "nonSuicidalSelfInjury", label: "Self-injury without suicidal intent", type: "boolean" },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "Research Foundation for Mental Hygiene; electronic forms: Clario",
      mayShipItemText: false,
      terms: "Electronic use needs a licence, certification per version and a fee per administration.",
      source: { citation: "Clario, C-SSRS licensing application", confidence: "retrieved" },
    },
    loinc,
    sources: [guide],
  },
  compute,
};
