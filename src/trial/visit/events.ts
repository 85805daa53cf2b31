import { z } from "zod";
import { defineEvent } from "../event.ts";
import { calendarDate, freeText, instant, text } from "../fields.ts";

/** A visit's id: its instance in the schedule, with a number where it may come again (`v3`, `unscheduled.2`). */
export const visitId = z
  .string()
  .max(140)
  .regex(/^[A-Za-z0-9_-]+(\.\d{1,3})?$/, "expected a visit of the schedule (v3, unscheduled.2)");

/** The visits of one participant: planned, moved, held, missed. Stream `participant:<id>`. */
export const visitEvents = {
  VisitScheduled: defineEvent(
    "VisitScheduled",
    1,
    z.strictObject({
      visitId,
      encounterId: text,
      /** The instance of the timeline that it fulfils; absent for an unscheduled visit. */
      instanceId: text.optional(),
      plannedFor: instant,
      mode: z.enum(["in-person", "remote-video", "telephone"]),
      purpose: freeText.optional(),
    }),
  ),
  VisitRescheduled: defineEvent(
    "VisitRescheduled",
    1,
    z.strictObject({ visitId, plannedFor: instant, why: freeText }),
  ),
  VisitCanceled: defineEvent("VisitCanceled", 1, z.strictObject({ visitId, why: freeText })),
  VisitStarted: defineEvent(
    "VisitStarted",
    1,
    z.strictObject({
      visitId,
      encounterId: text,
      instanceId: text.optional(),
      startedAt: instant,
      /** The local day on which the visit counts for windows. */
      day: calendarDate,
      mode: z.enum(["in-person", "remote-video", "telephone"]),
      /** The protocol version that bound the participant at the visit. */
      designVersion: text,
    }),
  ),
  VisitCompleted: defineEvent("VisitCompleted", 1, z.strictObject({ visitId, endedAt: instant })),
  VisitMissed: defineEvent(
    "VisitMissed",
    1,
    z.strictObject({ visitId, encounterId: text, instanceId: text.optional(), why: freeText }),
  ),
  /** Which way the schedule goes on where the design leaves a choice. */
  ScheduleBranchChosen: defineEvent(
    "ScheduleBranchChosen",
    1,
    z.strictObject({ instanceId: text, next: text, why: freeText.optional() }),
  ),
};
