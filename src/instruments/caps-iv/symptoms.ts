/** The symptom clusters of DSM-IV PTSD: re-experiencing, avoidance and numbing, hyperarousal. */
export type Dsm4Cluster = "B" | "C" | "D";

export const dsm4Clusters: readonly Dsm4Cluster[] = ["B", "C", "D"];

/** How many symptoms of each cluster the diagnosis requires (DSM-IV 309.81). */
export const requiredDsm4Symptoms: Readonly<Record<Dsm4Cluster, number>> = { B: 1, C: 3, D: 2 };

export type Dsm4Symptom = {
  readonly item: number;
  readonly criterion: string;
  readonly cluster: Dsm4Cluster;
  readonly label: string;
};

const labels: Readonly<Record<Dsm4Cluster, readonly string[]>> = {
  B: [
    "intrusive recollections",
    "distressing dreams",
    "acting or feeling as if the event were recurring",
    "psychological distress at exposure to cues",
    "physiological reactivity on exposure to cues",
  ],
  C: [
    "avoidance of thoughts, feelings or conversations",
    "avoidance of activities, places or people",
    "inability to recall an important aspect of the trauma",
    "diminished interest or participation in activities",
    "detachment or estrangement",
    "restricted range of affect",
    "sense of a foreshortened future",
  ],
  D: [
    "difficulty falling or staying asleep",
    "irritability or outbursts of anger",
    "difficulty concentrating",
    "hypervigilance",
    "exaggerated startle response",
  ],
};

/** Items 1–17 in order: B 1–5, C 6–12, D 13–17. */
export const dsm4Symptoms: readonly Dsm4Symptom[] = dsm4Clusters
  .flatMap((cluster) =>
    labels[cluster].map((label, index) => ({ criterion: `${cluster}${index + 1}`, cluster, label })),
  )
  .map((symptom, index) => ({ item: index + 1, ...symptom }));

/** The item numbers of a cluster. */
export function dsm4ClusterItems(cluster: Dsm4Cluster): readonly number[] {
  return dsm4Symptoms.filter((symptom) => symptom.cluster === cluster).map(({ item }) => item);
}
