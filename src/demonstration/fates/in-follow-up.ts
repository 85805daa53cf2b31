import { written } from "../answers/answering.ts";
import { cannotBeReached, deletesRecordings, tellsOfSuicidality } from "../scenes/after-sessions.ts";
import { corrects } from "../scenes/corrections.ts";
import { befalls, deviates, givenInSession, isTreatedElsewhere, takes } from "../scenes/events.ts";
import { sodiumWasLow } from "../scenes/low-sodium.ts";
import type { Row } from "./row.ts";

/** Past their last dose, or past the study. */
export const inFollowUp: readonly Row[] = [
  [
    {
      key: "p01",
      site: "01",
      name: ["Marlow", "Samplefield"],
      sex: "M",
      age: 45,
      trauma: "combat",
      severity: 49,
      response: 0.68,
      mdmaTimes: 4,
      pressor: 46,
    },
    {
      since: 492,
      consentAfter: 7,
      end: { after: "m12", reason: "completed", note: "Completed month 12." },
      reconsent: { inDays: -40 },
      scenes: [
        {
          after: "v10",
          tell: givenInSession(
            { name: "Ondansetron", milligrams: 4, reason: "Nausea in the session", forStudyEffect: true },
            {
              term: "Vomited once",
              valence: "negative",
              severity: "moderate",
              onsetTime: "11:35",
              endTime: "11:50",
              detectedBy: "observed",
              drug: "probable",
            },
          ),
        },
        {
          after: "m6",
          tell: befalls({
            began: 9,
            lasted: 3,
            told: 14,
            term: "Acute appendicitis, operated on",
            valence: "negative",
            severity: "severe",
            detectedBy: "spontaneous",
            serious: {
              hospitalization: true,
              notice: "Was in hospital for an operation on the appendix; the papers are to follow.",
              narrative:
                "Pain since the morning, admitted the same day, laparoscopic appendectomy, discharged on the third day. No study drug for eight months.",
            },
          }),
        },
      ],
    },
  ],
  [
    {
      key: "p02",
      site: "02",
      name: ["Sable", "Fictmore"],
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
      transfer: { inDays: -105, to: "01" },
      reconsent: { inDays: -38 },
      scenes: [
        {
          after: "v5",
          tell: takes({ name: "Ibuprofen", milligrams: 400, reason: "Headache" }, 1),
        },
      ],
    },
  ],
  [
    {
      key: "p03",
      site: "01",
      name: ["Dorian", "Testwood"],
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
      visits: {
        v14: { kind: "moved", days: 1, why: "The participant had a fever." },
        v17: { kind: "late", days: 2, why: "Participant had influenza." },
      },
      reconsent: { inDays: -36, migrates: true },
      scenes: [
        { after: "call-2-2", tell: tellsOfSuicidality("at-call-2-2") },
        {
          after: "v1",
          tell: befalls({
            began: 3,
            lasted: 12,
            told: 6,
            term: "Dizzy and sleepless while tapering",
            valence: "negative",
            severity: "mild",
            detectedBy: "asked",
            procedure: "probable",
            actionTaken: "not-applicable",
          }),
        },
        {
          after: "v16",
          tell: befalls({
            began: 4,
            lasted: 6,
            told: 7,
            term: "Influenza",
            valence: "negative",
            severity: "moderate",
            detectedBy: "spontaneous",
          }),
        },
        { after: "m2", tell: isTreatedElsewhere(startsTherapy, 12) },
        {
          after: "v6",
          tell: corrects({
            visitId: "at-v6",
            form: "laboratory-post-dose",
            days: 5,
            reason: "Transcribed from the wrong column.",
            entries: () => ({ potassium: 4.1 }),
          }),
        },
      ],
    },
  ],
  [
    {
      key: "p04",
      site: "02",
      name: ["Fern", "Mockmoor"],
      sex: "F",
      age: 28,
      trauma: "childhood-abuse",
      severity: 52,
      response: 0.61,
    },
    {
      since: 262,
      consentAfter: 7,
      withdrawal: { after: "v19", scopes: ["recordings"], why: "Does not want recordings kept." },
      scenes: [
        { after: "v19", tell: deletesRecordings },
        {
          after: "v6",
          tell: befalls({
            began: 1,
            lasted: 2,
            told: 4,
            term: "Low mood on the days after the session",
            valence: "negative",
            severity: "mild",
            detectedBy: "asked",
            drug: "possible",
            therapy: "possible",
          }),
        },
        {
          after: "v10",
          tell: deviates({
            category: "dosing",
            rule: "vitals-slot-missed",
            description: "The reading 30 minutes after the initial dose was taken 14 minutes late.",
            about: "at-v10",
          }),
        },
      ],
    },
  ],
  [
    {
      key: "p05",
      site: "01",
      name: ["Silas", "Exampleford"],
      sex: "M",
      age: 39,
      trauma: "physical-violence",
      severity: 43,
      response: 0.52,
      language: "es",
    },
    {
      since: 196,
      consentAfter: 7,
      answersAt: {
        v11: {
          "laboratory-post-dose": {
            sodium: 127,
            "clinically-significant": true,
            comment: written("Sodium low, no symptoms. Physician called; measured again tomorrow."),
          },
        },
      },
      visits: { "call-1-1": { kind: "missed", why: "Not reached; the sister was." } },
      scenes: [
        { after: "v6", tell: cannotBeReached("at-call-1-1") },
        { after: "v11", tell: sodiumWasLow },
      ],
    },
  ],
  [
    {
      key: "p14",
      site: "02",
      name: ["Peregrine", "Fictford"],
      sex: "M",
      age: 33,
      trauma: "accident",
      severity: 39,
      response: 0.15,
    },
    {
      since: 230,
      consentAfter: 7,
      visits: { v15: { kind: "missed", why: "Did not come and did not answer the telephone." } },
      end: {
        after: "v15",
        reason: "lost-to-follow-up",
        note: "Five calls and two letters unanswered; the contact person says they moved abroad.",
      },
    },
  ],
  [
    {
      key: "p15",
      site: "02",
      name: ["Isolde", "Samplebrook"],
      sex: "F",
      age: 46,
      trauma: "sudden-loss",
      severity: 42,
      response: 0.3,
    },
    {
      since: 170,
      consentAfter: 7,
      dosingStopsAfter: "v7",
      scenes: [
        {
          after: "v5",
          tell: befalls({
            began: 1,
            lasted: 9,
            told: 3,
            term: "Afraid of sleeping alone since the session",
            valence: "negative",
            severity: "moderate",
            detectedBy: "asked",
            drug: "possible",
            therapy: "possible",
            specialInterest: "psychiatric",
          }),
        },
      ],
    },
  ],
];

function startsTherapy({ clock }: { readonly clock: { readonly now: () => string } }) {
  return {
    modality: "prolonged-exposure",
    name: written("Prolonged exposure, weekly"),
    "for-ptsd": true,
    started: clock.now().slice(0, 10),
    ongoing: true,
    sessions: 1,
    reason: written("Symptoms had changed little; a place became free."),
  };
}
