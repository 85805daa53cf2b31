import type { ContactToLog, Fate } from "./fate.ts";
import { personOf, type Sketch } from "./people.ts";

type Told = Omit<Fate, "person" | "channel" | "recruitmentSource" | "contacts"> &
  Partial<Pick<Fate, "channel" | "recruitmentSource" | "contacts">>;

const continues: readonly ContactToLog[] = [
  {
    after: 0,
    outcome: "continues",
    note: "Heard of the study, wants to know more. Told of visits, dosing days and the two doses.",
  },
];

/** Everybody in the demonstration, and what becomes of them. Names are invented; any likeness is chance. */
export function fatesOf(seed: string): readonly Fate[] {
  return [...contactsOnly, ...inScreening, ...takingPart].map(([sketch, told]) => ({
    channel: "telephone",
    recruitmentSource: "study website",
    contacts: continues,
    ...told,
    person: personOf(seed, sketch),
  }));
}

type Row = readonly [Sketch, Told];

const contactsOnly: readonly Row[] = [
  [
    {
      key: "c1",
      site: "01",
      name: ["Quill", "Ashdown"],
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
      name: ["Posy", "Marchbank"],
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
      name: ["Gale", "Thornbury"],
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
      name: ["Rufus", "Pemberley"],
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
      name: ["Tamsin", "Overby"],
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

const inScreening: readonly Row[] = [
  [
    {
      key: "s1",
      site: "01",
      name: ["Wren", "Halloway"],
      sex: "F",
      age: 36,
      trauma: "sexual-violence",
      severity: 41,
    },
    { since: 8, consentAfter: 7, screened: 0.25 },
  ],
  [
    {
      key: "s2",
      site: "02",
      name: ["Basil", "Underhill"],
      sex: "M",
      age: 48,
      trauma: "occupational",
      severity: 38,
    },
    { since: 18, consentAfter: 6, screened: 0.6 },
  ],
  [
    {
      key: "s3",
      site: "01",
      name: ["Juniper", "Vance"],
      sex: "F",
      age: 29,
      trauma: "physical-violence",
      severity: 43,
    },
    { since: 25, consentAfter: 7, screened: 0.85 },
  ],
  [
    {
      key: "s4",
      site: "02",
      name: ["Clement", "Fairweather"],
      sex: "M",
      age: 58,
      trauma: "accident",
      severity: 35,
      hypertension: true,
    },
    {
      since: 30,
      consentAfter: 9,
      upTo: "screened",
      answers: {
        ecg: {
          "readings.0.qt": 458,
          interpretation: "abnormal",
          "clinically-significant": true,
          finding: { freeText: "QTcF 471 ms; repeat recording ordered." },
        },
      },
    },
  ],
  [
    {
      key: "s5",
      site: "01",
      name: ["Lark", "Ellery"],
      sex: "F",
      age: 44,
      trauma: "sudden-loss",
      severity: 39,
    },
    { since: 32, consentAfter: 7, upTo: "screened" },
  ],
  [
    {
      key: "s6",
      site: "02",
      name: ["Ivo", "Castellan"],
      sex: "M",
      age: 35,
      trauma: "combat",
      severity: 47,
      mildAlcohol: true,
    },
    { since: 38, consentAfter: 7, upTo: "confirmed" },
  ],
  [
    { key: "f1", site: "01", name: ["Orson", "Blythe"], sex: "M", age: 31, trauma: "accident", severity: 20 },
    {
      since: 160,
      consentAfter: 8,
      screenFailure: { criteria: ["i10"], why: "CAPS-5 at screening below 28." },
    },
  ],
  [
    {
      key: "f2",
      site: "02",
      name: ["Hester", "Langtry"],
      sex: "F",
      age: 55,
      trauma: "illness",
      severity: 34,
      hypertension: true,
    },
    {
      since: 205,
      consentAfter: 6,
      answers: { "clinical-eligibility": { "hypertension-cleared": false } },
      screenFailure: { criteria: ["e2"], why: "Treated hypertension, not cleared by stress test." },
    },
  ],
];

const takingPart: readonly Row[] = [
  [
    {
      key: "p01",
      site: "01",
      name: ["Marlow", "Greene"],
      sex: "M",
      age: 45,
      trauma: "combat",
      severity: 49,
      response: 0.68,
    },
    { since: 492, consentAfter: 7, end: { after: "m12", reason: "completed", note: "Completed month 12." } },
  ],
  [
    {
      key: "p02",
      site: "02",
      name: ["Sable", "Winterbourne"],
      sex: "F",
      age: 34,
      trauma: "sexual-violence",
      severity: 44,
      response: 0.72,
      relapse: 14,
    },
    {
      since: 400,
      consentAfter: 8,
      visits: { m4: { kind: "missed", why: "On holiday, could not be reached." } },
    },
  ],
  [
    {
      key: "p03",
      site: "01",
      name: ["Dorian", "Pike"],
      sex: "M",
      age: 52,
      trauma: "occupational",
      severity: 41,
      response: 0.22,
      medicine: { drug: "sertraline", milligrams: 100 },
    },
    {
      since: 330,
      consentAfter: 7,
      visits: { v17: { kind: "late", days: 2, why: "Participant had influenza." } },
    },
  ],
  [
    {
      key: "p04",
      site: "02",
      name: ["Fern", "Abernathy"],
      sex: "F",
      age: 28,
      trauma: "childhood-abuse",
      severity: 52,
      response: 0.61,
    },
    {
      since: 262,
      consentAfter: 7,
      withdrawal: {
        after: "v19",
        scopes: ["recordings", "future-use"],
        why: "Does not want recordings kept.",
      },
    },
  ],
  [
    {
      key: "p05",
      site: "01",
      name: ["Silas", "Moor"],
      sex: "M",
      age: 39,
      trauma: "physical-violence",
      severity: 37,
      response: 0.3,
    },
    { since: 196, consentAfter: 7 },
  ],
  [
    {
      key: "p06",
      site: "02",
      name: ["Maren", "Holt"],
      sex: "F",
      age: 47,
      trauma: "disaster",
      severity: 40,
      response: 0.66,
    },
    { since: 150, consentAfter: 7, visits: { v13: { kind: "moved", days: 2, why: "Therapist ill." } } },
  ],
  [
    {
      key: "p07",
      site: "01",
      name: ["Linnea", "Cross"],
      sex: "F",
      age: 31,
      trauma: "sexual-violence",
      severity: 46,
      response: 0.58,
      medicine: { drug: "escitalopram", milligrams: 20 },
    },
    { since: 124, consentAfter: 7 },
  ],
  [
    {
      key: "p08",
      site: "02",
      name: ["Ambrose", "Tully"],
      sex: "M",
      age: 60,
      trauma: "sudden-loss",
      severity: 33,
      response: 0.2,
    },
    {
      since: 101,
      consentAfter: 7,
      end: {
        after: "v7",
        reason: "withdrawal-by-participant",
        note: "Found the first session too hard; did not want to go on.",
      },
      withdrawal: {
        after: "v7",
        scopes: ["drug", "therapy", "visits"],
        why: "Does not want further sessions.",
      },
    },
  ],
  [
    {
      key: "p09",
      site: "01",
      name: ["Coral", "Beaumont"],
      sex: "F",
      age: 42,
      trauma: "accident",
      severity: 38,
      response: 0.55,
    },
    { since: 82, consentAfter: 7 },
  ],
  [
    {
      key: "p10",
      site: "02",
      name: ["Hugo", "Sterling"],
      sex: "M",
      age: 37,
      trauma: "combat",
      severity: 50,
      response: 0.5,
    },
    { since: 68, consentAfter: 7, visits: { v4: { kind: "left-open" } } },
  ],
  [
    {
      key: "p11",
      site: "01",
      name: ["Tess", "Nightingale"],
      sex: "F",
      age: 26,
      trauma: "physical-violence",
      severity: 42,
      response: 0.5,
      language: "es",
    },
    { since: 57, consentAfter: 7 },
  ],
  [
    {
      key: "p12",
      site: "02",
      name: ["Rowan", "Achterberg"],
      sex: "M",
      age: 50,
      trauma: "illness",
      severity: 36,
      response: 0.5,
    },
    { since: 46, consentAfter: 7 },
  ],
  [
    {
      key: "p13",
      site: "01",
      name: ["Odile", "Marchetta"],
      sex: "F",
      age: 40,
      trauma: "childhood-abuse",
      severity: 45,
      response: 0.5,
    },
    { since: 37, consentAfter: 7 },
  ],
  [
    {
      key: "p14",
      site: "02",
      name: ["Peregrine", "Voss"],
      sex: "M",
      age: 33,
      trauma: "accident",
      severity: 39,
      response: 0.15,
    },
    {
      since: 230,
      consentAfter: 7,
      end: {
        after: "v14",
        reason: "lost-to-follow-up",
        note: "Five calls and two letters unanswered; moved abroad.",
      },
    },
  ],
];
