/** Something that somebody who reviews data may ask, and what the site answers. */
export type Question = {
  readonly form: string;
  readonly item: string;
  readonly question: string;
  readonly answer: string;
};

export const questions: readonly Question[] = [
  {
    form: "medical-history",
    item: "conditions.0.started",
    question: "The month is missing. Is it known?",
    answer: "The participant remembers the year only.",
  },
  {
    form: "prior-ptsd-treatment",
    item: "treatments.0.sessions",
    question: "Were all planned sessions attended?",
    answer: "Yes; the discharge letter is in the source.",
  },
  {
    form: "ecg",
    item: "readings.0.recorded-at",
    question: "The printout shows another time. Which one is right?",
    answer: "The clock of the device was four minutes fast; the entry is right.",
  },
  {
    form: "body-measurements",
    item: "weight",
    question: "With or without shoes and coat?",
    answer: "Without, as the manual asks.",
  },
  {
    form: "vital-signs",
    item: "readings.0.systolic",
    question: "Which arm, and which cuff?",
    answer: "Left arm, medium cuff.",
  },
  {
    form: "urine-drug-screen",
    item: "collected-at",
    question: "Was the collection observed, as the manual asks?",
    answer: "Yes, by the coordinator.",
  },
  {
    form: "preparation-session",
    item: "recording",
    question: "The upload is not in the archive yet. Is the recording complete?",
    answer: "Complete; it was uploaded the next day.",
  },
  {
    form: "monthly-contact",
    item: "hospital",
    question: "Were visits to an outpatient clinic asked for, too?",
    answer: "Asked; there were none.",
  },
];
