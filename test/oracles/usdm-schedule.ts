import { type JsonObject, valueAt } from "../builders/json.ts";

/** A schedule of activities as somebody with pen and paper would draw it from the file. */
export type DrawnSchedule = {
  /** The points of the main timeline in their order: the visit, when it is, and its window, as far as there is one. */
  readonly columns: readonly string[];
  /** Each activity that is done at one of them, and whether it is at each. */
  readonly rows: readonly { readonly activity: string; readonly marks: readonly boolean[] }[];
};

/** The main timeline of the first study design, read from the JSON of USDM as it is: nothing of the importer is used. */
export function drawnFrom(document: unknown): DrawnSchedule {
  const design = valueAt(document, "study.versions.0.studyDesigns.0") as JsonObject;
  const [encounters, activities, timelines] = ["encounters", "activities", "scheduleTimelines"].map(
    (key) => design[key] as readonly JsonObject[],
  ) as [readonly JsonObject[], readonly JsonObject[], readonly JsonObject[]];
  const main = timelines.find((timeline) => timeline["mainTimeline"] === true) as JsonObject;
  const instances = main["instances"] as readonly JsonObject[];
  const timings = main["timings"] as readonly JsonObject[];
  const points = chainOf(instances, main["entryId"], "defaultConditionId");
  const first = activities.find((activity) => !activity["previousId"]);
  return {
    columns: points.map((point) => {
      const timing = timings.find((one) => one["relativeFromScheduledInstanceId"] === point["id"]);
      const visit = called(encounters.find(({ id }) => id === point["encounterId"]));
      return [visit, called(timing), timing?.["windowLabel"]].filter(Boolean).join(", ");
    }),
    rows: chainOf(activities, first?.["id"], "nextId")
      .map((activity) => ({
        activity: called(activity),
        marks: points.map((point) => (point["activityIds"] as readonly unknown[]).includes(activity["id"])),
      }))
      .filter(({ marks }) => marks.includes(true)),
  };
}

function chainOf(objects: readonly JsonObject[], from: unknown, next: string): readonly JsonObject[] {
  const one = objects.find(({ id }) => id === from);
  return one ? [one, ...chainOf(objects, one[next], next)] : [];
}

function called(object: JsonObject | undefined): string {
  return String(object?.["label"] || object?.["name"]);
}
