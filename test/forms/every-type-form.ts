import type { StudyDesignInput } from "#design";

type Form = NonNullable<StudyDesignInput["forms"]>[number];

export const everyTypeLists: NonNullable<StudyDesignInput["codeLists"]> = [
  {
    id: "position",
    label: "Position",
    codes: [
      { code: "sitting", label: "Sitting" },
      { code: "lying", label: "Lying" },
    ],
  },
  {
    id: "symptoms",
    label: "Symptoms",
    codes: [
      { code: "pain", label: "Pain" },
      { code: "nausea", label: "Nausea" },
      { code: "dizziness", label: "Dizziness" },
    ],
  },
];

/** A form with an item of every type, a reason for none, a computed value, and rows. */
export const everyTypeForm: Form = {
  id: "every-type",
  label: "Every type",
  signedBy: [{ role: "investigator", meaning: "I checked this" }],
  itemGroups: [
    {
      id: "all",
      label: "All types",
      items: [
        { id: "weight", label: "Weight", type: "integer", unit: "kg", range: { minimum: 20, maximum: 400 } },
        { id: "temperature", label: "Temperature", type: "decimal", unit: "Cel", decimals: 1 },
        { id: "remark", label: "Remark", type: "text", required: false },
        { id: "fasting", label: "Fasting", type: "boolean" },
        { id: "position", label: "Position", type: "code", codeListId: "position" },
        { id: "symptoms", label: "Symptoms", type: "codes", codeListId: "symptoms" },
        { id: "seen-on", label: "Seen on", type: "date" },
        { id: "ill-since", label: "Ill since", type: "partial-date" },
        { id: "measured-at", label: "Measured at", type: "time" },
        { id: "dosed-at", label: "Dosed at", type: "date-time" },
        { id: "height", label: "Height", type: "integer", unit: "cm", range: { minimum: 50, maximum: 250 } },
        { id: "waist", label: "Waist", type: "integer", unit: "cm", nullFlavors: ["refused", "not-done"] },
        {
          id: "bmi",
          label: "Body mass index",
          type: "computed",
          computedBy: "weight / (height * height) * 10000",
        },
      ],
    },
    {
      id: "readings",
      label: "Readings",
      repeating: { minimum: 1, maximum: 5 },
      items: [{ id: "systolic", label: "Systolic pressure", type: "integer", unit: "mm[Hg]" }],
    },
  ],
};
