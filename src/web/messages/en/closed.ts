const times = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

/** Texts of the area behind the seal, and of what blinded people see of the guesses. */
export const closed = {
  title: "Closed reports",
  lead: "By arm, for the independent statistician of the data monitoring committee alone. Every opening and every download is an event of the ledger; what a report says is not.",
  blindingTitle: "How the blind held",
  blindingLead:
    "Guesses of the arm by participants, therapists and raters, joined with what is behind the seal. Bang's index by arm, James's by role.",
  watermark: "Closed report – not for the sponsor",
  open: "Open",
  openAgain: "Open anew",
  csv: "Download CSV",
  json: "Download JSON",
  opening: "Reading the ledger",
  notOpen: "Nothing is shown until you open the report: that you did is recorded.",
  cutOff: (checkpoint: number, moment: string) =>
    `Data up to checkpoint ${checkpoint.toLocaleString("en-US")} of the ledger, taken ${moment}.`,
  moved: (streams: number) =>
    `${times(streams, "stream", "streams")} moved while the report was read and may be in it with more.`,
  root: (root: string) => `Root of the checkpoint: ${root}`,
  version: (version: string) => `Protocol version ${version}`,
  occasion: "Occasion",
  figure: "Bang and James indices",
  figureText: (occasion: string) =>
    `Indices of ${occasion}, by who guessed and by arm, with their intervals. The table below says the same in numbers.`,
  bang: "Bang index",
  james: "James index",
  allWrong: "all wrong",
  byChance: "as by chance",
  allRight: "all right",
  unblinded: "0: all known",
  blinded: "1: none known",
  noIndex: "no answer",
  intervalWords: (lower: string, upper: string) => `${lower} to ${upper}`,
  level: (percent: string) => `Intervals hold ${percent} %.`,
  noRows: "Nothing to report yet.",
  noGuesses: "Nobody who was randomized has been asked yet.",
  caution:
    "The intervals take answers for independent: those of one rater about many participants are not quite, and the intervals then are too narrow. An index tells how often people guessed right, not why: an effect that is felt unblinds too.",
  reports: {
    blinding: "How the blind held",
    disposition: "Enrollment, completion and discontinuation",
    "adverse-events": "Adverse events",
    outcomes: "Key outcome",
  },
  reportLeads: {
    blinding: "",
    disposition: "Who was randomized, is in the study, completed it or left, by arm.",
    "adverse-events":
      "Every entry of the log of adverse events, whether wanted or not: how many, of how many participants.",
    outcomes: "Mean and standard deviation at each visit by arm, and how the arms differ (Welch).",
  },
} as const;

/** The page on guesses and extracts for those who are blinded. */
export const blinding = {
  title: "Blinding",
  lead: "How many guesses of the arm were given, and why others were not. What was guessed is kept from everybody who is blinded, pooled or not.",
  guesses: "Guesses of the arm",
  who: "Who",
  occasion: "Occasion",
  given: "Given",
  outstanding: "Outstanding",
  missing: "Missing, by reason",
  certainty: "How sure, over all arms",
  tooFew: (least: number) => `Shown from ${least} guesses on`,
  certaintyCode: (label: string, count: number) => `${label}: ${count}`,
  reason: (reason: string, count: number) => `${reason}: ${count}`,
  none: "Nobody who was randomized has been asked yet.",
  extracts: "Data for blinded analysis",
  extractsLead:
    "What your role may see of everybody who was randomized, a line for each value. Every extract is an event of the ledger.",
  pooled: "Pooled",
  pooledHelp: "No arm in it.",
  scrambled: "With scrambled arms",
  scrambledHelp:
    "Labels A and B, drawn by lot for this file alone, in the ratio of the trial. They have nothing to do with the allocation: try the analysis with them, never conclude from them.",
  take: "Download",
  file: (arms: string) => `extract-${arms}.csv`,
} as const;
