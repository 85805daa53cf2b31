import type { Encounter, ScheduledInstance } from "../model/schedule.ts";

type Named = {
  readonly encounters: ReadonlyMap<string, Encounter>;
  readonly instances: ReadonlyMap<
    string,
    { readonly instance: ScheduledInstance; readonly timelineId: string }
  >;
};

/** What people call a planned visit: its label where the design has one, for a USDM name may be a mere key (`E1`). */
export function encounterName({ label, name }: Pick<Encounter, "label" | "name">): string {
  return label ?? name;
}

/**
 * What a visit is called. Where a timeline has the encounter at several points, the point says which: "Week 8: Week 8 NPI at home".
 */
export function visitName(design: Named, encounterId: string, instanceId?: string | null): string {
  const encounter = design.encounters.get(encounterId);
  const name = encounter ? encounterName(encounter) : encounterId;
  const own = instanceId ? design.instances.get(instanceId) : undefined;
  if (!own) return name;
  const point = own.instance.label ?? own.instance.name;
  const isShared = [...design.instances.values()].some(
    ({ instance, timelineId }) =>
      instance.id !== own.instance.id &&
      timelineId === own.timelineId &&
      instance.type === "activity" &&
      instance.encounterId === encounterId,
  );
  return isShared && point !== undefined && point !== name ? `${name}: ${point}` : name;
}
