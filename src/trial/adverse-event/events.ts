import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey, freeText, instant, text, uuid } from "../fields.ts";

/** What becomes of adverse events beside their form. Stream `participant:<id>`. */
export const adverseEventEvents = {
  /**
   * The site tells the sponsor of a serious adverse event (21 CFR 312.64(b); ICH E2A III.B). `awareAt` is when the site learned of it: its
   * clock starts then. What makes it serious stands on its form.
   */
  SeriousEventReported: defineEvent(
    "SeriousEventReported",
    1,
    z.strictObject({
      reportId: uuid,
      /** The entry of the adverse event. */
      formKey,
      awareAt: instant,
      /** Whether the form was submitted, or a notice came before it was complete. */
      via: z.enum(["form", "notice"]),
      /** What was told, where a notice was written. */
      what: freeText.optional(),
    }),
  ),
  /** The moment at which the site learned of it was put right; a later one makes no late notice good. */
  SeriousEventAwarenessCorrected: defineEvent(
    "SeriousEventAwarenessCorrected",
    1,
    z.strictObject({ reportId: uuid, awareAt: instant }),
  ),
  /** The sponsor has it: day 0 of the clock of reports to authorities (21 CFR 312.32(c)). */
  SeriousEventAcknowledged: defineEvent(
    "SeriousEventAcknowledged",
    1,
    z.strictObject({ reportId: uuid, receivedAt: instant }),
  ),
  /** An entry was begun from something seen in a session, so that nothing is typed twice. */
  AdverseEventDrafted: defineEvent(
    "AdverseEventDrafted",
    1,
    z.strictObject({ formKey, visitId: text, sessionId: uuid, sourceId: text }),
  ),
};
