import { compileDesign } from "../compile/compile-design.ts";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { Instruments } from "../instrument-catalog.ts";
import type { StudyDesign, StudyDesignInput } from "../model/study-design.ts";
import { parseStudyDesign } from "../parse-study-design.ts";

/**
 * A small trial that the tests of this layer share: two arms, two dosing sessions, a blinded rater. It has every
 * kind of thing that a design can hold, and no fault.
 */
export const exampleStudy: StudyDesignInput = {
  format: "vigil-study-design/1",
  id: "example",
  version: "1.0",
  name: "Example",
  title: "A drug with psychotherapy against placebo with psychotherapy",
  parameters: [
    parameter("minimum-age", "Minimum age", 18, "a"),
    parameter("minimum-severity", "Minimum entry score", 28),
    parameter("washout", "Washout of psychiatric drugs", 35, "d"),
    parameter("highest-systolic", "Highest systolic pressure before a dose", 150, "mm[Hg]"),
    parameter("between-doses", "Least time between doses", 21, "d"),
    parameter("supplemental-share", "Supplemental dose as a share of the initial dose", 0.5),
  ],
  arms: [
    { id: "active", name: "Drug", type: "experimental" },
    { id: "placebo", name: "Placebo", type: "placebo-comparator" },
  ],
  epochs: [
    { id: "screening", name: "Screening", type: "screening" },
    { id: "treatment", name: "Treatment", type: "treatment" },
    { id: "follow-up", name: "Follow-up", type: "follow-up" },
  ],
  cells: ["active", "placebo"].flatMap((armId) =>
    ["screening", "treatment", "follow-up"].map((epochId) => ({ armId, epochId })),
  ),
  population: { description: "Adults with severe PTSD", plannedEnrollment: 100 },
  objectives: [
    {
      id: "primary",
      level: "primary",
      text: "Less severe PTSD",
      endpoints: [{ id: "caps-change", text: "Change of CAPS-5 total from baseline to the endpoint visit" }],
    },
  ],
  estimands: [
    {
      id: "treatment-policy",
      name: "Treatment policy",
      objectiveId: "primary",
      endpointId: "caps-change",
      treatment: "Drug against placebo",
      population: "All randomized",
      variable: "Change of CAPS-5 total",
      summaryMeasure: "Difference of means",
    },
  ],
  encounters: [
    { id: "screening-visit", name: "Screening" },
    { id: "baseline", name: "Baseline", session: "rater-assessment", contactModes: ["remote-video"] },
    { id: "dosing-1", name: "Dosing session 1", session: "dosing" },
    { id: "integration-1", name: "Integration 1", session: "integration" },
    { id: "dosing-2", name: "Dosing session 2", session: "dosing" },
    { id: "endpoint", name: "Endpoint", session: "rater-assessment", contactModes: ["remote-video"] },
    { id: "extra", name: "Unscheduled visit", type: "unscheduled" },
  ],
  activities: [
    { id: "intake", name: "Intake", formIds: ["demographics"], childIds: ["measure"] },
    { id: "measure", name: "Vital signs", formIds: ["vitals"] },
    { id: "rate", name: "Rating", formIds: ["caps-5"] },
    { id: "dose", name: "Dosing", timelineId: "session" },
    { id: "watch", name: "Session vital signs", formIds: ["session-vitals"] },
    { id: "talk", name: "Integration", formIds: ["therapy"] },
  ],
  scheduleTimelines: [
    {
      id: "main",
      name: "Visits",
      mainTimeline: true,
      entryId: "at-screening",
      instances: [
        {
          id: "at-screening",
          type: "activity",
          encounterId: "screening-visit",
          epochId: "screening",
          activityIds: ["intake"],
          timing: {
            id: "t-screening",
            type: "after",
            relativeTo: { event: "consent" },
            value: "P0D",
            window: { before: "P0D", after: "P14D" },
          },
        },
        {
          id: "at-baseline",
          type: "activity",
          encounterId: "baseline",
          epochId: "screening",
          activityIds: ["rate"],
          timing: {
            id: "t-baseline",
            type: "before",
            relativeTo: { instanceId: "at-dosing-1" },
            value: "P3D",
            window: { before: "P4D", after: "P2D" },
          },
        },
        {
          id: "at-dosing-1",
          type: "activity",
          encounterId: "dosing-1",
          epochId: "treatment",
          activityIds: ["measure", "dose"],
          timing: {
            id: "t-dosing-1",
            type: "after",
            relativeTo: { event: "enrollment" },
            value: "P6W",
            window: { before: "P2W", after: "P5W" },
          },
        },
        {
          id: "at-integration-1",
          type: "activity",
          encounterId: "integration-1",
          epochId: "treatment",
          activityIds: ["talk"],
          timing: {
            id: "t-integration-1",
            type: "after",
            relativeTo: { instanceId: "at-dosing-1" },
            relativeToFrom: "end-to-start",
            value: "P1D",
            window: { before: "P0D", after: "P2D" },
          },
        },
        {
          id: "at-dosing-2",
          type: "activity",
          encounterId: "dosing-2",
          epochId: "treatment",
          activityIds: ["measure", "dose"],
          timing: {
            id: "t-dosing-2",
            type: "after",
            relativeTo: { instanceId: "at-dosing-1" },
            value: "P28D",
            window: { before: "P14D", after: "P7D" },
            notBefore: [{ instanceId: "at-dosing-1", value: { parameter: "between-doses", unit: "days" } }],
          },
        },
        {
          id: "at-endpoint",
          type: "activity",
          encounterId: "endpoint",
          epochId: "follow-up",
          activityIds: ["rate"],
          timing: {
            id: "t-endpoint",
            type: "after",
            relativeTo: { event: "last-dose" },
            value: "P56D",
            window: { before: "P7D", after: "P7D" },
          },
        },
      ],
    },
    {
      id: "session",
      name: "A dosing session",
      entryId: "dose-given",
      instances: [
        {
          id: "dose-given",
          type: "activity",
          activityIds: ["watch"],
          timing: { id: "t-dose", type: "fixed-reference" },
        },
        {
          id: "after-60",
          type: "activity",
          activityIds: ["watch"],
          timing: {
            id: "t-60",
            type: "after",
            relativeTo: { instanceId: "dose-given" },
            value: "PT60M",
            window: { before: "PT10M", after: "PT10M" },
          },
        },
        {
          id: "supplement",
          type: "activity",
          activityIds: ["watch"],
          timing: {
            id: "t-supplement",
            type: "after",
            relativeTo: { instanceId: "dose-given" },
            value: "PT1H45M",
            window: { before: "PT15M", after: "PT15M" },
          },
        },
      ],
    },
  ],
  codeLists: [
    {
      id: "sex",
      label: "Sex",
      codes: [
        { code: "female", label: "Female" },
        { code: "male", label: "Male" },
      ],
    },
    {
      id: "drug-class",
      label: "Class of a drug",
      codes: [
        { code: "maoi", label: "MAOI" },
        { code: "ssri", label: "SSRI" },
        { code: "other", label: "Other" },
      ],
    },
    {
      id: "symptoms",
      label: "Symptoms",
      codes: [
        { code: "pain", label: "Pain" },
        { code: "nausea", label: "Nausea" },
      ],
    },
  ],
  forms: [
    {
      id: "demographics",
      label: "Demographics",
      hiddenFrom: ["independent-rater"],
      itemGroups: [
        {
          id: "person",
          items: [
            { id: "age", label: "Age", type: "integer", unit: "a", range: { minimum: 0, maximum: 120 } },
            { id: "sex", label: "Sex assigned at birth", type: "code", codeListId: "sex" },
            {
              id: "pregnant",
              label: "Pregnancy test positive",
              type: "boolean",
              visibleWhen: "sex = 'female'",
              nullFlavors: ["not-done", "not-applicable"],
            },
            { id: "psychedelics-before", label: "Prior use of psychedelics", type: "boolean" },
            { id: "can-swallow", label: "Can swallow capsules", type: "boolean" },
          ],
        },
      ],
    },
    {
      id: "vitals",
      label: "Vital signs",
      hiddenFrom: ["independent-rater"],
      checks: [
        {
          id: "pulse-pressure",
          assert: "all(readings, systolic > diastolic)",
          message: "The systolic value must be above the diastolic one.",
          severity: "error",
        },
      ],
      itemGroups: [
        {
          id: "body",
          items: [
            {
              id: "weight",
              label: "Weight",
              type: "decimal",
              unit: "kg",
              decimals: 1,
              range: { minimum: 20, maximum: 400, expected: { minimum: 40, maximum: 180 } },
              nullFlavors: ["refused"],
              checks: [
                {
                  id: "weight-low",
                  assert: "weight >= 48",
                  message: "Below 48 kg nobody is dosed.",
                  severity: "query",
                },
              ],
            },
            {
              id: "height",
              label: "Height",
              type: "decimal",
              unit: "m",
              range: { minimum: 1, maximum: 2.5 },
            },
            {
              id: "bmi",
              label: "Body mass index",
              type: "computed",
              unit: "kg/m2",
              computedBy: "round(weight / (height * height), 1)",
            },
            { id: "obese", label: "Obese", type: "computed", computedBy: "bmi >= 30" },
            {
              id: "remark",
              label: "Remark",
              type: "text",
              maximumLength: 20,
              required: false,
              visibleWhen: "obese",
            },
            { id: "symptoms", label: "Symptoms", type: "codes", codeListId: "symptoms", required: false },
          ],
        },
        {
          id: "readings",
          label: "Reading",
          repeating: { minimum: 1, maximum: 3 },
          items: [
            { id: "systolic", label: "Systolic pressure", type: "integer", unit: "mm[Hg]" },
            { id: "diastolic", label: "Diastolic pressure", type: "integer", unit: "mm[Hg]" },
            { id: "at", label: "Time", type: "time" },
            {
              id: "arm-circumference",
              label: "Circumference of the arm",
              type: "decimal",
              unit: "cm",
              visibleWhen: "systolic > 180 and height > 0",
            },
          ],
        },
      ],
    },
    {
      id: "caps-5",
      label: "CAPS-5",
      instrument: "caps-5",
      completedBy: "independent-rater",
      itemGroups: [
        { id: "interview", items: [{ id: "interviewed-on", label: "Date of interview", type: "date" }] },
      ],
    },
    {
      id: "medication",
      label: "Medication",
      log: true,
      required: false,
      hiddenFrom: ["independent-rater"],
      itemGroups: [
        {
          id: "drug",
          items: [
            { id: "name", label: "Name", type: "text" },
            { id: "class", label: "Class", type: "code", codeListId: "drug-class" },
            { id: "started", label: "Start date", type: "partial-date" },
            { id: "ongoing", label: "Ongoing", type: "boolean" },
            {
              id: "stopped",
              label: "Stop date",
              type: "partial-date",
              visibleWhen: "not ongoing",
              checks: [
                {
                  id: "stop-after-start",
                  assert: "stopped >= started",
                  message: "It was stopped before it was started.",
                  severity: "error",
                },
              ],
            },
          ],
        },
      ],
    },
    {
      id: "session-vitals",
      label: "Session vital signs",
      potentiallyUnblinding: true,
      hiddenFrom: ["independent-rater", "sponsor-study-team"],
      itemGroups: [
        {
          id: "signs",
          items: [
            { id: "pulse", label: "Pulse", type: "integer", unit: "/min" },
            { id: "measured", label: "Measured", type: "date-time" },
          ],
        },
      ],
    },
    {
      id: "therapy",
      label: "Integration session",
      completedBy: "therapist",
      hiddenFrom: ["independent-rater"],
      itemGroups: [
        { id: "session", items: [{ id: "minutes", label: "Length", type: "integer", unit: "min" }] },
      ],
    },
  ],
  eligibilityCriteria: [
    {
      id: "adult",
      identifier: "I1",
      category: "inclusion",
      text: "At least 18 years of age",
      expression: "demographics.age >= $minimum-age",
    },
    {
      id: "severe",
      identifier: "I2",
      category: "inclusion",
      text: "CAPS-5 total severity of at least 28 at baseline",
      expression: "caps-5.total@baseline >= $minimum-severity",
      checkedAt: ["enrollment"],
    },
    {
      id: "swallows",
      identifier: "I3",
      category: "inclusion",
      text: "Able to swallow capsules",
      answeredBy: "demographics.can-swallow",
    },
    {
      id: "pregnant",
      identifier: "E1",
      category: "exclusion",
      text: "Pregnant",
      expression: "demographics.sex = 'female' and demographics.pregnant",
    },
    {
      id: "maoi",
      identifier: "E2",
      category: "exclusion",
      text: "Took an MAOI within the washout period",
      expression: "any(medication, class = 'maoi' and (ongoing or stopped > today() - $washout days))",
      checkedAt: ["screening", "enrollment", "each-dose"],
    },
    {
      id: "hypertension",
      identifier: "E3",
      category: "exclusion",
      text: "Systolic pressure above the limit in every reading",
      expression: "min-of(vitals.readings, systolic) > $highest-systolic",
    },
  ],
  consents: [
    {
      id: "main-consent",
      name: "Consent to take part",
      requiredScopes: ["drug", "therapy", "visits"],
      versions: [
        { version: "1", date: "2026-01-01", change: "initial", summary: "First version", languages: ["en"] },
      ],
    },
  ],
  blinding: {
    schema: "double-blind",
    rules: [
      {
        role: "independent-rater",
        blindedTo: ["arm", "session-content", "visit-number", "earlier-scores", "potentially-unblinding"],
      },
    ],
  },
  doseRegimens: [
    ...["dosing-1", "dosing-2"].flatMap((encounterId) => [
      regimen("active", encounterId, "Drug", [80, 120], 180),
      regimen("placebo", encounterId, "Placebo", [0, 0], 0),
    ]),
  ],
  randomization: {
    method: "minimization",
    ratio: [
      { armId: "active", weight: 1 },
      { armId: "placebo", weight: 1 },
    ],
    factors: [
      { id: "prior-use", label: "Prior use of psychedelics", reference: "demographics.psychedelics-before" },
      { id: "by-sex", label: "Sex", reference: "demographics.sex" },
    ],
    randomElement: 0.8,
    caps: [{ factorId: "prior-use", value: "true", share: 0.3 }],
  },
};

