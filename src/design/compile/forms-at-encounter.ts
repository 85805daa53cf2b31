import type { Activity, ScheduledInstance, ScheduleTimeline } from "../model/schedule.ts";

type Schedule = {
  readonly timelines: ReadonlyMap<string, ScheduleTimeline>;
  readonly activities: ReadonlyMap<string, Activity>;
};

/** A visit as its forms depend on it. */
type VisitPlace = { readonly encounterId: string; readonly instanceId?: string | null | undefined };

type FormsByPlace = {
  readonly formsAtEncounter: ReadonlyMap<string, readonly string[]>;
  readonly formsAtInstance: ReadonlyMap<string, readonly string[]>;
};

/**
 * The forms of a visit: those of its point in the schedule, for an encounter that stands at several points may ask for
 * others at each; those of its encounter where it has none.
 */
export function formsAtVisit(
  design: FormsByPlace,
  { encounterId, instanceId }: VisitPlace,
): readonly string[] {
  const own = instanceId ? design.formsAtInstance.get(instanceId) : undefined;
  return own ?? design.formsAtEncounter.get(encounterId) ?? [];
}

/** For each point of the schedule that is a visit the forms of its activities, of their children and of the timelines that these open. */
export function formsAtInstances(schedule: Schedule): ReadonlyMap<string, readonly string[]> {
  const visits = [...schedule.timelines.values()]
    .flatMap(({ instances }) => instances)
    .filter((instance) => instance.type === "activity" && instance.encounterId !== undefined);
  return new Map(visits.map((instance) => [instance.id, formsOfInstance(schedule, instance)]));
}

/** For each encounter the forms of its activities, of their children and of the timelines that these open. */
export function formsAtEncounters(schedule: Schedule): ReadonlyMap<string, readonly string[]> {
  const forms = new Map<string, Set<string>>();
  for (const timeline of schedule.timelines.values()) {
    for (const instance of timeline.instances) {
      if (instance.type !== "activity" || instance.encounterId === undefined) continue;
      const known = forms.get(instance.encounterId) ?? new Set();
      for (const formId of formsOfInstance(schedule, instance)) known.add(formId);
      forms.set(instance.encounterId, known);
    }
  }
  return new Map([...forms].map(([encounterId, ids]) => [encounterId, [...ids]]));
}

/** The forms that an instance asks for; what refers to itself is followed once. */
export function formsOfInstance(schedule: Schedule, instance: ScheduledInstance): readonly string[] {
  const forms = new Set<string>();
  const seen = new Set<string>();
  const addTimeline = (id: string | undefined): void => {
    if (id === undefined || seen.has(`timeline ${id}`)) return;
    seen.add(`timeline ${id}`);
    for (const inner of schedule.timelines.get(id)?.instances ?? []) addInstance(inner);
  };
  const addActivity = (id: string): void => {
    const activity = schedule.activities.get(id);
    if (!activity || seen.has(`activity ${id}`)) return;
    seen.add(`activity ${id}`);
    for (const formId of activity.formIds) forms.add(formId);
    for (const childId of activity.childIds) addActivity(childId);
    addTimeline(activity.timelineId);
  };
  const addInstance = (inner: ScheduledInstance): void => {
    if (inner.type !== "activity") return;
    for (const activityId of inner.activityIds) addActivity(activityId);
    addTimeline(inner.timelineId);
  };
  addInstance(instance);
  return [...forms];
}
