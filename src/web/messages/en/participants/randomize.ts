/** Randomizing a participant. */
export const randomizeTexts = {
  randomize: "Randomize",
  title: (number: string) => `Randomize ${number}`,
  lead: "The participant gets the next place of the allocation. You learn a number, which tells nothing of the arm, and nobody can take it back.",
  checklist: "What it waits for",
  checks: {
    enrolled: "Enrolled and taking part",
    consent: "Consent is current",
    parameters: "Open numbers of the protocol are confirmed",
    confirmed: "Eligibility is confirmed at randomization, on the data as they are",
    criteria: "Every criterion of randomization is met today",
    factors: "Every value that the allocation rests on is there",
    open: "Randomization is open for this version of the protocol",
    caps: "No cap on enrollment is reached",
  } as Readonly<Record<string, string>>,
  standings: { met: "Met", "not-met": "Not met", unknown: "The server will say" } as Readonly<
    Record<string, string>
  >,
  toEligibility: "Review and confirm eligibility at randomization",
  factors: "The allocation rests on",
  missing: "Not known yet",
  hidden: "Kept from you",
  doneTitle: "Randomized",
  done: (number: string) => `Participant ${number} was randomized. The number is`,
  doneHelp: "It is on the participant's page from now on. The arm stays sealed.",
};
