import { bandScore } from "../bands.ts";
import type { BandScale, ScoreDefinition } from "../definition.ts";
import { clusterItems, dsm5Clusters } from "../dsm-5-symptoms.ts";
import { dissociationItems, symptomItems } from "./symptoms.ts";

/** Bands of the total severity. */
export const caps5SeverityBands: BandScale = {
  of: "total",
  as: "severity",
  bands: [
    { code: "asymptomatic", label: "Asymptomatic / few symptoms", from: 0, to: 10 },
    { code: "mild", label: "Mild / subthreshold", from: 11, to: 22 },
    { code: "moderate", label: "Moderate / threshold", from: 23, to: 34 },
    { code: "severe", label: "Severe", from: 35, to: 46 },
    { code: "extreme", label: "Extreme", from: 47, to: 80 },
  ],
  source: { citation: "Bands used in the MDMA phase 3 trials (secondary report)", confidence: "retrieved" },
};

function severityScore(id: string, label: string, items: readonly number[]): ScoreDefinition {
  return { id, label, type: "integer", range: { minimum: 0, maximum: items.length * 4 }, unit: "{score}" };
}

function countScore(id: string, label: string, items: readonly number[]): ScoreDefinition {
  return { id, label, type: "integer", range: { minimum: 0, maximum: items.length }, unit: "1" };
}

/** The scores of every version. */
export const severityDefinitions: readonly ScoreDefinition[] = [
  severityScore("total", "Total severity, items 1–20", symptomItems),
  severityScore(
    "totalTraumaRelated",
    "Total severity without symptoms unlikely to be trauma-related",
    symptomItems,
  ),
  bandScore(caps5SeverityBands, "Severity band of the total"),
  ...dsm5Clusters.map((cluster) =>
    severityScore(`cluster${cluster}`, `Criterion ${cluster} severity`, clusterItems(cluster)),
  ),
  countScore("symptoms", "Symptoms present", symptomItems),
  ...dsm5Clusters.map((cluster) =>
    countScore(`symptoms${cluster}`, `Criterion ${cluster} symptoms present`, clusterItems(cluster)),
  ),
  severityScore("dissociation", "Dissociation severity, items 29 and 30", dissociationItems),
  ...[...symptomItems, ...dissociationItems].map((item) =>
    severityScore(`item${item}Severity`, `Severity of item ${item}`, [item]),
  ),
];

/** The scores of the versions that can give a diagnosis. */
export const diagnosticDefinitions: readonly ScoreDefinition[] = [
  ...["A", "B", "C", "D", "E", "F", "G"].map(
    (letter): ScoreDefinition => ({
      id: `criterion${letter}`,
      label: `DSM-5 criterion ${letter}`,
      type: "boolean",
    }),
  ),
  { id: "diagnosis", label: "DSM-5 diagnosis of PTSD", type: "boolean" },
  { id: "dissociativeSubtype", label: "PTSD with dissociative symptoms", type: "boolean" },
  { id: "delayedExpression", label: "PTSD with delayed expression (6 months or later)", type: "boolean" },
  { id: "remission", label: "No diagnosis and a total of 11 or less", type: "boolean" },
];
