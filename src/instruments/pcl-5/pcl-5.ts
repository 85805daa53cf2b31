import { allOf } from "#kernel";
import { type Answers, answerAtLeast, unanswered } from "../answers.ts";
import { type Computation, computedTruth, notAnswered } from "../computation.ts";
import { itemIds } from "../define-items.ts";
import type { Instrument, ScoreDefinition, Source } from "../definition.ts";
import { clusterItems, type Dsm5Cluster, dsm5Clusters, requiredSymptoms } from "../dsm-5-symptoms.ts";
import { computedAtLeast, sumScore } from "../sum-score.ts";
import { computedCount, countAtLeast, countPresent, type SymptomCount } from "../symptom-count.ts";
import { pcl5Items } from "./items.ts";

const centre: Source = {
  citation: "National Center for PTSD, Using the PTSD Checklist for DSM-5 (as quoted at calculate.qxmd.com)",
  confidence: "retrieved",
};

const reliableChange: Source = {
  citation: "Marx et al. 2022. Psychological Assessment 34:197 (male veterans; abstract)",
  confidence: "retrieved",
};

function ids(cluster: Dsm5Cluster): readonly string[] {
  return clusterItems(cluster).map((item) => `item${item}`);
}

function endorsed(answers: Answers, items: readonly string[]): SymptomCount {
  return countPresent(items.map((id) => answerAtLeast(answers, id, 2)));
}

function compute(answers: Answers): Computation {
  const all = itemIds(1, 20);
  const missing = unanswered(answers, all);
  const total = sumScore(answers, all).computed;
  const provisional = allOf(
    dsm5Clusters.map((cluster) => countAtLeast(endorsed(answers, ids(cluster)), requiredSymptoms[cluster])),
  );
  const clusters = dsm5Clusters.flatMap((cluster) => [
    [`cluster${cluster}`, sumScore(answers, ids(cluster)).computed],
    [
      `symptoms${cluster}`,
      computedCount(endorsed(answers, ids(cluster)), notAnswered(unanswered(answers, ids(cluster)))),
    ],
  ]);
  return {
    scores: {
      total,
      ...Object.fromEntries(clusters),
      provisionalDiagnosis: computedTruth(provisional, notAnswered(missing)),
      atLeast31: computedAtLeast(total, 31),
      atLeast33: computedAtLeast(total, 33),
    },
    missing,
    prorated: false,
    rules: [
      "Provisional diagnosis: items of 2 or more count as symptoms; at least 1 B, 1 C, 2 D and 2 E. Unknown only where a missing answer could change it.",
      "Cut-point: 31 to 33, by purpose and population; both ends are given.",
    ],
    notes: [],
  };
}

const scores: readonly ScoreDefinition[] = [
  {
    id: "total",
    label: "Total severity",
    type: "integer",
    range: { minimum: 0, maximum: 80 },
    unit: "{score}",
  },
  ...dsm5Clusters.map((cluster): ScoreDefinition => {
    const maximum = clusterItems(cluster).length * 4;
    const label = `Criterion ${cluster} severity`;
    return {
      id: `cluster${cluster}`,
      label,
      type: "integer",
      range: { minimum: 0, maximum },
      unit: "{score}",
    };
  }),
  ...dsm5Clusters.map((cluster): ScoreDefinition => {
    const maximum = clusterItems(cluster).length;
    const label = `Criterion ${cluster} symptoms endorsed`;
    return { id: `symptoms${cluster}`, label, type: "integer", range: { minimum: 0, maximum }, unit: "1" };
  }),
  { id: "provisionalDiagnosis", label: "Provisional PTSD by the DSM-5 symptom rule", type: "boolean" },
  { id: "atLeast31", label: "Total at or above 31", type: "boolean" },
  { id: "atLeast33", label: "Total at or above 33", type: "boolean" },
];

/** Self-reported DSM-5 symptoms: 20 items, total 0–80. */
export const pcl5: Instrument = {
  definition: {
    id: "pcl-5",
    version: "2013",
    title: "PTSD Checklist for DSM-5",
    abbreviation: "PCL-5",
    aliases: ["PTSD Checklist"],
    recallPeriod: "past month",
    stem: {
      text: "In the past month, how much were you bothered by:",
      itemIds: itemIds(1, 20),
    },
    mode: "self-report",
    remarks: ["A provisional diagnosis is for confirmation by an interview such as CAPS-5."],
    items: pcl5Items,
    missingRule: {
      kind: "complete",
      statement: "none may be missing: the National Center for PTSD publishes no rule for missing items.",
      source: { citation: "No published rule for missing items found", confidence: "convention" },
    },
    scores,
    bandScales: [],
    changeThresholds: [
      {
        score: "total",
        label: "Response, carried over from the DSM-IV PCL",
        kind: "response",
        points: 5,
        source: centre,
      },
      {
        score: "total",
        label: "Clinically meaningful, carried over from the DSM-IV PCL",
        kind: "meaningful-change",
        points: 10,
        source: centre,
      },
      {
        score: "total",
        label: "Reliable change, first sample (18 in the second)",
        kind: "reliable-change",
        points: 15,
        source: reliableChange,
      },
      {
        score: "total",
        label: "Closer to those without than to those with PTSD",
        kind: "level",
        points: 28,
        source: reliableChange,
      },
    ],
    licence: {
      holder: "US Government (National Center for PTSD)",
      mayShipItemText: true,
      terms: "Not copyrighted.",
      source: centre,
    },
    loinc: [
      { code: "101697-1", names: "panel", source: { citation: "LOINC 101697-1", confidence: "retrieved" } },
      { code: "101698-9", names: "total", source: { citation: "LOINC 101698-9", confidence: "retrieved" } },
    ],
    sources: [
      centre,
      { citation: "Blevins et al. 2015. Journal of Traumatic Stress 28:489", confidence: "background-high" },
    ],
  },
  compute,
};
