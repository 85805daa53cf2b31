import { z } from "zod";
import { defineEvent } from "../event.ts";
import { calendarDate, instant, participantId, sha256, text } from "../fields.ts";
import { secret } from "../sealed/secret.ts";

const strata = z.record(z.string(), z.string());
const number = z.int().min(1);

/** What everybody may know of somebody's randomization. Stream `participant:<id>`. */
export const randomizationEvents = {
  ParticipantRandomized: defineEvent(
    "ParticipantRandomized",
    1,
    z.strictObject({
      /** R-0001, R-0002 …: consecutive in the study, never used twice; tells nothing of the arm. */
      randomizationNumber: text,
      randomizedOn: calendarDate,
      designVersion: text,
      /** Value of each factor, on which the allocation rests. */
      strata,
    }),
  ),
};

/** What is behind the seal. Stream `sealed:allocation`. */
export const allocationEvents = {
  /** The seed was drawn, for a plan of allocation; a plan that an amendment changes is opened anew under the same seed. */
  AllocationOpened: defineEvent(
    "AllocationOpened",
    1,
    z.strictObject({
      designVersion: text,
      planHash: sha256,
      planVersion: sha256,
      seed: secret,
      /** Lengths of blocks that were chosen with the opening; nobody reads them in the protocol. */
      blockSizes: secret.optional(),
    }),
  ),
  /** Slots of a stratum's list, in its order: each the secret of its place and arm. */
  SlotsSealed: defineEvent(
    "SlotsSealed",
    1,
    z.strictObject({
      planVersion: sha256,
      stratum: z.string().max(2_000),
      from: z.int().min(0),
      slots: z.array(secret).min(1).max(2_000),
    }),
  ),
  /** A participant took the place. With a list the slot holds the arm; without one it is sealed here. */
  SlotTaken: defineEvent(
    "SlotTaken",
    1,
    z.strictObject({
      number,
      participantId,
      planVersion: sha256,
      stratum: z.string().max(2_000),
      position: z.int().min(0),
      strata,
      takenAt: instant,
      arm: secret.optional(),
    }),
  ),
};
