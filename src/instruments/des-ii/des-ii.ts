import { type Answers, unanswered } from "../answers.ts";
import type { Computation } from "../computation.ts";
import { integerItem, itemIds } from "../define-items.ts";
import type { Instrument, Source } from "../definition.ts";
import type { ItemDefinition } from "../item.ts";
import { computedAtLeast, meanScore } from "../sum-score.ts";

const carlson: Source = {
  citation: "Carlson & Putnam 1993. An update on the Dissociative Experiences Scale. Dissociation 6:16",
  confidence: "retrieved",
};

/** Neutral names of what each item is about, not its wording. */
const topics = [
  "driving without remembering it",
  "missing part of a conversation",
  "being somewhere without knowing how",
  "wearing unfamiliar clothes",
  "finding unfamiliar belongings",
  "being addressed by strangers",
  "watching oneself from outside",
  "not recognizing friends or family",
  "no memory of important life events",
  "being accused of lying",
  "not recognizing oneself in a mirror",
  "people and things seem unreal",
  "body seems not one's own",
  "reliving a past event",
  "unsure whether remembered or dreamed",
  "familiar places seem strange",
  "absorbed in film or television",
  "absorbed in fantasy",
  "able to ignore pain",
  "staring into space",
  "talking to oneself",
  "acting like two different people",
  "doing difficult things with ease",
  "unsure whether done or only thought of",
  "evidence of forgotten actions",
  "finding own forgotten writings or drawings",
  "hearing voices inside the head",
  "world seen as through a fog",
];

const items: readonly ItemDefinition[] = topics.map((topic, index) =>
  integerItem(`item${index + 1}`, `Item ${index + 1}: ${topic}`, { minimum: 0, maximum: 100 }, { step: 10 }),
);

/** The items of pathological dissociation (Waller, Putnam & Carlson 1996). */
export const taxonItems: readonly string[] = [3, 5, 7, 8, 12, 13, 22, 27].map((item) => `item${item}`);

function compute(answers: Answers): Computation {
  const ids = itemIds(1, 28);
  const mean = meanScore(answers, ids);
  return {
    scores: { mean, atLeast30: computedAtLeast(mean, 30), taxonMean: meanScore(answers, taxonItems) },
    missing: unanswered(answers, ids),
    prorated: false,
    rules: ["Mean of the 28 items; DES-T: mean of items 3, 5, 7, 8, 12, 13, 22 and 27."],
    notes: [],
  };
}

const percent = { type: "number", range: { minimum: 0, maximum: 100 }, unit: "%" } as const;

/** Dissociation: 28 experiences by the share of time in which they happen, mean 0–100. */
export const desIi: Instrument = {
  definition: {
    id: "des-ii",
    version: "1993",
    title: "Dissociative Experiences Scale-II",
    abbreviation: "DES-II",
    aliases: ["DES-2"],
    recallPeriod: "daily life, not under the influence of alcohol or drugs",
    mode: "self-report",
    remarks: [
      "A screening scale, no diagnosis.",
      "The taxon mean is not the Bayesian taxon membership probability, which needs the published base rates.",
    ],
    items,
    missingRule: {
      kind: "complete",
      statement:
        "none may be missing: the published score is the mean of all 28 items (of all 8 for the DES-T).",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores: [
      { id: "mean", label: "Mean of the 28 items", ...percent },
      { id: "atLeast30", label: "Mean at or above 30, the screening cut-point", type: "boolean" },
      { id: "taxonMean", label: "DES-T, mean of the 8 taxon items", ...percent },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "E. B. Carlson and F. W. Putnam",
      mayShipItemText: true,
      terms:
        "Published for copying in Dissociation 1993; the wording is left to a content pack until it was compared.",
      source: { citation: "Carlson & Putnam 1993, appendix", confidence: "background-medium" },
    },
    loinc: [],
    sources: [
      carlson,
      {
        citation: "Waller, Putnam, Carlson 1996. Psychological Methods 1:300",
        confidence: "background-high",
      },
    ],
  },
  compute,
};