function parameter(
  id: string,
  label: string,
  value: number,
  unit?: string,
): NonNullable<StudyDesignInput["parameters"]>[number] {
  return {
    id,
    label,
    value,
    ...(unit === undefined ? {} : { unit }),
    source: "Example protocol",
    confirmation: "to be confirmed by the medical monitor",
  };
}

function regimen(
  armId: string,
  encounterId: string,
  substance: string,
  initialDose: number[],
  maximumPerSession: number,
): NonNullable<StudyDesignInput["doseRegimens"]>[number] {
  return {
    id: `${armId}-${encounterId}`,
    armId,
    encounterId,
    substance,
    initialDose,
    supplementalFraction: { parameter: "supplemental-share" },
    supplementalWindow: { from: 90, to: 120 },
    maximumPerSession,
  };
}

/** An instrument of two items whose total is their sum, so that the tests need none of the real ones. */
export const exampleInstruments: Instruments = {
  catalog: (instrument) =>
    instrument === "caps-5"
      ? {
          items: [1, 2].map((number) => ({
            id: `item${number}`,
            label: `Item ${number}`,
            type: "integer",
            range: { minimum: 0, maximum: 40 },
            optional: false,
          })),
          scores: [
            { id: "total", label: "CAPS-5 total severity", type: "integer" },
            {
              id: "band",
              label: "Severity band",
              type: "code",
              codeList: [{ code: "severe", label: "Severe" }],
            },
          ],
        }
      : undefined,
  score: (_instrument, { item1, item2 }) => ({
    total: typeof item1 === "number" && typeof item2 === "number" ? item1 + item2 : null,
  }),
};

/** The design, with changes at its top level. */
export function exampleDesign(changes: Partial<StudyDesignInput> = {}): StudyDesign {
  const parsed = parseStudyDesign({ ...exampleStudy, ...changes });
  if (!parsed.ok)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return parsed.value;
}

export function compiledExample(changes: Partial<StudyDesignInput> = {}): CompiledDesign {
  const compiled = compileDesign(exampleDesign(changes), exampleInstruments);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.issues));
  return compiled.value;
}
