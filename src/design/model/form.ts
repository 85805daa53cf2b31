import { z } from "zod";
import { armGuess } from "./arm-guess.ts";
import { designId, expression, label, numberOrParameter, prose, role, source } from "./primitives.ts";

/** Why a value is not there (HL7 v3 NullFlavor in plain words; SDTM --STAT NOT DONE for `not-done`). */
export const nullFlavor = z.enum([
  "unknown",
  "asked-but-unknown",
  "not-asked",
  "not-done",
  "not-applicable",
  "refused",
  "temporarily-unavailable",
]);
export type NullFlavor = z.infer<typeof nullFlavor>;
export const nullFlavors: readonly NullFlavor[] = nullFlavor.options;

export const itemType = z.enum([
  "integer",
  "decimal",
  "text",
  "boolean",
  "code",
  "codes",
  "date",
  "partial-date",
  "time",
  "date-time",
  "computed",
]);
export type ItemType = z.infer<typeof itemType>;

/** A rule that must hold on a form; `assert` is false when somebody must look. */
const editCheck = z.strictObject({
  id: designId,
  assert: expression,
  message: label,
  /** `error` must be put right before the form is submitted; `query` opens a query and lets it pass. */
  severity: z.enum(["error", "query"]),
  source: source.optional(),
});
export type EditCheck = z.infer<typeof editCheck>;

/** Limits of a number: outside `minimum`–`maximum` it is refused, outside `expected` it is queried. */
const range = z.strictObject({
  minimum: numberOrParameter.optional(),
  maximum: numberOrParameter.optional(),
  expected: z
    .strictObject({ minimum: numberOrParameter.optional(), maximum: numberOrParameter.optional() })
    .optional(),
});

const item = z.strictObject({
  id: designId,
  label,
  help: prose.optional(),
  type: itemType,
  codeListId: designId.optional(),
  /** UCUM code. */
  unit: z.string().max(40).optional(),
  range: range.optional(),
  decimals: z.int().min(0).max(10).optional(),
  maximumLength: z.int().min(1).max(20_000).optional(),
  required: z.boolean().default(true),
  visibleWhen: expression.optional(),
  /** For `computed`: never typed, always derived from other items. */
  computedBy: expression.optional(),
  nullFlavors: z.array(nullFlavor).default([]),
  checks: z.array(editCheck).default([]),
  /** Could tell a blinded person the arm (a vital sign after a dose): hidden from blinded roles. */
  potentiallyUnblinding: z.boolean().default(false),
  /** How much rides on it (ICH E6(R3) Annex 1, 4.2.1): drives source verification. */
  criticality: z.enum(["critical", "standard"]).default("standard"),
  source: source.optional(),
});
export type Item = z.infer<typeof item>;

const itemGroup = z.strictObject({
  id: designId,
  label: label.optional(),
  help: prose.optional(),
  visibleWhen: expression.optional(),
  /** A table of rows, as many as are needed. */
  repeating: z
    .strictObject({ minimum: z.int().min(0).default(0), maximum: z.int().min(1).max(500) })
    .optional(),
  items: z.array(item).min(1),
});
export type ItemGroup = z.infer<typeof itemGroup>;

/**
 * A form (ODM `ItemGroupDef Type="Form"`). A form with an `instrument` takes its items, ranges and scores from
 * that instrument's version; its own `itemGroups` then add items and may not repeat the instrument's ids.
 */
export const form = z.strictObject({
  id: designId,
  label,
  purpose: prose.optional(),
  /** The definition of `safety` that its help shows, before its purpose. */
  definitionId: designId.optional(),
  instrument: z.string().max(80).optional(),
  /** Whose answer it is; nobody else may enter it. */
  completedBy: z
    .enum(["site", "participant", "independent-rater", "therapist", "pharmacist"])
    .default("site"),
  /** May be filled more than once at one visit, as an adverse event is. */
  repeating: z.boolean().default(false),
  /** Belongs to the participant and not to a visit, as a log of medication does. */
  log: z.boolean().default(false),
  itemGroups: z.array(itemGroup).default([]),
  checks: z.array(editCheck).default([]),
  hiddenFrom: z.array(role).default([]),
  potentiallyUnblinding: z.boolean().default(false),
  /** A safety assessment goes on when consent to the rest has lapsed. */
  safetyAssessment: z.boolean().default(false),
  /** Asks somebody to guess the arm: read as data on how well the blind held. */
  armGuess: armGuess.optional(),
  /** Needed before the visit counts as complete. */
  required: z.boolean().default(true),
  /** Who must sign it electronically, and what the signature means. A participant signs by hand: items of the form record that. */
  signedBy: z.array(z.strictObject({ role, meaning: label })).default([]),
  source: source.optional(),
});
export type Form = z.infer<typeof form>;
