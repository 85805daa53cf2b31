import { z } from "zod";

/** An id inside a design: kebab-case words, stable across versions of the design. */
export const designId = z
  .string()
  .max(120)
  .regex(
    /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/,
    "expected an id of letters, digits and single hyphens (as in visit-3)",
  );

/*
 * The texts that people read are made of these: each may hold `{parameter-id}` (see `fillText`), and nothing else of
 * a design may.
 */
export const label = z.string().min(1).max(500);
export const prose = z.string().max(20_000);

/** A few words, such as an age: "18 years". */
export const shortLabel = z.string().max(80);
/** What is to be said of a number beside its source. */
export const remark = z.string().max(2_000);

/** Where a rule or a number comes from: a paper, a guidance with its page, a clause of the protocol. */
export const source = z.string().min(1).max(2_000);

/** An expression of the design's own small language, as text. */
export const expression = z.string().min(1).max(4_000);

/** A number, or the id of the parameter that holds it. */
export const numberOrParameter = z.union([z.number(), z.strictObject({ parameter: designId })]);
export type NumberOrParameter = z.infer<typeof numberOrParameter>;

/**
 * A span of time in ISO 8601: `P21D`, `P5W`, `PT90M`, `P12M`; negative with a leading hyphen. Or the
 * parameter that holds the number, with its unit.
 */
export const duration = z.union([
  z
    .string()
    .regex(
      /^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/,
      "expected a duration of ISO 8601 (P21D, P5W, PT90M)",
    ),
  z.strictObject({
    parameter: designId,
    unit: z.enum(["minutes", "hours", "days", "weeks", "months", "years"]),
  }),
]);
export type Duration = z.infer<typeof duration>;

export const role = z.enum([
  "site-coordinator",
  "investigator",
  "sub-investigator",
  "lead-therapist",
  "co-therapist",
  "session-attendant",
  "independent-rater",
  "rater-coordinator",
  "pharmacist",
  "unblinded-pharmacist",
  "monitor",
  "data-manager",
  "medical-monitor",
  "sponsor-study-team",
  "statistician",
  "unblinded-statistician",
  "unblinding-line",
  "sponsor-safety",
  "session-auditor",
  "inspector",
  "administrator",
  "participant",
]);
/** What somebody is in a trial. The words are ICH E6(R3)'s and the protocol's. */
export type Role = z.infer<typeof role>;
export const roles: readonly Role[] = role.options;
