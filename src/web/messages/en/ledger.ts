const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

/** Texts of the page about the ledger: proving it, taking copies, checking a copy without the server. */
export const ledger = {
  title: "Ledger",
  lead: "Whatever happened in this trial, chained, signed and witnessed. Here anybody of the study can prove that nobody touched it.",
  live: "This trial's ledger",
  checking: "Checking every event, signature and checkpoint",
  runAgain: "Check again",
  checkedAt: (moment: string) => `Checked ${moment}`,
  intact: "Nothing was altered",
  notIntact: "Something was altered",
  intactWords: (events: string, streams: string) =>
    `All ${events} in ${streams} are as they were written: no event was changed, moved, removed or put in another's place.`,
  notIntactWords: (findings: number) =>
    `${count(findings, "thing is", "things are")} not as written. What is found is listed below; keep the database as it is, and tell the sponsor's quality unit.`,
  events: (number: number) => count(number, "event", "events"),
  streams: (number: number) => count(number, "stream", "streams"),
  provenUntil: "Proven until",
  provenUntilWords: (moment: string) => moment,
  notProven: "No checkpoint yet",
  provenHelp:
    "Up to this moment nobody, not even the database's owner, can have changed anything unseen: a checkpoint signed it and a witness outside the database holds it.",
  provenHelpNoWitness:
    "Up to this moment the copy carries a signed checkpoint. Compare it with the witness to be sure that none was left out at its end.",
  checkpoints: "Checkpoints",
  newer: "Newer than this copy",
  newerWords: (checkpoints: number) =>
    `The witness holds ${count(checkpoints, "checkpoint", "checkpoints")} from after this copy was taken: it is not the latest, and not altered for that.`,
  checkpointsWords: (all: number, witnessed: number) =>
    `${count(all, "checkpoint", "checkpoints")}, ${witnessed} also held by the witness`,
  checkpointsOnly: (all: number) => count(all, "checkpoint", "checkpoints"),
  unproven: "Since then",
  unprovenWords: (number: number) =>
    number === 0
      ? "nothing: every event is under a checkpoint"
      : `${count(number, "event is", "events are")} chained but not under a checkpoint yet; the next one, within minutes, covers them`,
  seals: "Sealed texts and answers",
  sealsWords: (opened: number, blinded: number, erased: number) =>
    [
      `${opened.toLocaleString("en-US")} laid open, each as it was sealed`,
      blinded > 0 ? `${blinded.toLocaleString("en-US")} kept from whoever took the copy` : "",
      erased > 0 ? `${erased.toLocaleString("en-US")} erased` : "",
    ]
      .filter(Boolean)
      .join(", "),
  gapsTitle: "Gaps after a restore",
  gap: (restored: string, from: string, to: string, events: number) =>
    `A backup was put back on ${restored}. What was written between ${from} and ${to} is lost: ${count(events, "event", "events")}. The ledger itself tells of it, signed.`,
  findingsTitle: "What is not as it was written",
  findingColumns: { what: "What was found", where: "Where" },
  findingWhere: (stream: string | undefined, version: number | undefined, checkpoint: number | undefined) =>
    [
      stream ?? "",
      version === undefined ? "" : `event ${version}`,
      checkpoint === undefined ? "" : `checkpoint ${checkpoint}`,
    ]
      .filter(Boolean)
      .join(", "),
  copiesTitle: "Take a copy",
  copiesHelp:
    "A copy proves itself without the sponsor and without a database. Each taking is an event in the ledger that says what left, and for whom.",
  copyOf: "Copy of",
  wholeStudy: "The whole study",
  site: (number: string, name: string) => `Site ${number} ${name}`,
  contents: "What can be read in it",
  sealed: "Sealed",
  sealedHelp:
    "Events, structured data and proofs. What people wrote, and answers that anybody is blinded to, stay encrypted.",
  readable: "Readable",
  readableHelp:
    "Everything that you may see is laid open beside its event, provably as it was written, with a casebook for each participant to read and print. What you are blinded to stays sealed.",
  identities: "With names, addresses and other identities of the site's participants",
  identitiesHelp: "Each reading is noted in the participant's record.",
  take: "Take the copy",
  taking: "Preparing the copy",
  taken: "The copy was saved by your browser.",
  keep: "Keep it as you keep source documents.",
  sealedFile: (day: string) => `ledger-${day}.vigil`,
  readableFile: (whose: string, day: string) => `readable-copy-${whose}-${day}.zip`,
  studyPart: "study",
  sitePart: (number: string) => `site-${number}`,
  offlineTitle: "Check a copy without the server",
  offlineHelp:
    "The file is read and checked in this browser and sent nowhere. It works without a network, too, once this page is open.",
  drop: "Drop a copy here, or choose a file",
  dropHelp: "A .vigil file, one compressed with gzip, or the ZIP archive of a readable copy",
  choose: "Choose a file",
  witnessFile: "Witness file",
  witnessHelp:
    "Optional: the witness's checkpoints, kept outside the database, show whether the copy's end was cut off.",
  keyFile: "Public key",
  keyHelp:
    "Optional: the instance's public key, got by another way than with the copy. Without it the copy's own keys vouch for it.",
  noKeyNote: "No public key was given: the copy's own keys vouch for it.",
  reading: (megabytes: string) => `Reading ${megabytes} MB`,
  progress: (events: number) => `${count(events, "event", "events")} checked`,
  copyTitle: (name: string) => name,
  copyWords: (contents: string, taken: string, site: string) =>
    [contents === "readable" ? "Readable copy" : "Sealed copy", site, `taken ${taken}`]
      .filter(Boolean)
      .join(", "),
  ofOneSite: "of one site",
  ofStudy: "of the whole study",
  rate: (events: number, seconds: string) => `${count(events, "event", "events")} in ${seconds} s`,
  notReadable: "This file cannot be checked",
  noSignatures:
    "This browser cannot check Ed25519 signatures. Use a newer one, or “vigil verify” on the command line.",
  participantsTitle: "What it says",
  participantsHelp: "Each participant's record from the copy, to read or print.",
  participantColumns: { number: "Participant", stage: "Stage", events: "Events", casebook: "Casebook" },
  openCasebook: "Open",
  openCasebookOf: (number: string) => `Open the casebook of ${number}`,
  saveCasebook: "Save",
  saveCasebookOf: (number: string) => `Save the casebook of ${number}`,
  casebookFile: (number: string) => `casebook-${number}.html`,
  noCasebook: "The protocol of this participant cannot be read by this version of the app.",
  sealedReading: "A sealed copy: what people wrote, and answers that somebody is blinded to, show as sealed.",
  noNumber: "No number yet",
  anotherFile: "Check another file",
  howTitle: "How it is proved",
  how: [
    "Every event is a text whose SHA-256 is stored with it, and names the hash of the event before it in its stream.",
    "A checkpoint is a signed Merkle root over the ends of all streams (Ed25519). Each names the one before it.",
    "Checkpoints are also written outside the database, where its owner cannot reach them: the witness.",
    "What people wrote is sealed under each participant's own key. A salted commitment in the event binds the text, so that a readable copy proves its words too.",
  ],
};
