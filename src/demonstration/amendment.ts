import { parseStudyDesign, type StudyDesign, type StudyDesignInput } from "#design";
import type { CalendarDate } from "#kernel";

export const amendedVersion = "1.1";
export const amendedConsent = "2.0";

/** The protocol as if it had been written before the demonstration begins. */
export function datedDesign(design: StudyDesign, on: CalendarDate): StudyDesign {
  const consents = design.consents.map((document) => ({
    ...document,
    versions: document.versions.map((version) => ({ ...version, date: on })),
  }));
  return { ...design, versionDate: on, consents };
}

/**
 * The first amendment of the demonstration, after a sodium that was low the morning after a dose: what is drunk is limited and recorded,
 * the physician is called earlier, and the consent form says so.
 */
export function amendedDesign(design: StudyDesign, on: CalendarDate): StudyDesign {
  const parsed = parseStudyDesign(amendedInput(design, on));
  if (!parsed.ok) throw new Error(`The amended protocol cannot be read: ${JSON.stringify(parsed.error)}`);
  return parsed.value;
}

function amendedInput(design: StudyDesign, on: CalendarDate): StudyDesignInput {
  return {
    ...design,
    version: amendedVersion,
    versionDate: on,
    forms: [...design.forms, fluidIntake],
    activities: design.activities.map((activity) =>
      activity.id === "session-documenting"
        ? { ...activity, formIds: [...activity.formIds, fluidIntake.id] }
        : activity,
    ),
    parameters: [
      ...design.parameters.map((parameter) =>
        parameter.id === "sodium-alert" ? { ...parameter, value: 132, source: amended } : parameter,
      ),
      {
        id: "fluid-limit",
        label: "Most to be drunk from the initial dose to discharge",
        value: 3000,
        unit: "mL",
        source: amended,
        confirmation: "to be confirmed by the medical monitor",
      },
    ],
    consents: design.consents.map((document) =>
      document.neededFor.length === 0
        ? { ...document, versions: [...document.versions, newConsent(document.versions, on)] }
        : document,
    ),
    amendments: [
      ...design.amendments,
      {
        id: "amendment-1",
        version: amendedVersion,
        date: on,
        summary:
          "Fluids on dosing days are limited and recorded; the physician is called at a sodium below 132 mmol/L.",
        reason: "A participant had a sodium of 127 mmol/L the morning after a dose.",
        substantial: true,
      },
    ],
  };
}

const amended =
  "Proposed with amendment 1 of the demonstration; hyponatremia is an adverse event of special interest";

const fluidIntake: NonNullable<StudyDesignInput["forms"]>[number] = {
  id: "fluid-intake",
  label: "Fluids on the dosing day",
  itemGroups: [
    {
      id: "fluids",
      items: [
        {
          id: "drunk",
          label: "Drunk from the initial dose to discharge",
          type: "integer",
          unit: "mL",
          range: { minimum: 0 },
          criticality: "critical",
        },
        { id: "with-electrolytes", label: "Drinks with electrolytes were offered", type: "boolean" },
        { id: "limit-told", label: "Was told how much to drink", type: "boolean" },
      ],
    },
  ],
  checks: [
    {
      id: "within-limit",
      assert: "drunk is missing or drunk <= $fluid-limit",
      message: "More was drunk than the protocol allows: measure the sodium before discharge.",
      severity: "query",
    },
  ],
  hiddenFrom: ["participant", "independent-rater", "rater-coordinator"],
  potentiallyUnblinding: true,
  safetyAssessment: true,
  source: "Amendment 1 of the demonstration",
};

type ConsentVersion = StudyDesign["consents"][number]["versions"][number];

function newConsent(versions: readonly ConsentVersion[], date: CalendarDate): ConsentVersion {
  const [first] = versions;
  if (!first) throw new Error("The consent form has no version.");
  return {
    ...first,
    version: amendedConsent,
    date,
    change: "major",
    summary: "Adds the risk of low sodium in the blood, and that drinking is limited on dosing days.",
  };
}
