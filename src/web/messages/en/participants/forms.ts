/** Forms as a participant's page lists them, and what is done with them from there. */
export const formLineTexts = {
  heading: "Forms",
  none: "The protocol has no form at this visit.",
  afterBeginning: "Forms open for writing when the visit begins.",
  filledBy: (who: string) => `by: ${who}`,
  optional: "optional",
  hidden: "You see that it is done, not what it says.",
  queries: (count: number) => (count === 1 ? "1 open query" : `${count} open queries`),
  open: (label: string) => `Open ${label}`,
  addAnother: "Add another",
  addForm: "Add a form",
  addFormTitle: "Add a form to this visit",
  addFormLead: "At an unscheduled visit any form of the protocol can be filled.",
  whichForm: "Which form",
  notDone: "Not done",
  notDoneTitle: (label: string) => `${label} was not done`,
  notDoneLead:
    "The form is marked as not done, with the reason. Where the protocol needs it, this is a deviation.",
  handOver: "Hand the device over",
  handOverTitle: (label: string) => `Hand the device over for ${label}`,
  handOverLead:
    "The device locks onto this one form. Only this PIN ends it, and the participant's answers stay with the participant.",
  pin: "PIN, four to eight digits",
  pinAgain: "PIN again",
  pinDiffers: "The two are not the same.",
  lock: "Lock the device",
  askRating: "Ask for a rating",
  askRatingTitle: (label: string) => `Ask for ${label}`,
  askRatingLead:
    "An independent rater of the pool is chosen who has met this participant least often. They see a pseudonym, the language and the index trauma; not the site, the visit or any earlier score.",
  ratingStart: "When the rating begins",
  ratingLanguage: "Language of the rating",
  indexTrauma: "Index trauma",
  indexTraumaHelp: "What the rater asks about, in a sentence. No names, no dates that tell the visit.",
  rating: (state: string, when: string) => (when === "" ? `Rating: ${state}` : `Rating: ${state}, ${when}`),
  cancelRating: "Cancel the rating",
  cancelRatingTitle: "Cancel the rating",
  why: "Why",
};

/** Logs: forms that belong to no visit. */
export const logTexts = {
  none: "The protocol keeps no logs.",
  empty: "Nothing is entered and nobody has reviewed it yet: for the rules that is unknown, not none.",
  newEntry: "New entry",
  reviewedNone: "Reviewed: nothing to enter",
  reviewedTitle: (label: string) => `${label}: nothing to enter`,
  reviewedLead: "You asked, and there is nothing to enter. From then on the rules take it for none.",
  reviewedHow: "How it was reviewed",
  reviewed: "Reviewed, nothing to enter",
  entry: (number: number) => `Entry ${number}`,
};
