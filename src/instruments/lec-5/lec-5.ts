import type { Truth } from "#kernel";
import { type Answers, codeSetAnswer, unanswered } from "../answers.ts";
import { type Computation, computedTruth, notAnswered } from "../computation.ts";
import type { Instrument, Source } from "../definition.ts";
import { computedCount, countPresent } from "../symptom-count.ts";
import { criterionA } from "./criterion-a.ts";
import { eventItems, exposureCodes, inquiryItems } from "./items.ts";

const form: Source = {
  citation:
    "Weathers et al. 2013. The Life Events Checklist for DSM-5, standard form of 12 April 2018; National Center for PTSD",
  confidence: "retrieved",
};

const eventIds = eventItems.map(({ id }) => id);
const inquiryIds = inquiryItems.map(({ id }) => id);

function compute(answers: Answers): Computation {
  const missing = unanswered(answers, eventIds);
  const ticked = (id: string, codes: readonly string[]): Truth =>
    answers.has(id) ? codeSetAnswer(answers, id).some((code) => codes.includes(code)) : "unknown";
  const happened = countPresent(eventIds.map((id) => ticked(id, ["happened"])));
  const exposed = countPresent(eventIds.map((id) => ticked(id, exposureCodes)));
  const open = unanswered(answers, inquiryIds);
  const undecided = open.length > 0 ? notAnswered(open) : "the way of exposure is for the clinician to judge";
  return {
    scores: {
      eventsHappened: computedCount(happened, notAnswered(missing)),
      eventsExposed: computedCount(exposed, notAnswered(missing)),
      criterionA: computedTruth(criterionA(answers), undecided),
    },
    missing,
    prorated: false,
    rules: [
      "The checklist has no score: the two counts describe it and measure nothing.",
      "Criterion A (DSM-5), of the worst event: exposure (happened, witnessed, learned, job) to danger to life, serious injury or death, or sexual violence; a death only learned about must have been violent or accidental.",
    ],
    notes: doubtfulEvents(answers),
  };
}

/** "Doesn't apply" beside a way of exposure: the paper form permits it, a reader should see it. */
function doubtfulEvents(answers: Answers): readonly string[] {
  return eventIds
    .filter((id) => {
      const codes = codeSetAnswer(answers, id);
      return codes.includes("not-applicable") && codes.length > 1;
    })
    .map((id) => `${id}: "not-applicable" was ticked together with other answers`);
}

const events = { minimum: 0, maximum: eventIds.length };

/** 17 kinds of potentially traumatic events, and the Criterion A inquiry on the worst of them. */
export const lec5: Instrument = {
  definition: {
    id: "lec-5",
    version: "2018-04-12",
    title: "Life Events Checklist for DSM-5, with Criterion A inquiry",
    abbreviation: "LEC-5",
    aliases: ["Life Events Checklist"],
    recallPeriod: "lifetime",
    mode: "self-report",
    remarks: ["Criterion A from self-report is for confirmation by the interviewer."],
    items: [...eventItems, ...inquiryItems],
    missingRule: {
      kind: "per-score",
      statement:
        "counts need every event they cannot do without; Criterion A is decided where no missing answer could change it.",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores: [
      {
        id: "eventsHappened",
        label: "Kinds of event that happened to the person",
        type: "integer",
        range: events,
        unit: "1",
      },
      {
        id: "eventsExposed",
        label: "Kinds of event with any exposure",
        type: "integer",
        range: events,
        unit: "1",
      },
      { id: "criterionA", label: "The worst event satisfies DSM-5 Criterion A", type: "boolean" },
    ],
    bandScales: [],
    changeThresholds: [],
    licence: {
      holder: "US Government (National Center for PTSD)",
      mayShipItemText: true,
      terms: "Public.",
      source: { citation: "National Center for PTSD, ptsd.va.gov", confidence: "background-high" },
    },
    loinc: [],
    sources: [
      form,
      {
        citation: "American Psychiatric Association 2013. DSM-5, 309.81, Criterion A",
        confidence: "retrieved",
      },
    ],
  },
  compute,
};
