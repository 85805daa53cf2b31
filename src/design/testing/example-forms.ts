import type { StudyDesignInput } from "../model/study-design.ts";

/** The forms of the example study: skip logic, computed items, rows, a log, an instrument. */
export const exampleForms: Pick<StudyDesignInput, "codeLists" | "forms"> = {
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
};
