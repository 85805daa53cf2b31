/** Contacts before consent. */
export const contactTexts = {
  firstTitle: "First contact",
  firstLead:
    "Log every call, message and referral, also those that lead nowhere: how many people asked and why they did not take part is part of the result.",
  furtherTitle: "Log a contact",
  further: "Log a further contact",
  history: "Contacts before consent",
  none: "No contact is logged.",
  site: "Site",
  when: "When",
  channel: "How they reached the site",
  source: "How they heard of the study",
  sourceHelp: "In a few words, the same each time: they are counted.",
  referredBy: "Who referred them",
  language: "Language",
  ageBand: "Age, as far as it was asked",
  outcome: "Outcome",
  failReasons: "Why they do not qualify",
  failReasonsHelp: "Choose, or type a reason and press Enter. Reasons are counted.",
  note: "Note",
  noteHelp: "No names here: identity has a place of its own, sealed.",
  log: "Log the contact",
};
