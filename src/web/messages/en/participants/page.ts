/** The frame of a participant's page. */
export const pageTexts = {
  noNumber: "No number yet",
  protocol: (version: string) => `Protocol ${version}`,
  since: (day: string) => `since ${day}`,
  eligibility: "Eligibility",
  history: "History",
  more: "More",
  recordConsent: "Record consent",
  stillToCome: "By this device’s clock that is still to come. Check the time.",
  newerVersion: (version: string) => `Version ${version} of the protocol is in effect at the site.`,
  consentDue: (version: string, by: string) =>
    `Version ${version} of the consent form is to be signed by ${by}. Until then everything goes on.`,
  consentLapsed: (since: string) =>
    `Consent has lapsed since ${since}: the new version was not signed in time. Doses and new procedures wait; safety assessments go on.`,
  consentWithdrawn: (scopes: string) =>
    `Consent was withdrawn to: ${scopes}. What rests on it stops; safety assessments go on.`,
  eligibilityOutdated:
    "Data have changed since eligibility was confirmed. An investigator reviews and confirms again.",
  ended: (reason: string, day: string) => `Left the study on ${day}: ${reason}.`,
  screenFailed: (criteria: string) =>
    criteria === "" ? "Failed screening." : `Failed screening on ${criteria}.`,
  tabs: {
    visits: "Visits",
    kits: "Kits",
    logs: "Logs",
    safety: "Medication and results",
    consent: "Consent",
    deviations: "Deviations",
    contacts: "Contacts and identity",
  },
  tabCount: (label: string, count: number) => (count === 0 ? label : `${label} (${count})`),
  tabList: "Parts of the record",
};

/** Identity: sealed, opened on demand. */
export const identityTexts = {
  heading: "Identity",
  lead: "Names and addresses are sealed apart from the trial, for this site only. Every look is recorded with its purpose.",
  recorded: (fields: string) => `Recorded: ${fields}.`,
  nothing: "No identity is recorded yet.",
  show: "Show",
  hide: "Hide",
  edit: "Record or change",
  purpose: "What for",
  purposeHelp: "It is kept with your name and the time.",
  purposes: [
    "To reach the participant for a visit",
    "To check identity at a visit",
    "For medical care",
    "To answer the ethics committee or an inspector",
  ],
  showTitle: "Show who this is",
  editTitle: "Record identity",
  editLead: "Only what you fill in is changed; empty fields stay as they are.",
  hidesAt: (minutes: number) => `Hidden again after ${minutes} minutes.`,
};

/** Deviations from the protocol. */
export const deviationTexts = {
  none: "No deviation is recorded.",
  record: "Record a deviation",
  recordTitle: "Record a deviation",
  category: "Kind",
  rule: "Which rule",
  ruleHelp: "The clause of the protocol, or a few words.",
  description: "What happened",
  when: "When it happened",
  about: "Visit",
  noVisit: "No visit in particular",
  detectedBySoftware: "found by Vigil",
  kept: "What is written of it is kept from you: it is about a form that you may not see.",
  detectedByPerson: "recorded by a person",
  open: "Open",
  closed: "Closed",
  assess: "Assess",
  assessAgain: "Assess again",
  assessTitle: "Assess the deviation",
  importance: "Importance",
  importanceHelp:
    "Important: it may affect the rights, safety or well-being of the participant or the reliability of the results (ICH E3 Q&A).",
  correctiveAction: "What is done about it",
  close: "Nothing more is to be done; close it",
};

/** From screening to the end of taking part. */
export const enrollmentTexts = {
  enroll: "Enroll",
  enrollTitle: "Enroll the participant",
  enrollLead: "Eligibility was confirmed on the data as they are, and consent is current.",
  failScreening: "Record a screening failure",
  failTitle: "Record a screening failure",
  failLead: "Screening ends here. What was entered stays.",
  criteria: "Which criteria",
  criteriaHelp: "None, where it was not for a criterion.",
  why: "Why",
  end: "End participation",
  endTitle: "End participation",
  endLead: "The participant leaves the study. Safety assessments can still be held; nothing is deleted.",
  reason: "Reason",
  endedOn: "On which day",
  note: "Note",
  migrate: "Move to another version",
  migrateTitle: "Move to another version of the protocol",
  migrateLead:
    "What is written stays as it was written. From now on the participant's schedule and forms are those of the other version.",
  toVersion: "Version",
  changes: "What changes",
  changesCount: (count: number) => (count === 1 ? "1 change" : `${count} changes`),
  noChanges: "Nothing changes in the protocol itself.",
  hazards: "What does not simply carry over",
  safe: "Everything carries over.",
  noOtherVersion: "No other version is in effect at this site.",
  transfer: "Transfer to another site",
  transferTitle: "Transfer to another site",
  transferLead:
    "The other site looks after the participant and sees the record from then on; this site no longer does.",
  toSite: "To which site",
  noOtherSite: "No other site is allowed yet to follow this participant's version of the protocol.",
  effectiveOn: "From which day on",
};
