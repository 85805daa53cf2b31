/** The symptom clusters of DSM-5 PTSD: intrusion, avoidance, cognitions and mood, arousal and reactivity. */
export type Dsm5Cluster = "B" | "C" | "D" | "E";

export const dsm5Clusters: readonly Dsm5Cluster[] = ["B", "C", "D", "E"];

/** How many symptoms of each cluster the diagnosis requires (DSM-5 309.81). */
export const requiredSymptoms: Readonly<Record<Dsm5Cluster, number>> = { B: 1, C: 1, D: 2, E: 2 };

/** One of the 20 symptoms; `item` is its number in CAPS-5 and PCL-5, which share their order. */
export type Dsm5Symptom = {
  readonly item: number;
  /** `B1` … `E6`. */
  readonly criterion: string;
  readonly cluster: Dsm5Cluster;
  readonly label: string;
};

const labels: Readonly<Record<Dsm5Cluster, readonly string[]>> = {
  B: [
    "intrusive memories",
    "distressing dreams",
    "dissociative reactions",
    "cued psychological distress",
    "cued physiological reactions",
  ],
  C: ["avoidance of memories, thoughts, feelings", "avoidance of external reminders"],
  D: [
    "inability to recall an important aspect of the event",
    "exaggerated negative beliefs or expectations",
    "distorted cognitions leading to blame",
    "persistent negative emotional state",
    "diminished interest or participation in activities",
    "detachment or estrangement from others",
    "persistent inability to experience positive emotions",
  ],
  E: [
    "irritable behavior and angry outbursts",
    "reckless or self-destructive behavior",
    "hypervigilance",
    "exaggerated startle response",
    "problems with concentration",
    "sleep disturbance",
  ],
};

/** Items 1–20 in order: B 1–5, C 6–7, D 8–14, E 15–20. */
export const dsm5Symptoms: readonly Dsm5Symptom[] = dsm5Clusters
  .flatMap((cluster) =>
    labels[cluster].map((label, index) => ({ criterion: `${cluster}${index + 1}`, cluster, label })),
  )
  .map((symptom, index) => ({ item: index + 1, ...symptom }));

/** The item numbers of a cluster. */
export function clusterItems(cluster: Dsm5Cluster): readonly number[] {
  return dsm5Symptoms.filter((symptom) => symptom.cluster === cluster).map(({ item }) => item);
}
