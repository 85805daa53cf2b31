import { consentTexts } from "./participants/consent.ts";
import { contactTexts } from "./participants/contacts.ts";
import { eligibilityTexts } from "./participants/eligibility.ts";
import { formLineTexts, logTexts } from "./participants/forms.ts";
import { funnelTexts } from "./participants/funnel.ts";
import { historyTexts } from "./participants/history.ts";
import { listTexts } from "./participants/list.ts";
import { deviationTexts, enrollmentTexts, identityTexts, pageTexts } from "./participants/page.ts";
import { randomizeTexts } from "./participants/randomize.ts";
import { scheduleTexts } from "./participants/schedule.ts";
import { visitTexts } from "./participants/visits.ts";

/** Texts of the pages about participants. */
export const participants = {
  list: listTexts,
  contacts: contactTexts,
  page: pageTexts,
  schedule: scheduleTexts,
  visits: visitTexts,
  forms: formLineTexts,
  logs: logTexts,
  consent: consentTexts,
  identity: identityTexts,
  deviations: deviationTexts,
  enrollment: enrollmentTexts,
  randomize: randomizeTexts,
  eligibility: eligibilityTexts,
  history: historyTexts,
  funnel: funnelTexts,
};
