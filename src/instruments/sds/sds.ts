import type { InputIssue } from "#kernel";
import { type Answers, unanswered } from "../answers.ts";
import { type Computation, computed, notComputed } from "../computation.ts";
import { booleanItem, integerItem } from "../define-items.ts";
import type { Instrument, Source } from "../definition.ts";
import { meanScore, sumScore } from "../sum-score.ts";

const sheehan: Source = {
  citation: "Sheehan, Harnett-Sheehan, Raj 1996. International Clinical Psychopharmacology 11(S3):89",
  confidence: "background-high",
};

const domains = ["work", "social", "family"];

function compute(answers: Answers): Computation {
  const isWorkless = answers.get("workNotApplicable") === true;
  const applicable = isWorkless ? ["social", "family"] : domains;
  const missing = unanswered(answers, applicable);
  return {
    scores: {
      sum: isWorkless
        ? notComputed("work does not apply, so the sum of three is not defined")
        : sumScore(answers, domains).computed,
      mean: meanScore(answers, applicable),
      itemsAnswered: computed(domains.length - unanswered(answers, domains).length),
    },
    missing,
    prorated: false,
    rules: [
      "Sum of the three domains, 0–30. Mean of the applicable domains, 0–10: of two where work does not apply.",
    ],
    notes: isWorkless ? ["Work does not apply: the mean is of two domains."] : [],
  };
}

function contradictions(answers: Answers): readonly InputIssue[] {
  const isBoth = answers.get("workNotApplicable") === true && answers.has("work");
  return isBoth ? [{ path: "work", message: "work was rated although it was marked as not applicable" }] : [];
}

/** Impairment in three domains, each 0–10. Scoring only. */
export const sds: Instrument = {
  definition: {
    id: "sds",
    version: "3-domain",
    title: "Sheehan Disability Scale",
    abbreviation: "SDS",
    aliases: ["Sheehan"],
    recallPeriod: "as the licensed form says (past week or past month)",
    mode: "self-report",
    remarks: [
      "The MDMA phase 3 trials report changes on a 0–10 scale, given by blinded raters: compare them with the mean, not with the sum.",
    ],
    items: [
      integerItem("work", "Work or school", { minimum: 0, maximum: 10 }),
      booleanItem("workNotApplicable", "Work or school does not apply", { optional: true }),
      integerItem("social", "Social life", { minimum: 0, maximum: 10 }),
      integerItem("family", "Family life and home", { minimum: 0, maximum: 10 }),
      integerItem("daysLost", "Days lost (not scored)", { minimum: 0, maximum: 7 }, { optional: true }),
      integerItem(
        "daysUnderproductive",
        "Days underproductive (not scored)",
        { minimum: 0, maximum: 7 },
        {
          optional: true,
        },
      ),
    ],
    missingRule: {
      kind: "per-score",
      statement:
        "the sum needs all three domains; the mean needs every domain that applies, and work may be marked as not applicable.",
      source: { citation: "Adapted scale of the MDMA phase 3 trials", confidence: "background-medium" },
    },
    scores: [
      {
        id: "sum",
        label: "Sum of the three domains",
        type: "integer",
        range: { minimum: 0, maximum: 30 },
        unit: "{score}",
      },
      {
        id: "mean",
        label: "Mean of the applicable domains",
        type: "number",
        range: { minimum: 0, maximum: 10 },
        unit: "{score}",
      },
      {
        id: "itemsAnswered",
        label: "Domains answered",
        type: "integer",
        range: { minimum: 0, maximum: 3 },
        unit: "1",
      },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "David V. Sheehan",
      mayShipItemText: false,
      terms: "Proprietary: the wording comes with a licensed content pack.",
      source: {
        citation: "Sheehan et al. 2014. Innovations in Clinical Neuroscience 11(9–10)",
        confidence: "retrieved",
      },
    },
    loinc: [],
    sources: [sheehan],
  },
  compute,
  contradictions,
};
