import { z } from "zod";
import { role } from "#design";
import { defineEvent } from "../event.ts";
import { sha256, siteId, text, uuid } from "../fields.ts";

/** The reports by arm that there are. */
export const closedReport = z.enum(["blinding", "disposition", "adverse-events", "outcomes"]);
export type ClosedReport = z.infer<typeof closedReport>;

/** What happens to a study as a whole. Stream `study:<id>`. */
export const studyEvents = {
  StudyFounded: defineEvent(
    "StudyFounded",
    1,
    z.strictObject({ name: text, protocolId: text, isDemonstration: z.boolean() }),
  ),
  /** A site took its number; no other has the same, so that no two participants do. */
  SiteRegistered: defineEvent(
    "SiteRegistered",
    1,
    z.strictObject({
      siteId,
      number: z.string().regex(/^\d{2,4}$/, "expected a site number of two to four digits"),
    }),
  ),
  /** The whole design, so that the protocol under which anything happened can always be read. */
  StudyDesignPublished: defineEvent(
    "StudyDesignPublished",
    1,
    z.strictObject({ version: text, designHash: sha256, design: z.unknown(), summary: text }),
  ),
  ParametersConfirmed: defineEvent(
    "ParametersConfirmed",
    1,
    z.strictObject({ version: text, parameterIds: z.array(text).min(1), contentHash: sha256 }),
  ),
  /** A copy of the ledger left the system: how much of it, and what can be read in it. */
  LedgerExported: defineEvent(
    "LedgerExported",
    3,
    z.strictObject({
      exportId: uuid,
      scope: z.enum(["study", "site"]),
      siteId: siteId.optional(),
      streams: z.int().min(0),
      events: z.int().min(0),
      /** `readable`: free text and answers are laid open, save those that the roles it was taken in are blinded to. */
      contents: z.enum(["sealed", "readable"]),
      takenAs: z.array(role),
      /** How many participants' identities left with it. */
      identities: z.int().min(0),
    }),
  ),
  /** A report by arm was opened or downloaded: which and how, never what it says. */
  ClosedReportOpened: defineEvent(
    "ClosedReportOpened",
    1,
    z.strictObject({ report: closedReport, as: z.enum(["screen", "json", "csv", "terminal"]) }),
  ),
  /** Data left for blinded analysis: pooled, or with arms that were drawn by lot and are nobody's. */
  DataExtracted: defineEvent(
    "DataExtracted",
    1,
    z.strictObject({
      extractId: uuid,
      arms: z.enum(["pooled", "scrambled"]),
      participants: z.int().min(0),
      rows: z.int().min(0),
    }),
  ),
  /** A backup was put back; what it names is lost (see `SignedRestore` of the ledger). */
  LedgerRestored: defineEvent(
    "LedgerRestored",
    2,
    z.strictObject({
      statement: z.strictObject({
        study: uuid,
        restoredAt: text,
        backupTakenAt: text,
        lastCheckpointKept: z.int().min(0),
        lastCheckpointWitnessed: z.int().min(0),
        witnessHash: sha256,
      }),
      keyId: text,
      signature: text,
    }),
  ),
  SigningKeyIntroduced: defineEvent(
    "SigningKeyIntroduced",
    1,
    z.strictObject({ keyId: text, publicKey: text }),
  ),
  /** Participants of this version of the protocol can be randomized from now on; the seed is drawn and sealed. */
  RandomizationOpened: defineEvent("RandomizationOpened", 1, z.strictObject({ designVersion: text })),
  /** All of the allocation was drawn again from the sealed seed and compared; no arm is told. */
  AllocationRecomputed: defineEvent(
    "AllocationRecomputed",
    1,
    z.strictObject({
      compared: z.int().min(0),
      outcome: z.enum(["proven", "differences"]),
      differences: z.int().min(0),
    }),
  ),
  /** Somebody unblinded looked at what tells the arms. */
  AllocationSeen: defineEvent(
    "AllocationSeen",
    1,
    z.strictObject({ contents: z.enum(["counts", "list"]), randomized: z.int().min(0) }),
  ),
};
