import type { StudyDesignInput } from "#design";

type Form = NonNullable<StudyDesignInput["forms"]>[number];

const blindRater = ["independent-rater"] as const;
const range = (minimum: number, maximum: number) => ({ minimum, maximum });

const guessOfMeadow = {
  guessItemId: "guess",
  arms: [
    { code: "drug", armId: "active" },
    { code: "low", armId: "control" },
  ],
  dontKnow: ["cannot-tell"],
};
const sureOfMeadow = { itemId: "how-sure", strongly: ["very"] };
const guessItem = { id: "guess", label: "I think it was", type: "code" as const, codeListId: "arm-guess" };
const sureItem = { id: "how-sure", label: "How sure", type: "code" as const, codeListId: "how-sure" };

/** One form of each kind: of the site, of the participant, of a rater, of a therapist, of the pharmacy, a log. */
export const meadowForms: readonly Form[] = [
  {
    id: "demographics",
    label: "Demographics",
    hiddenFrom: [...blindRater],
    itemGroups: [
      {
        id: "person",
        items: [
          { id: "age", label: "Age", type: "integer", unit: "a", range: range(0, 120) },
          { id: "prior-use", label: "Has taken a psychedelic", type: "boolean" },
          { id: "remark", label: "Remark", type: "text", required: false },
        ],
      },
    ],
  },
  {
    id: "vitals",
    label: "Vital signs",
    hiddenFrom: [...blindRater],
    safetyAssessment: true,
    itemGroups: [
      {
        id: "body",
        items: [
          {
            id: "weight",
            label: "Weight",
            type: "decimal",
            unit: "kg",
            range: { ...range(20, 400), expected: range(40, 180) },
            nullFlavors: ["refused"],
          },
          { id: "height", label: "Height", type: "decimal", unit: "m", range: range(1, 2.5) },
          { id: "bmi", label: "Body mass index", type: "computed", computedBy: "weight / (height * height)" },
        ],
      },
      {
        id: "readings",
        label: "Reading",
        repeating: { minimum: 0, maximum: 3 },
        items: [
          {
            id: "systolic",
            label: "Systolic pressure",
            type: "integer",
            unit: "mm[Hg]",
            checks: [
              {
                id: "measured-again",
                assert: "systolic <= $highest-systolic",
                message: "Above {highest-systolic}: was it measured again?",
                severity: "query",
              },
            ],
          },
        ],
      },
    ],
  },
  { id: "phq9", label: "PHQ-9", instrument: "phq-9", completedBy: "participant" },
  {
    id: "interview",
    label: "Rated interview",
    completedBy: "independent-rater",
    signedBy: [{ role: "independent-rater", meaning: "I held and scored the interview" }],
    itemGroups: [
      {
        id: "ratings",
        items: [
          { id: "intrusion", label: "Intrusion", type: "integer", range: range(0, 20) },
          { id: "avoidance", label: "Avoidance", type: "integer", range: range(0, 20) },
          { id: "severity", label: "Severity", type: "computed", computedBy: "intrusion + avoidance" },
          {
            id: "held-on",
            label: "Day of the interview",
            type: "date",
            required: false,
            checks: [
              {
                id: "not-in-future",
                assert: "held-on <= today()",
                message: "The interview lies in the future.",
                severity: "error",
              },
            ],
          },
        ],
      },
    ],
  },
  {
    id: "rater-guess",
    label: "Rater's guess",
    completedBy: "independent-rater",
    potentiallyUnblinding: true,
    armGuess: { respondent: "rater", ...guessOfMeadow },
    itemGroups: [
      {
        id: "guess-given",
        items: [
          { id: "certainty", label: "Certainty", type: "integer" },
          { ...guessItem, required: false },
        ],
      },
    ],
  },
  {
    id: "own-guess",
    label: "Participant's guess",
    completedBy: "participant",
    required: false,
    potentiallyUnblinding: true,
    armGuess: { respondent: "participant", ...guessOfMeadow, certainty: sureOfMeadow },
    itemGroups: [{ id: "guess-given", items: [guessItem, sureItem] }],
  },
  {
    id: "therapist-guess",
    label: "Therapist's guess",
    completedBy: "therapist",
    repeating: true,
    required: false,
    potentiallyUnblinding: true,
    hiddenFrom: [...blindRater],
    armGuess: { respondent: "therapist", ...guessOfMeadow, certainty: sureOfMeadow },
    itemGroups: [{ id: "guess-given", items: [guessItem, sureItem] }],
  },
  {
    id: "session-vitals",
    label: "Vital signs in the session",
    completedBy: "therapist",
    potentiallyUnblinding: true,
    hiddenFrom: [...blindRater],
    safetyAssessment: true,
    itemGroups: [{ id: "signs", items: [{ id: "pulse", label: "Pulse", type: "integer", unit: "/min" }] }],
  },
  {
    id: "discharge",
    label: "Discharge",
    hiddenFrom: [...blindRater],
    itemGroups: [
      {
        id: "readiness",
        items: [
          { id: "escorted", label: "Driven home", type: "boolean" },
          {
            id: "last-pulse",
            label: "Last pulse",
            type: "integer",
            unit: "/min",
            required: false,
            potentiallyUnblinding: true,
            range: { expected: range(50, 100) },
          },
          {
            id: "pulse-settled",
            label: "Pulse has settled",
            type: "computed",
            computedBy: "last-pulse < 100",
            potentiallyUnblinding: true,
          },
        ],
      },
    ],
  },
  {
    id: "dispensing",
    label: "Dispensing",
    completedBy: "pharmacist",
    hiddenFrom: [...blindRater],
    itemGroups: [{ id: "kit", items: [{ id: "kits", label: "Kits", type: "integer" }] }],
  },
  {
    id: "agreement",
    label: "Agreement",
    hiddenFrom: [...blindRater],
    signedBy: [{ role: "investigator", meaning: "I agreed this with the participant" }],
    itemGroups: [{ id: "points", items: [{ id: "agreed", label: "Agreed", type: "boolean" }] }],
  },
  {
    id: "adverse-event",
    label: "Adverse event",
    log: true,
    required: false,
    safetyAssessment: true,
    hiddenFrom: [...blindRater],
    itemGroups: [
      { id: "event", items: [{ id: "term", label: "Term", type: "text" }] },
      { id: "onset", items: [{ id: "began", label: "Began", type: "partial-date" }] },
    ],
  },
];
