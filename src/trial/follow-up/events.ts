import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey, freeText, instant, text, uuid } from "../fields.ts";
import { visitId } from "../visit/events.ts";

/** What is done once somebody counts as unreachable. */
const searchStep = z.enum(["contact-person", "address", "welfare-check"]);
export type SearchStep = z.infer<typeof searchStep>;

/** How a search ends. It does not end without one of them. */
const searchOutcome = z.enum([
  "reached",
  "safe-by-another",
  "found-by-welfare-check",
  "in-hospital",
  "died",
  "not-found",
]);

/** What follows suicidal ideation 4–5 or behavior. */
export const escalationStep = z.enum(["clinician", "contact-person", "safety-plan", "next-contact"]);
export type EscalationStep = z.infer<typeof escalationStep>;

/**
 * The days after a session: calls that were tried, the search for somebody who cannot be reached, and the escalation of suicidality. Stream
 * `participant:<id>`.
 */
export const followUpEvents = {
  CallAttempted: defineEvent(
    "CallAttempted",
    1,
    z.strictObject({
      visitId,
      attemptId: uuid,
      way: z.enum(["telephone", "video", "text-message"]),
      reached: z.boolean(),
      remark: freeText.optional(),
    }),
  ),
  /** So many attempts at one call were in vain that others are called. */
  SearchOpened: defineEvent(
    "SearchOpened",
    1,
    z.strictObject({
      searchId: uuid,
      visitId,
      attempts: z.int().min(1),
      contactPersonBy: instant,
      welfareCheckBy: instant,
    }),
  ),
  SearchStepTaken: defineEvent(
    "SearchStepTaken",
    1,
    z.strictObject({ searchId: uuid, step: searchStep, found: z.boolean(), remark: freeText }),
  ),
  SearchClosed: defineEvent(
    "SearchClosed",
    1,
    z.strictObject({ searchId: uuid, outcome: searchOutcome, remark: freeText }),
  ),
  /** Opened by the answers of a form, with what is due by when. */
  SuicidalityEscalated: defineEvent(
    "SuicidalityEscalated",
    1,
    z.strictObject({
      escalationId: uuid,
      formKey,
      ideation: z.int().min(0).max(5),
      hasBehavior: z.boolean(),
      dueBy: z.strictObject({
        clinician: instant,
        "contact-person": instant,
        "safety-plan": instant,
        "next-contact": instant,
      }),
    }),
  ),
  SuicidalityStepTaken: defineEvent(
    "SuicidalityStepTaken",
    1,
    z.strictObject({ escalationId: uuid, formKey, step: escalationStep, remark: freeText }),
  ),
  /** A physician has judged that the participant is safe; dosing may go on. Signed. */
  SuicidalityCleared: defineEvent(
    "SuicidalityCleared",
    1,
    z.strictObject({
      escalationId: uuid,
      formKey,
      /** `in-error`: the answers were not the participant's. */
      judgment: z.enum(["risk-has-passed", "managed", "in-error"]),
      words: freeText,
      signatureId: uuid,
      signer: uuid,
      printedName: text,
      role: text,
      method: text,
    }),
  ),
};
