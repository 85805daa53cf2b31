import { type CompiledDesign, compileDesign, parseStudyDesign, type StudyDesignInput } from "#design";
import { publishedInstruments } from "../study/published-instruments.ts";
import { meadowForms } from "./meadow-forms.ts";
import { meadowSchedule } from "./meadow-schedule.ts";

/**
 * The small trial that the tests of this layer run: one dosing session, a blinded rater, a self-report, consent in two
 * languages and a consent of its own to retreatment. It has one of each kind of thing and no fault.
 */
export const meadowStudy: StudyDesignInput = {
  format: "vigil-study-design/1",
  id: "meadow",
  version: "1.0",
  name: "Meadow",
  title: "A drug with psychotherapy, for tests",
  ...meadowSchedule,
  forms: [...meadowForms],
  parameters: [
    {
      id: "minimum-age",
      label: "Minimum age",
      value: 18,
      unit: "a",
      source: "Meadow protocol",
      confirmation: "to be confirmed by the medical monitor",
    },
    {
      id: "highest-systolic",
      label: "Highest systolic pressure that is not measured again",
      value: 160,
      unit: "mm[Hg]",
      source: "Meadow protocol",
      confirmation: "published",
    },
  ],
  codeLists: [
    {
      id: "arm-guess",
      label: "Which dose",
      codes: [
        { code: "drug", label: "The drug" },
        { code: "low", label: "A low dose of it" },
        { code: "cannot-tell", label: "I cannot tell" },
      ],
    },
    {
      id: "how-sure",
      label: "How sure",
      codes: [
        { code: "very", label: "Very" },
        { code: "little", label: "A little" },
      ],
    },
  ],
  closedReports: {
    expectancy: { formId: "vitals", itemIds: ["weight"] },
    outcomes: [{ id: "severity", name: "Severity", formId: "interview", valueId: "severity" }],
    adverseEvents: { formId: "adverse-event", itemIds: [] },
  },
  eligibilityCriteria: [
    {
      id: "adult",
      identifier: "I1",
      category: "inclusion",
      text: "Is an adult.",
      expression: "demographics.age >= $minimum-age",
      checkedAt: ["screening", "enrollment"],
    },
    {
      id: "heavy-enough",
      identifier: "E1",
      category: "exclusion",
      text: "Weighs less than 48 kg.",
      expression: "vitals.weight < 48",
      checkedAt: ["screening", "enrollment"],
    },
    {
      id: "not-experienced",
      identifier: "E2",
      category: "exclusion",
      text: "Has taken a psychedelic.",
      expression: "demographics.prior-use = true",
      checkedAt: ["enrollment"],
    },
    {
      id: "severe",
      identifier: "I2",
      category: "inclusion",
      text: "Is rated at least 10.",
      expression: "interview.severity@baseline >= 10",
      checkedAt: ["randomization"],
    },
  ],
  consents: [
    {
      id: "main-consent",
      name: "Consent to take part",
      requiredScopes: ["drug", "therapy", "visits", "recordings", "contact"],
      optionalScopes: ["future-use"],
      versions: [
        { version: "1", change: "initial", summary: "First version.", languages: ["en", "es"] },
        { version: "2", change: "major", summary: "A new risk.", languages: ["en", "es"] },
        { version: "3", change: "minor", summary: "A new telephone number.", languages: ["en"] },
      ],
    },
    {
      id: "retreatment-consent",
      name: "Consent to retreatment",
      requiredScopes: ["drug", "therapy"],
      neededFor: ["retreatment"],
      versions: [{ version: "1", change: "initial", summary: "First version.", languages: ["en"] }],
    },
  ],
  arms: [
    { id: "active", name: "The drug", type: "experimental" },
    { id: "control", name: "A low dose of it", type: "active-comparator" },
  ],
  elements: [{ id: "all-of-it", name: "Screening, one session, follow-up" }],
  cells: ["active", "control"].flatMap((armId) =>
    ["screening", "treatment", "follow-up"].map((epochId) => ({ armId, epochId, elementIds: ["all-of-it"] })),
  ),
  doseRegimens: ["dosing", "retreatment"].flatMap((encounterId) => [
    regimen("active", encounterId, [80, 120]),
    regimen("control", encounterId, [30]),
  ]),
  kits: {
    levels: [
      { id: "80", label: "80 mg level" },
      { id: "120", label: "120 mg level" },
    ],
    assignAhead: 3,
    resupplyBelow: 1,
    expiryMargin: 1,
    countEvery: 28,
  },
  randomization: {
    method: "minimization",
    ratio: [
      { armId: "active", weight: 1 },
      { armId: "control", weight: 1 },
    ],
    factors: [{ id: "prior-use", label: "Prior use", reference: "demographics.prior-use" }],
    randomElement: 0.8,
  },
  emergencyCare: {
    treatAs: "the drug in its full dose",
    advice: "Treat as the full dose unless the code would change care.",
    facts: [
      {
        id: "heat",
        label: "Heat",
        text: "Above {highest-systolic}: measure again.",
        source: "Meadow protocol",
      },
    ],
    confirmation: "to be confirmed by the medical monitor",
  },
  blinding: {
    schema: "double-blind",
    rules: [
      {
        role: "independent-rater",
        blindedTo: [
          "arm",
          "session-content",
          "visit-number",
          "earlier-scores",
          "site",
          "adverse-events",
          "potentially-unblinding",
          "self-reports",
        ],
      },
      { role: "lead-therapist", blindedTo: ["arm", "earlier-scores", "self-reports"] },
      { role: "monitor", blindedTo: ["arm", "potentially-unblinding"] },
      { role: "data-manager", blindedTo: ["arm", "potentially-unblinding"] },
      { role: "statistician", blindedTo: ["arm", "potentially-unblinding"] },
    ],
  },
};

