/** What was counted or measured in one arm of a study. */
export type EventArm = {
  readonly study: string;
  readonly treatment: string;
  readonly events: number;
  readonly n: number;
};
export type MeanArm = {
  readonly study: string;
  readonly treatment: string;
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
};
/** Events over person-time. */
export type RateArm = {
  readonly study: string;
  readonly treatment: string;
  readonly events: number;
  readonly time: number;
};

/** Arms of each study, in the order in which they come. */
export function armsByStudy<Arm extends { readonly study: string }>(
  arms: readonly Arm[],
): ReadonlyMap<string, readonly Arm[]> {
  const groups = new Map<string, Arm[]>();
  for (const arm of arms) {
    const group = groups.get(arm.study);
    if (group === undefined) groups.set(arm.study, [arm]);
    else group.push(arm);
  }
  return groups;
}
