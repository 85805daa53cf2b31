import type { StudyDesignInput } from "#design";
import { meadowForms } from "./meadow-forms.ts";
import { meadowStudy } from "./meadow-study.ts";

type Form = NonNullable<StudyDesignInput["forms"]>[number];
type Item = NonNullable<Form["itemGroups"]>[number]["items"][number];

const source = "Meadow protocol";
const hiddenFrom = ["independent-rater"] as const;
const yesNo = (id: string): Item => ({ id, label: id, type: "boolean", required: false });
const coded = (id: string, codeListId: string): Item => ({
  id,
  label: id,
  type: "code",
  codeListId,
  required: false,
});

const adverseEvent: Form = {
  id: "adverse-event",
  label: "Adverse event",
  definitionId: "adverse-event",
  log: true,
  required: false,
  safetyAssessment: true,
  hiddenFrom: [...hiddenFrom],
  itemGroups: [
    {
      id: "event",
      items: [
        { id: "term", label: "Term", type: "text", maximumLength: 200 },
        coded("special-interest", "special-interest"),
        coded("valence", "valence"),
        coded("detected-by", "detected-by"),
        yesNo("in-session"),
        { id: "began", label: "Began", type: "partial-date", required: false },
        { id: "onset-time", label: "Began at", type: "time", required: false },
        yesNo("ongoing"),
        { id: "ended", label: "Ended", type: "partial-date", required: false },
        { id: "end-time", label: "Ended at", type: "time", required: false },
        coded("severity", "severity"),
        coded("outcome", "outcome"),
        yesNo("death"),
        yesNo("hospitalization"),
        {
          id: "serious",
          label: "Serious",
          type: "computed",
          computedBy: "death = true or hospitalization = true",
        },
        { id: "aware-at", label: "Known at", type: "date-time", required: false },
        coded("related-to-drug", "causality"),
        coded("related-to-therapy", "causality"),
      ],
    },
  ],
};

const medicationLog: Form = {
  id: "medication-log",
  label: "Medication",
  log: true,
  required: false,
  hiddenFrom: [...hiddenFrom],
  itemGroups: [
    {
      id: "medication",
      items: [
        { id: "name", label: "Name", type: "text" },
        coded("drug", "drug"),
        coded("class", "class"),
        { id: "started", label: "Started", type: "partial-date", required: false },
        yesNo("ongoing"),
        { id: "last-dose", label: "Last dose", type: "partial-date", required: false },
        { id: "half-life", label: "Half-life", type: "decimal", unit: "h", required: false },
        {
          id: "washout",
          label: "Washout",
          type: "computed",
          computedBy:
            "if(drug = 'not-psychiatric', 0, if(drug = 'sertraline', $half-lives * 26 / 24 + 7, $half-lives * half-life / 24 + 7))",
        },
      ],
    },
  ],
};

const laboratory: Form = {
  id: "laboratory",
  label: "Laboratory",
  hiddenFrom: [...hiddenFrom],
  signedBy: [{ role: "sub-investigator", meaning: "I reviewed the results" }],
  itemGroups: [
    {
      id: "sample",
      items: [
        { id: "collected-at", label: "Collected at", type: "date-time" },
        { id: "alt", label: "ALT", type: "decimal", unit: "U/L", nullFlavors: ["not-done"] },
        { id: "bilirubin", label: "Bilirubin", type: "decimal", unit: "umol/L", nullFlavors: ["not-done"] },
        { id: "hys-law", label: "Hy's law", type: "computed", computedBy: "alt >= 120 and bilirubin >= 40" },
      ],
    },
  ],
};

const ecg: Form = {
  id: "ecg",
  label: "Electrocardiogram",
  hiddenFrom: [...hiddenFrom],
  signedBy: [{ role: "sub-investigator", meaning: "I read the recording" }],
  itemGroups: [
    {
      id: "readings",
      repeating: { minimum: 1, maximum: 3 },
      items: [
        { id: "recorded-at", label: "Recorded at", type: "date-time" },
        { id: "qtc", label: "QTc", type: "integer", unit: "ms" },
      ],
    },
    {
      id: "reading",
      items: [
        { id: "lowest-qtc", label: "Lowest QTc", type: "computed", computedBy: "min-of(readings, qtc)" },
      ],
    },
  ],
};

const list = (id: string, ...codes: readonly string[]) => ({
  id,
  label: id,
  codes: codes.map((code) => ({ code, label: code })),
});

