import { z } from "zod";
import {
  type Instant,
  isUuid,
  type ParticipantId,
  parseCalendarDate,
  parseInstant,
  parseZone,
  type Result,
  type SiteId,
  type UserId,
} from "#kernel";

/** The small shapes of which events and commands are made; each says in plain words what it expected. */
export const uuid = z.string().refine(isUuid, "expected a UUID in lower case").meta({ format: "uuid" });
export const siteId = uuid as unknown as z.ZodType<SiteId>;
export const participantId = uuid as unknown as z.ZodType<ParticipantId>;
export const userId = uuid as unknown as z.ZodType<UserId>;
export const text = z.string().min(1).max(500);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal digits");
export const calendarDate = checked(parseCalendarDate, "date");
export const instant = asText(parseInstant, "date-time").overwrite(inUtc) as unknown as z.ZodType<Instant>;
export const zone = checked(parseZone, "time-zone");
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, "expected a language tag (en, es, he)");
export const country = z.string().regex(/^[A-Z]{2}$/, "expected a country of ISO 3166 (US)");

/**
 * With what somebody proved who they are, for one act (21 CFR 11.200(a)). `device-key-offline`: with a key that an enrolled device holds,
 * opened by what they alone know; they confirm it once they are online.
 */
export const signatureMethod = z.enum(["password-and-code", "passkey", "password", "device-key-offline"]);

/** What a person wrote in their own words; sealed before it is stored. */
export const freeText = z.strictObject({ freeText: z.string().min(1).max(20_000) });

/** The key of one filling of a form: `visit/form/1`, or `log/form/3` for a form that belongs to no visit. */
export const formKey = z
  .string()
  .max(300)
  .regex(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+\/[1-9]\d{0,3}$/, "expected visit/form/number");

/** Where an item stands on its form: `item`, or `group.2.item` in a repeating group. */
export const itemPath = z
  .string()
  .max(300)
  .regex(/^[A-Za-z0-9_-]+(\.\d{1,3}\.[A-Za-z0-9_-]+)?$/, "expected item or group.row.item");

/** However its offset was written, a moment is kept in one way, so that moments sort as text. */
function inUtc(raw: string): string {
  const parsed = parseInstant(raw);
  return parsed.ok ? parsed.value : raw;
}

/** @param format names the shape in a JSON Schema, which cannot say more of it */
function asText<Value extends string>(
  parse: (raw: string) => Result<Value, string>,
  format: string,
): z.ZodString {
  const read = z.string().superRefine((raw, context) => {
    const parsed = parse(raw);
    if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.error });
  });
  return read.meta({ format });
}

function checked<Value extends string>(
  parse: (raw: string) => Result<Value, string>,
  format: string,
): z.ZodType<Value> {
  return asText(parse, format) as unknown as z.ZodType<Value>;
}