/** The first session has the one level; whoever is treated again chooses between two, in either arm. */
function regimen(
  armId: string,
  encounterId: string,
  doses: readonly number[],
): NonNullable<StudyDesignInput["doseRegimens"]>[number] {
  const levels = encounterId === "dosing" ? ["80"] : ["80", "120"];
  return {
    id: `${armId}-${encounterId}`,
    armId,
    encounterId,
    substance: "The drug",
    initialDose: doses.slice(0, levels.length),
    levels,
    supplementalFraction: 0.5,
    supplementalWindow: { from: 90, to: 120 },
    maximumPerSession: armId === "active" ? 180 : 45,
  };
}

/** The amendment: a new item, a form less, another consent form that takes a new signature. */
export const meadowAmendment: StudyDesignInput = {
  ...meadowStudy,
  version: "2.0",
  forms: meadowForms
    .filter(({ id }) => id !== "agreement")
    .map((form) =>
      form.id === "demographics"
        ? {
            ...form,
            itemGroups: [
              ...(form.itemGroups ?? []),
              { id: "home", items: [{ id: "lives-alone", label: "Lives alone", type: "boolean" as const }] },
            ],
          }
        : form,
    ),
  activities: meadowSchedule.activities?.map((activity) => ({
    ...activity,
    formIds: activity.formIds?.filter((id) => id !== "agreement"),
  })),
  consents: meadowStudy.consents?.map((document) =>
    document.id === "main-consent"
      ? {
          ...document,
          versions: [
            ...document.versions,
            {
              version: "4",
              change: "major" as const,
              summary: "What the amendment changes.",
              languages: ["en", "es"],
            },
          ],
        }
      : document,
  ),
  amendments: [
    { id: "amendment-1", version: "2.0", summary: "Asks whether one lives alone.", substantial: true },
  ],
};

const compiled = new Map<unknown, CompiledDesign>();

/** Compiles a design once. A test that meets a fault here is wrong itself. */
export function compile(design: unknown): CompiledDesign {
  const known = compiled.get(design);
  if (known) return known;
  const parsed = parseStudyDesign(design);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.issues));
  const made = compileDesign(parsed.value, publishedInstruments);
  if (!made.ok) throw new Error(JSON.stringify(made.error.issues));
  compiled.set(design, made.value);
  return made.value;
}
