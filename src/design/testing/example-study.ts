import { compileDesign } from "../compile/compile-design.ts";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { Instruments } from "../instrument-catalog.ts";
import type { StudyDesign, StudyDesignInput } from "../model/study-design.ts";
import { parseStudyDesign } from "../parse-study-design.ts";
import { exampleForms } from "./example-forms.ts";
import { exampleSchedule } from "./example-schedule.ts";

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
  ...exampleSchedule,
  ...exampleForms,
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
    scores: { total: typeof item1 === "number" && typeof item2 === "number" ? item1 + item2 : null },
    missing: [...(item1 === undefined ? ["item1"] : []), ...(item2 === undefined ? ["item2"] : [])],
    faults: item1 === 13 || item1 === 41 ? [{ path: "item1", message: `${item1} is never given` }] : [],
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
