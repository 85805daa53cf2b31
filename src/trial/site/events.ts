import { z } from "zod";
import { defineEvent } from "../event.ts";
import { calendarDate, country, language, participantId, text, zone } from "../fields.ts";

/** What happens to a site. Stream `site:<id>`. */
export const siteEvents = {
  SiteOpened: defineEvent(
    "SiteOpened",
    1,
    z.strictObject({
      number: z.string().regex(/^\d{2,4}$/, "expected a site number of two to four digits"),
      name: text,
      country,
      zone,
      languages: z.array(language).min(1),
    }),
  ),
  /** The site's ethics committee approved a version of the protocol; it binds new participants from then on. */
  DesignVersionApproved: defineEvent(
    "DesignVersionApproved",
    1,
    z.strictObject({ version: text, committee: text, approvedOn: calendarDate, effectiveFrom: calendarDate }),
  ),
  ConsentVersionApproved: defineEvent(
    "ConsentVersionApproved",
    1,
    z.strictObject({
      documentId: text,
      version: text,
      language,
      committee: text,
      approvedOn: calendarDate,
      effectiveFrom: calendarDate,
      /** Until when those who signed an earlier version sign this one; absent where they need not. */
      reconsentBy: calendarDate.optional(),
    }),
  ),
  ScreeningNumberIssued: defineEvent(
    "ScreeningNumberIssued",
    1,
    z.strictObject({ number: text, participantId }),
  ),
};
