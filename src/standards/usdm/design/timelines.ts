import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";
import type { InstanceInput, TimelineInput, TimingInput } from "./input.ts";
import { readNamed } from "./named.ts";
import { readTimings } from "./timings.ts";

/** The courses of a design; a timing goes to the instance that it is about. */
export function readTimelines(reading: Reading, design: UsdmObject): TimelineInput[] {
  const timings = readTimings(reading, design);
  return reading.parts(design, "scheduleTimelines").map((timeline) => ({
    ...readNamed(reading, timeline),
    mainTimeline: reading.flag(timeline, "mainTimeline"),
    entryCondition: reading.prose(timeline, "entryCondition") ?? "",
    entryId: reading.ids.of(reading.ref(timeline, "entryId")?.id ?? ""),
    instances: reading
      .parts(timeline, "instances")
      .map((instance) => readInstance(reading, instance, timings.get(instance.id) ?? [])),
    ...given({ description: reading.prose(timeline, "description") }),
  }));
}

function readInstance(
  reading: Reading,
  instance: UsdmObject,
  [timing, ...furtherTimings]: readonly TimingInput[],
): InstanceInput {
  const epoch = reading.ref(instance, "epochId");
  const common = {
    ...readNamed(reading, instance),
    next: readNext(reading, instance),
    ...given({
      description: reading.prose(instance, "description"),
      epochId: epoch && reading.ids.of(epoch.id),
      timing,
      furtherTimings: furtherTimings.length > 0 ? furtherTimings : undefined,
    }),
  };
  if (instance.className === "ScheduledDecisionInstance") {
    const assignments = reading.parts(instance, "conditionAssignments");
    return {
      ...common,
      type: "decision",
      conditions: assignments.map((each) => readCondition(reading, each)),
    };
  }
  const encounter = reading.ref(instance, "encounterId");
  const timeline = reading.ref(instance, "timelineId");
  return {
    ...common,
    type: "activity",
    activityIds: reading.refs(instance, "activityIds").map(({ id }) => reading.ids.of(id)),
    ...given({
      encounterId: encounter && reading.ids.of(encounter.id),
      timelineId: timeline && reading.ids.of(timeline.id),
    }),
  };
}

type ConditionInput = NonNullable<(InstanceInput & { type: "decision" })["conditions"]>[number];

function readCondition(reading: Reading, assignment: UsdmObject): ConditionInput {
  return {
    condition: reading.prose(assignment, "condition") ?? "",
    next: idOrExit(reading, reading.ref(assignment, "conditionTargetId")),
  };
}

/** USDM says what follows by default or that the timeline ends; where it says neither, it ends. */
function readNext(reading: Reading, instance: UsdmObject): string {
  const following = reading.ref(instance, "defaultConditionId");
  if (following) return idOrExit(reading, following);
  if (!reading.ref(instance, "timelineExitId")) {
    const why = "the file names neither what follows nor an exit; the timeline ends there";
    reading.lose(instance, "defaultConditionId", "what follows", why);
  }
  return "exit";
}

function idOrExit(reading: Reading, target: UsdmObject | undefined): string {
  return target && target.className !== "ScheduleTimelineExit" ? reading.ids.of(target.id) : "exit";
}
