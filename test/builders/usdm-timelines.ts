import type { JsonObject } from "./json.ts";
import { code } from "./usdm-parts.ts";

export function mainTimeline(): JsonObject {
  const exit = { id: "Exit_1", instanceType: "ScheduleTimelineExit" };
  return {
    id: "Timeline_Main",
    name: "Main",
    mainTimeline: true,
    entryCondition: "Signs consent",
    entryId: "Visit_1-Instance",
    exits: [exit],
    instances: [
      instance("Visit_1", "Epoch_1", ["Activity_Consent", "Activity_Blood"], {
        defaultConditionId: "Decision_1",
      }),
      {
        id: "Decision_1",
        name: "ELIGIBLE",
        epochId: "Epoch_1",
        defaultConditionId: "Visit_2-Instance",
        conditionAssignments: [
          {
            id: "Assignment_1",
            condition: "Not eligible",
            conditionTargetId: "Visit_3-Instance",
            instanceType: "ConditionAssignment",
          },
        ],
        instanceType: "ScheduledDecisionInstance",
      },
      instance("Visit_2", "Epoch_2", ["Activity_Vitals"], { defaultConditionId: "Visit_3-Instance" }),
      instance("Visit_3", "Epoch_2", ["Activity_Vitals"], { timelineExitId: "Exit_1" }),
    ],
    timings: [
      timing("Timing_Screening", "Before", "P2W", "Visit_1-Instance", "Visit_2-Instance"),
      timing("Timing_Dose", "Fixed Reference", "P1D", "Visit_2-Instance", "Visit_2-Instance"),
      {
        ...timing("Timing_Week2", "After", "P2W", "Visit_3-Instance", "Visit_2-Instance"),
        valueLabel: "2 weeks",
        windowLower: "P3D",
        windowUpper: "P3D",
        windowLabel: "-3..3 days",
      },
      timing("Timing_Again", "After", "P4W", "Visit_3-Instance", "Visit_1-Instance"),
    ],
    instanceType: "ScheduleTimeline",
  };
}

export function vitalsTimeline(): JsonObject {
  return {
    id: "Timeline_Vitals",
    name: "Vitals",
    mainTimeline: false,
    entryCondition: "Automatic",
    entryId: "Vitals_1",
    exits: [{ id: "Exit_2", instanceType: "ScheduleTimelineExit" }],
    instances: [
      {
        id: "Vitals_1",
        name: "SUPINE",
        timelineExitId: "Exit_2",
        activityIds: ["Activity_Blood"],
        instanceType: "ScheduledActivityInstance",
      },
    ],
    timings: [timing("Timing_Vitals", "Fixed Reference", "PT0M", "Vitals_1", null)],
    instanceType: "ScheduleTimeline",
  };
}

function instance(
  visit: string,
  epochId: string,
  activityIds: readonly string[],
  more: JsonObject,
): JsonObject {
  return {
    id: `${visit}-Instance`,
    name: visit.toUpperCase(),
    epochId,
    encounterId: visit,
    activityIds,
    ...more,
    instanceType: "ScheduledActivityInstance",
  };
}

const timingCodes: Readonly<Record<string, string>> = {
  After: "C201356",
  Before: "C201357",
  "Fixed Reference": "C201358",
};

function timing(id: string, type: string, value: string, from: string, to: string | null): JsonObject {
  return {
    id,
    name: id,
    type: code(`${id}-Type`, timingCodes[type] ?? "", type),
    value,
    valueLabel: value,
    relativeToFrom: code(`${id}-Relation`, "C201355", "Start to Start"),
    relativeFromScheduledInstanceId: from,
    relativeToScheduledInstanceId: to,
    instanceType: "Timing",
  };
}