const parameter = (id: string, value: number, unit: string) => ({
  id,
  label: id,
  value,
  unit,
  source,
  confirmation: "published" as const,
});

const activities = meadowStudy.activities ?? [];

/** What an adverse event is, in two wordings: the second leaves out what is pleasant. */
export const widerDefinition = "Any untoward medical occurrence, pleasant ones too.";
export const narrowerDefinition = "Any untoward medical occurrence that is not pleasant.";

/** Meadow with the records that a dose rests on: adverse events with every attribute, medication, laboratory, ECG, and a definition. */
export const guardedStudy: StudyDesignInput = {
  ...meadowStudy,
  forms: [
    ...meadowForms.filter(({ id }) => id !== "adverse-event"),
    adverseEvent,
    medicationLog,
    laboratory,
    ecg,
  ],
  activities: activities.map((activity) =>
    activity.formIds?.includes("vitals")
      ? { ...activity, formIds: [...activity.formIds, "laboratory", "ecg"] }
      : activity,
  ),
  codeLists: [
    ...(meadowStudy.codeLists ?? []),
    list("special-interest", "none", "abuse-related", "cardiovascular"),
    list("valence", "positive", "neutral", "negative"),
    list("detected-by", "observed", "asked", "session-effects"),
    list("severity", "mild", "moderate", "severe"),
    list("outcome", "recovered", "recovering"),
    list("causality", "unrelated", "possible", "definite"),
    list("drug", "sertraline", "other-psychiatric", "maoi", "not-psychiatric"),
    list("class", "none", "ssri", "maoi"),
  ],
  parameters: [
    ...(meadowStudy.parameters ?? []),
    parameter("half-lives", 5, "{#}"),
    parameter("maoi-washout", 14, "d"),
    parameter("notice", 24, "h"),
    parameter("laboratory-days", 35, "d"),
    parameter("ecg-days", 90, "d"),
    parameter("qtc-limit", 450, "ms"),
  ],
  safety: {
    definitions: [
      {
        id: "adverse-event",
        label: "Adverse event",
        text: widerDefinition,
        trainedRoles: ["site-coordinator", "investigator", "sub-investigator", "lead-therapist"],
        source,
      },
    ],
    adverseEvents: {
      formId: "adverse-event",
      items: {
        term: "term",
        started: "began",
        onsetTime: "onset-time",
        ongoing: "ongoing",
        ended: "ended",
        endTime: "end-time",
        severity: "severity",
        valence: "valence",
        serious: "serious",
        seriousness: ["death", "hospitalization"],
        awareAt: "aware-at",
        relatedToDrug: "related-to-drug",
        relatedToTherapy: "related-to-therapy",
        outcome: "outcome",
        specialInterest: "special-interest",
        detectedBy: "detected-by",
        inSession: "in-session",
      },
      abuseRelated: ["abuse-related"],
      noticeWithin: { parameter: "notice" },
      source,
    },
    medication: {
      formId: "medication-log",
      items: {
        name: "name",
        drug: "drug",
        prohibitedClass: "class",
        started: "started",
        ongoing: "ongoing",
        lastDose: "last-dose",
        washoutDays: "washout",
      },
      prohibited: [
        { code: "maoi", washout: { parameter: "maoi-washout" }, absoluteStop: true },
        { code: "ssri" },
      ],
      source,
    },
    laboratory: {
      panels: [
        {
          formId: "laboratory",
          obtainedAt: "collected-at",
          exclusions: [{ id: "hys-law", when: "hys-law = true", message: "Meets Hy's law.", source }],
        },
      ],
      validFor: { parameter: "laboratory-days" },
      source,
    },
    electrocardiogram: {
      panels: [
        {
          formId: "ecg",
          obtainedAt: "recorded-at",
          exclusions: [
            { id: "qtc", when: "lowest-qtc > $qtc-limit", message: "QTc above the limit.", source },
          ],
        },
      ],
      validFor: { parameter: "ecg-days" },
      source,
    },
  },
};

/** The guarded study in a second version, whose definition of an adverse event has other words. */
export function guardedWithDefinition(text: string, version = "1.1"): StudyDesignInput {
  const definitions = guardedStudy.safety?.definitions?.map((one) => ({ ...one, text })) ?? [];
  return { ...guardedStudy, version, safety: { ...guardedStudy.safety, definitions } };
}
