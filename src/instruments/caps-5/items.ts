import { codeItem, integerItem, numberedChoices } from "../define-items.ts";
import { type Dsm5Symptom, dsm5Symptoms } from "../dsm-5-symptoms.ts";
import type { ItemDefinition } from "../item.ts";
import { needsTraumaRelatedness } from "./symptoms.ts";

const rating = { minimum: 0, maximum: 4 };
const months = { minimum: 0, maximum: 1200 };

const intensities = numberedChoices(["Absent", "Minimal", "Clearly present", "Pronounced", "Extreme"]);
const severities = numberedChoices([
  "Absent",
  "Mild / subthreshold",
  "Moderate / threshold",
  "Severe / markedly elevated",
  "Extreme / incapacitating",
]);
const impairments = numberedChoices(["None", "Mild", "Moderate", "Severe", "Extreme"]);
const traumaRelatedness = [
  { value: "definite", label: "Definite" },
  { value: "probable", label: "Probable" },
  { value: "unlikely", label: "Unlikely" },
];

export type Caps5Version = "past-week" | "past-month" | "worst-month";

/** The items of a version. Criterion A, onset (21) and duration (22) are not rated over a week. */
export function caps5Items(version: Caps5Version): readonly ItemDefinition[] {
  const frequencies = frequencyClasses(version);
  const symptoms = dsm5Symptoms.flatMap((symptom) => symptomItems(symptom, frequencies));
  const dissociation = [
    ...ratedItems(29, "depersonalization", frequencies),
    ...ratedItems(30, "derealization", frequencies),
  ];
  if (version === "past-week") return [...symptoms, ...impactItems, ...globalItems, ...dissociation];
  return [criterionA, ...symptoms, ...courseItems, ...impactItems, ...globalItems, ...dissociation];
}

function symptomItems(
  symptom: Dsm5Symptom,
  frequencies: ReturnType<typeof frequencyClasses>,
): readonly ItemDefinition[] {
  const { item, criterion, label } = symptom;
  const rated = ratedItems(item, `${criterion} ${label}`, frequencies);
  if (!needsTraumaRelatedness(item)) return rated;
  const id = `item${item}TraumaRelatedness`;
  return [...rated, codeItem(id, `${criterion} ${label}: trauma-relatedness`, traumaRelatedness)];
}

/** Frequency and intensity, or the severity that the rater made of them: either will do, so each is optional. */
function ratedItems(
  item: number,
  label: string,
  frequencies: ReturnType<typeof frequencyClasses>,
): readonly ItemDefinition[] {
  const optional = true;
  const [frequency, intensity, severity] = [
    `item${item}Frequency`,
    `item${item}Intensity`,
    `item${item}Severity`,
  ];
  const choices = item === 8 || item === 12 ? amountClasses : frequencies;
  return [
    integerItem(frequency, `${label}: frequency class`, rating, { choices, optional }),
    integerItem(intensity, `${label}: intensity`, rating, { choices: intensities, optional }),
    integerItem(severity, `${label}: severity`, rating, { choices: severities, optional }),
  ];
}

/** Counts per week or month are those of the month versions; the booklet of the past-week version has its own. */
function frequencyClasses(version: Caps5Version): ReturnType<typeof numberedChoices> {
  const counts =
    version === "past-week"
      ? ["", "", "", ""]
      : ["once a month or ", "twice a month or more, or ", "twice a week or more, or ", "daily or "];
  const shares = ["1–19 %", "20–49 %", "50–79 %", "80–100 %"];
  return numberedChoices(["Absent", ...shares.map((share, index) => `${counts[index]}${share} of the time`)]);
}

/** Items 8 and 12 are rated by amount instead of frequency. */
const amountClasses = numberedChoices([
  "Absent",
  "Less than the amount for moderate",
  "Minimum amount for moderate",
  "Minimum amount for severe",
  "Minimum amount for extreme",
]);

const criterionA = codeItem("criterionA", "Criterion A: exposure to a traumatic event", [
  { value: "met", label: "Met" },
  { value: "probable", label: "Probable: to be decided" },
  { value: "not-met", label: "Not met" },
]);

const courseItems = [
  integerItem("item21", "Onset: months from the event to the symptoms", months),
  integerItem("item22", "Duration: completed months", months),
];

const impactItems = [
  integerItem("item23", "Subjective distress", rating, { choices: impairments }),
  integerItem("item24", "Impairment in social functioning", rating, { choices: impairments }),
  integerItem("item25", "Impairment in occupational or other functioning", rating, { choices: impairments }),
];

const globalItems = [
  integerItem("item26", "Global validity", rating, {
    choices: numberedChoices(["Excellent", "Good", "Fair", "Poor", "Invalid responses"]),
    optional: true,
  }),
  integerItem("item27", "Global severity", rating, { choices: impairments, optional: true }),
  integerItem(
    "item28",
    "Global improvement since the previous rating",
    { minimum: 0, maximum: 5 },
    {
      choices: numberedChoices([
        "Asymptomatic",
        "Considerable improvement",
        "Moderate improvement",
        "Slight improvement",
        "No improvement",
        "Insufficient information",
      ]),
      optional: true,
    },
  ),
];
