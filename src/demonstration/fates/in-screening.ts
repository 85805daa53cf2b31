import type { Row } from "./row.ts";

/** Screening at every depth, and where it ended. */
export const inScreening: readonly Row[] = [
  [
    {
      key: "s1",
      site: "01",
      name: ["Wren", "Samplehurst"],
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
      name: ["Basil", "Mockford"],
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
      name: ["Juniper", "Examplewood"],
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
      name: ["Clement", "Testmoor"],
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
      leavesQueries: true,
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
      name: ["Lark", "Fictwell"],
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
      name: ["Ivo", "Sampleton"],
      sex: "M",
      age: 35,
      trauma: "combat",
      severity: 47,
      mildAlcohol: true,
    },
    { since: 38, consentAfter: 7, upTo: "confirmed" },
  ],
  [
    {
      key: "f1",
      site: "01",
      name: ["Orson", "Mockbury"],
      sex: "M",
      age: 31,
      trauma: "accident",
      severity: 20,
    },
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
      name: ["Hester", "Examplehurst"],
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
