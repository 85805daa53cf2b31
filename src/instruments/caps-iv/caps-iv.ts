import { bandScore } from "../bands.ts";
import { codeItem, integerItem, numberedChoices } from "../define-items.ts";
import type { BandScale, Instrument, ScoreDefinition, Source } from "../definition.ts";
import type { ItemDefinition } from "../item.ts";
import { computeCapsIv } from "./scoring.ts";
import { dsm4ClusterItems, dsm4Clusters, dsm4Symptoms } from "./symptoms.ts";

const review: Source = {
  citation:
    "Weathers, Keane, Davidson 2001. Depression and Anxiety 13:132; Weathers et al. 1999 (F1/I2 rule)",
  confidence: "background-high",
};

const severityBands: BandScale = {
  of: "total",
  as: "severity",
  bands: [
    { code: "asymptomatic", label: "Asymptomatic / few symptoms", from: 0, to: 19 },
    { code: "mild", label: "Mild / subthreshold", from: 20, to: 39 },
    { code: "moderate", label: "Moderate / threshold", from: 40, to: 59 },
    { code: "severe", label: "Severe", from: 60, to: 79 },
    { code: "extreme", label: "Extreme", from: 80, to: 136 },
  ],
  source: review,
};

const rating = { minimum: 0, maximum: 4 };
const impairments = { choices: numberedChoices(["None", "Mild", "Moderate", "Severe", "Extreme"]) };

const items: readonly ItemDefinition[] = [
  codeItem("criterionA", "Criterion A: exposure to a traumatic event", [
    { value: "met", label: "Met" },
    { value: "not-met", label: "Not met" },
  ]),
  ...dsm4Symptoms.flatMap(({ item, criterion, label }) => [
    integerItem(`item${item}Frequency`, `${criterion} ${label}: frequency`, rating),
    integerItem(`item${item}Intensity`, `${criterion} ${label}: intensity`, rating),
  ]),
  integerItem(
    "item18",
    "Onset: months from the event to the symptoms",
    { minimum: 0, maximum: 1200 },
    {
      optional: true,
    },
  ),
  integerItem("item19", "Duration: completed months", { minimum: 0, maximum: 1200 }),
  integerItem("item20", "Subjective distress", rating, impairments),
  integerItem("item21", "Impairment in social functioning", rating, impairments),
  integerItem("item22", "Impairment in occupational functioning", rating, impairments),
];

function severityScore(id: string, label: string, symptoms: number): ScoreDefinition {
  return { id, label, type: "integer", range: { minimum: 0, maximum: symptoms * 8 }, unit: "{score}" };
}

function countScore(id: string, label: string, symptoms: number): ScoreDefinition {
  return { id, label, type: "integer", range: { minimum: 0, maximum: symptoms }, unit: "1" };
}

const scores: readonly ScoreDefinition[] = [
  severityScore("total", "Total severity, items 1–17", dsm4Symptoms.length),
  bandScore(severityBands, "Severity band of the total"),
  ...dsm4Clusters.map((cluster) =>
    severityScore(`cluster${cluster}`, `Criterion ${cluster} severity`, dsm4ClusterItems(cluster).length),
  ),
  countScore("symptoms", "Symptoms present", dsm4Symptoms.length),
  ...dsm4Clusters.map((cluster) =>
    countScore(
      `symptoms${cluster}`,
      `Criterion ${cluster} symptoms present`,
      dsm4ClusterItems(cluster).length,
    ),
  ),
  ...["A", "B", "C", "D", "E", "F"].map(
    (letter): ScoreDefinition => ({
      id: `criterion${letter}`,
      label: `DSM-IV criterion ${letter}`,
      type: "boolean",
    }),
  ),
  { id: "diagnosis", label: "DSM-IV diagnosis of PTSD", type: "boolean" },
];

/** The DSM-IV interview of the phase 2 trials: 17 items, frequency and intensity each 0–4, total 0–136. */
export const capsIv: Instrument = {
  definition: {
    id: "caps-iv",
    version: "DSM-IV",
    title: "Clinician-Administered PTSD Scale for DSM-IV",
    abbreviation: "CAPS-IV",
    aliases: ["CAPS-4", "CAPS DSM-IV", "CAPS for DSM-IV", "CAPS-DX"],
    recallPeriod: "past month",
    mode: "interview",
    remarks: [
      "There is no published conversion to CAPS-5: other items, other rating, other range. Compare standardized effects, never scores.",
    ],
    items,
    missingRule: {
      kind: "complete",
      statement:
        "none may be missing: a severity score needs every item in it; criteria and diagnosis are decided where no missing answer could change them.",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores,
    bandScales: [severityBands],
    changeThresholds: [
      {
        score: "total",
        label: "Clinically meaningful change",
        kind: "meaningful-change",
        points: 15,
        source: review,
      },
    ],
    licence: {
      holder: "US Government (National Center for PTSD)",
      mayShipItemText: true,
      terms:
        "Public; for qualified raters, who work with the official booklet. The prompts are not repeated here.",
      source: { citation: "National Center for PTSD, ptsd.va.gov", confidence: "background-high" },
    },
    loinc: [],
    sources: [
      review,
      {
        citation: "ClinicalTrials.gov NCT01339689 (CAPS-IV scoring and range as registered)",
        confidence: "retrieved",
      },
    ],
  },
  compute: computeCapsIv,
};
