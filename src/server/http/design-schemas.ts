import { z } from "zod";

/** A published protocol is public to everybody in the study, save what helps to guess the next arm: it leaves through `designAsSeen`. */
export const publishedDesign = z.record(z.string(), z.unknown());

/** The part of a protocol that one form needs, for those who see no more of it. */
export const formsOfDesign = z.object({
  forms: z.array(z.unknown()),
  codeLists: z.array(z.unknown()),
  parameters: z.array(z.unknown()),
});

/** The schedule of activities: points in columns, activities in rows. */
export const scheduleMatrix = z.object({
  timelineId: z.string(),
  title: z.string(),
  columns: z.array(
    z.object({
      instanceId: z.string(),
      encounterId: z.string().optional(),
      label: z.string(),
      point: z.string().optional(),
      epoch: z.string().optional(),
      timing: z.string().optional(),
      window: z.string().optional(),
    }),
  ),
  rows: z.array(
    z.object({
      activityId: z.string(),
      label: z.string(),
      depth: z.int(),
      timelineId: z.string().optional(),
      marks: z.array(z.boolean()),
    }),
  ),
});
