import { z } from "zod";
import { role } from "#design";
import { defineEvent } from "../event.ts";
import { calendarDate, participantId, siteId, text, userId, uuid } from "../fields.ts";
import { secret } from "../sealed/secret.ts";
import { readKitCode } from "./code.ts";

export const kitCode = z
  .string()
  .max(20)
  .refine(
    (raw) => readKitCode(raw) !== undefined,
    "expected the code of a kit (K7M4-Q9XC); check each symbol",
  )
  .overwrite((raw) => readKitCode(raw) ?? raw);
export const kitKind = z.enum(["initial", "supplemental"]);
const codes = z.array(kitCode).max(2_000);
const count = z.int().min(0).max(10_000);

/** The second of two persons: has proved who they are in the same request, beside whoever did it. */
export const witness = z.strictObject({
  user: userId,
  printedName: text,
  role,
  method: z.enum(["password-and-code", "passkey", "password"]),
});

/** Whom a kit is for, and for which session. */
const forSession = { participantId, visitId: text };

const returnedCondition = z.enum(["unused", "partly-used", "empty", "broken"]);
const quarantineCause = z.enum(["temperature", "damaged", "tampered", "label", "other"]);

/**
 * What everybody at a site may know of its kits: codes, kinds, levels and counts, never an arm, a lot or a milligram. Stream
 * `stock:<site>`; what concerns a participant stands in `participant:<id>` too.
 */
export const stockEvents = {
  /** The unblinded side sent kits: as many of each kind and level for every arm. The codes stand in the order of the codes. */
  KitsShipped: defineEvent(
    "KitsShipped",
    1,
    z.strictObject({
      shipmentId: uuid,
      designVersion: text,
      /** For so many arms, alike. */
      arms: z.int().min(1).max(20),
      /** So many kits of each kind and level for each arm. */
      setsPerArm: z.int().min(1).max(200),
      /** As it is labelled: the same on all kits. */
      expiresOn: calendarDate,
      /** What the protocol then said of the stock, in sessions and days. */
      resupplyBelow: count,
      countEvery: count,
      kits: z
        .array(
          z.strictObject({ code: kitCode, kind: kitKind, level: text, capsules: z.int().min(1).max(50) }),
        )
        .min(1)
        .max(8_000),
    }),
  ),
  KitShipmentReceived: defineEvent(
    "KitShipmentReceived",
    1,
    z.strictObject({
      shipmentId: uuid,
      /** What the logger in the box says. After an excursion all that came is quarantined. */
      temperature: z.enum(["in-range", "excursion"]),
      missing: codes,
      damaged: codes,
    }),
  ),
  KitQuarantined: defineEvent("KitQuarantined", 1, z.strictObject({ code: kitCode, cause: quarantineCause })),
  /** The decision on all that is quarantined of a shipment: the arms share it, so that it tells none. */
  QuarantineDecided: defineEvent(
    "QuarantineDecided",
    1,
    z.strictObject({ shipmentId: uuid, decision: z.enum(["release", "reject"]), codes }),
  ),
  StockCounted: defineEvent(
    "StockCounted",
    2,
    z.strictObject({
      countId: uuid,
      counted: count,
      /** Should be there and were not. */
      missing: codes,
      /** Were there and should not be. */
      unexpected: codes,
      witness,
    }),
  ),
  DiscrepancyExplained: defineEvent(
    "DiscrepancyExplained",
    1,
    z.strictObject({ countId: uuid, explanation: text }),
  ),
  /** Somebody of the unblinded side looked at what is in the kits of the site. */
  KitMapOpened: defineEvent("KitMapOpened", 1, z.strictObject({ purpose: text })),
};

/** What concerns a participant: in their stream, and in that of the site's stock. */
export const participantKitEvents = {
  /** More was asked for than the site can serve, whatever the arms are: it comes with the next shipment. */
  KitsAwaited: defineEvent(
    "KitsAwaited",
    1,
    z.strictObject({ ...forSession, number: text, siteId, level: text, kinds: z.array(kitKind).min(1) }),
  ),
  KitsAssigned: defineEvent(
    "KitsAssigned",
    1,
    z.strictObject({
      ...forSession,
      number: text,
      siteId,
      level: text,
      initial: kitCode.optional(),
      supplemental: kitCode.optional(),
    }),
  ),
  /** What was assigned is not needed. It is nobody else's: who was given the same kit would be of the same arm. */
  KitsWithdrawn: defineEvent(
    "KitsWithdrawn",
    1,
    z.strictObject({
      ...forSession,
      codes,
      because: z.enum(["session-canceled", "participation-ended", "level-changed", "moved", "other"]),
    }),
  ),
  KitDispensed: defineEvent("KitDispensed", 2, z.strictObject({ ...forSession, code: kitCode, witness })),
  /** A kit was spoiled after it was assigned; another one of its kind takes its place. */
  KitSpoiled: defineEvent(
    "KitSpoiled",
    1,
    z.strictObject({
      ...forSession,
      code: kitCode,
      cause: z.enum(["broken", "dropped", "mislabelled", "other"]),
    }),
  ),
  KitReturned: defineEvent(
    "KitReturned",
    2,
    z.strictObject({
      ...forSession,
      code: kitCode,
      condition: returnedCondition,
      /** Capsules that are in it. */
      capsules: z.int().min(0).max(50),
      witness,
    }),
  ),
};

/** A level was chosen and signed, before any kit was assigned. Stream `participant:<id>`. */
export const doseLevelEvents = {
  DoseLevelDecided: defineEvent(
    "DoseLevelDecided",
    2,
    z.strictObject({
      visitId: text,
      level: text,
      because: z.enum(["as-planned", "tolerability", "participant-declined", "other"]),
      signatureId: uuid,
      signer: userId,
      printedName: text,
      role,
      method: z.enum(["password-and-code", "passkey", "password"]),
    }),
  ),
};

/** What is in the kits. Stream `sealed:kits`. */
export const sealedKitEvents = {
  KitsSealed: defineEvent(
    "KitsSealed",
    1,
    z.strictObject({
      shipmentId: uuid,
      siteId,
      /** In the order of the codes: each with its arm, lot and milligrams. */
      kits: z
        .array(z.strictObject({ code: kitCode, content: secret }))
        .min(1)
        .max(8_000),
    }),
  ),
  /** That what was assigned for a session is of the participant's arm, the half is a half, and the sum keeps the maximum. */
  DosesProved: defineEvent(
    "DosesProved",
    1,
    z.strictObject({ ...forSession, codes: z.array(kitCode).min(1).max(2), proof: secret }),
  ),
};
