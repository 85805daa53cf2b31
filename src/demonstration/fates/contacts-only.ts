import type { Row } from "./row.ts";

/** Callers who have not consented: undecided, not reached, failed or declined. */
export const contactsOnly: readonly Row[] = [
  [
    {
      key: "c1",
      site: "01",
      name: ["Quill", "Samplewood"],
      sex: "M",
      age: 41,
      trauma: "accident",
      severity: 30,
    },
    {
      since: 2,
      contacts: [
        { after: 0, outcome: "undecided", note: "Asks for written information; call back on Friday." },
      ],
    },
  ],
  [
    {
      key: "c2",
      site: "02",
      name: ["Posy", "Mockridge"],
      sex: "F",
      age: 33,
      trauma: "sexual-violence",
      severity: 36,
    },
    {
      since: 6,
      channel: "web-form",
      contacts: [
        { after: 0, outcome: "not-reached", note: "Web form; two calls unanswered." },
        { after: 3, outcome: "continues", note: "Reached. Consent visit offered for next week." },
      ],
    },
  ],
  [
    {
      key: "c3",
      site: "01",
      name: ["Gale", "Exampleton"],
      sex: "F",
      age: 52,
      trauma: "illness",
      severity: 28,
    },
    {
      since: 40,
      contacts: [
        {
          after: 0,
          outcome: "failed",
          failReasons: ["bipolar I disorder in the history"],
          note: "Told by the caller.",
        },
      ],
    },
  ],
  [
    {
      key: "c4",
      site: "02",
      name: ["Rufus", "Testerly"],
      sex: "M",
      age: 27,
      trauma: "physical-violence",
      severity: 31,
    },
    {
      since: 75,
      recruitmentSource: "social media",
      contacts: [
        {
          after: 0,
          outcome: "failed",
          failReasons: ["MDMA within the last six months", "more than ten uses of MDMA in ten years"],
          note: "Festival use, last time in spring.",
        },
      ],
    },
  ],
  [
    {
      key: "c5",
      site: "01",
      name: ["Tamsin", "Fictley"],
      sex: "F",
      age: 38,
      trauma: "childhood-abuse",
      severity: 40,
    },
    {
      since: 110,
      channel: "referral",
      recruitmentSource: "clinician",
      contacts: [{ after: 0, outcome: "declined", note: "Does not want to stop sertraline." }],
    },
  ],
];
