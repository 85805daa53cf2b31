import { afterSessions } from "./after-sessions.ts";
import { incidents } from "./incidents.ts";
import { unblinding } from "./unblinding.ts";

type Subject = Readonly<Record<string, string | undefined>>;

const listOf = (lines: string | undefined): readonly string[] => (lines ?? "").split("\n").filter(Boolean);

/** Up to three names, and how many more. */
const some = (lines: string | undefined): string => {
  const names = listOf(lines);
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `${names.slice(0, 3).join(", ")}${more}`;
};

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;

const moment = (at: string | undefined): string => `${at?.slice(0, 16).replace("T", " ") ?? ""} UTC`;

/** What is to be done, a sentence for each kind of task. */
const tasks: Readonly<Record<string, (subject: Subject) => string>> = {
  "contact-open": ({ outcome }) =>
    outcome === "continues"
      ? "Arrange consent after the first contact"
      : "Call again: the last contact settled nothing",
  "visit-due": ({ visit }) => `Arrange ${visit}`,
  "visit-arranged": ({ visit }) => `Hold ${visit}`,
  "visit-to-complete": ({ visit }) => `Close ${visit}: every form is in`,
  "forms-open": ({ visit, forms }) =>
    `Fill in ${count(listOf(forms).length, "form", "forms")} of ${visit}: ${some(forms)}`,
  "forms-to-hand-over": ({ visit, forms }) =>
    `Hand the tablet over for ${count(listOf(forms).length, "form", "forms")} of ${visit}: ${some(forms)}`,
  "draft-left": ({ form }) => `Hand in ${form}: begun and never submitted`,
  "signature-missing": ({ form, meaning }) => `Sign ${form}: “${meaning}”`,
  "signature-broken": ({ form, meaning }) => `Sign ${form} again, it changed after you signed: “${meaning}”`,
  "query-open": ({ item, form }) => `Answer the query on ${item ? `${item} (${form})` : form}`,
  "query-answered": ({ item, form }) => `Judge the answer on ${item ? `${item} (${form})` : form}`,
  "deviation-to-assess": ({ categoryWord }) => `Assess a deviation: ${categoryWord}`,
  "deviation-open": ({ categoryWord }) => `Close a deviation once its action is taken: ${categoryWord}`,
  "consent-to-sign-again": ({ document, version }) => `Have version ${version} signed: ${document}`,
  "consent-lapsed": ({ document }) => `Consent has lapsed, no procedure may begin: ${document}`,
  "eligibility-to-confirm": ({ criteria }) => `Confirm eligibility: all ${criteria} criteria are met`,
  "eligibility-to-confirm-again": ({ criteria }) =>
    `Confirm eligibility again: data changed since, all ${criteria} criteria are met`,
  "migration-to-decide": ({ from, version }) =>
    `Decide on moving to protocol version ${version}; follows ${from}`,
  "rating-to-request": ({ form, visit }) => `Ask for an independent rating: “${form}” at ${visit}`,
  "rating-awaited": ({ form, visit }) => `Rating awaited: “${form}” at ${visit}`,
  "participant-in-danger": ({ visit, since }) =>
    `PARTICIPANT IN DANGER: a rater said so during ${visit}, ${since?.slice(0, 16).replace("T", " ")} UTC. Reach the participant now`,
  "whereabouts-to-confirm": ({ visit }) =>
    `Confirm before ${visit} where the participant is and who is on duty`,
  "rater-certificate-missing": ({ person, credential }) => `${person} has no certificate “${credential}”`,
  "credential-ending": ({ person, credential }) => `Renew the ${credential} credential of ${person}`,
  "parameters-to-confirm": ({ version, count: number }) =>
    `Confirm ${count(Number(number), "parameter", "parameters")} of protocol version ${version}`,
  "design-to-approve": ({ version, site }) =>
    `Record the ethics approval of protocol version ${version} at ${site}`,
  "consent-to-approve": ({ document, version, language, site }) =>
    `Record the ethics approval of ${document} version ${version} (${language}) at ${site}`,
  "code-broken": ({ reason }) => `A code was broken: ${unblinding.reasons[reason ?? ""] ?? reason}`,
  "unblinding-to-report": () => "Give the report on the code that was broken",
  "unblinding-to-assess": ({ unblindingKind }) =>
    `Assess the impact of an unblinding: ${unblinding.kinds[unblindingKind ?? ""]?.toLowerCase() ?? ""}`,
  "serious-event-to-tell": ({ dueBy }) =>
    `Make sure that the sponsor has the report of a serious event${dueBy ? ` by ${dueBy.slice(0, 16).replace("T", " ")} UTC` : ""}; complete its form`,
  "serious-event-to-acknowledge": () => "Acknowledge the report of a serious adverse event: day 0",
  "definition-to-acknowledge": ({ definition, version, standing }) =>
    standing === "outdated"
      ? `Acknowledge “${definition}” again: its words changed in protocol version ${version}`
      : `Read and acknowledge “${definition}”, protocol version ${version}`,
  "shipment-to-receive": () => "Receive a shipment of kits",
  "quarantine-to-decide": () => "Decide on a shipment's kits in quarantine",
  "resupply-due": ({ level, sessions }) =>
    `Send more kits of level ${level}: the site can serve ${count(Number(sessions), "session", "sessions")}`,
  "stock-count-due": () => "Count the stock of kits, by two persons",
  "stock-difference-open": ({ missing, unexpected }) =>
    `Explain a difference of the count: ${missing} missing, ${unexpected} unexpected`,
  "dose-level-to-decide": ({ visit }) => `Decide the level of ${visit}, and sign`,
  "kits-to-assign": ({ visit }) => `Assign the kits of ${visit}`,
  "event-or-why-not": ({ term }) => `${term}: an adverse event, or why not?`,
  "serious-event-to-report": ({ term }) => `Report a serious event: ${term}`,
  "contact-after-session": ({ term }) => term ?? "Make contact after the session",
  "session-steps-to-sign": () => "Sign what you did alone in the session",
  "kit-to-return": ({ visit, codes }) => `Take back the kits of ${visit}: ${some(codes)}`,
  "offline-acts-to-confirm": ({ acts }) =>
    `Confirm ${count(Number(acts), "act", "acts")} that a device sent in your name`,
  "recording-to-file": ({ visit }) => `Enter the file of the recording of ${visit}`,
  "recording-to-delete": ({ visit }) =>
    `Delete the recording of ${visit}: consent to recording was withdrawn`,
  "discrepancy-to-settle": ({ visit }) =>
    `A reviewer saw something in ${visit} that is not on record: record it, or say why not`,
  "recording-to-review": ({ visit, site }) => `Review the recording of ${visit}, site ${site}`,
  "search-contact-person": ({ visit, dueAt }) =>
    `Unreachable since ${visit}: call the contact person by ${moment(dueAt)}`,
  "search-welfare": ({ visit, dueAt }) =>
    `Unreachable since ${visit}: visit the address or ask for a welfare check by ${moment(dueAt)}`,
  "escalation-step": ({ step, dueAt }) =>
    `SUICIDALITY: ${(afterSessions.steps as Readonly<Record<string, string>>)[step ?? ""]?.toLowerCase() ?? step}, by ${moment(dueAt)}`,
  "escalation-to-clear": () =>
    "Clear the suicidality escalation by your signature; dosing is held until then",
  "incident-open": ({ step, dueAt }) =>
    `Confidential report: ${(incidents.clocks as Readonly<Record<string, string>>)[step ?? ""]?.toLowerCase() ?? "close it"}${dueAt ? ` by ${moment(dueAt)}` : ""}`,
  "assessment-to-hold": ({ pseudonym, language }) => `Hold the assessment of ${pseudonym} (${language})`,
  "assessment-to-hand-in": ({ pseudonym, language }) =>
    `Hand in the assessment of ${pseudonym} (${language})`,
};

/** Texts of the worklist, and of the lists of queries and deviations. */
export const worklist = {
  title: "Worklist",
  lead: (day: string, items: number) =>
    items === 0 ? day : `${day}. ${count(items, "thing", "things")} to do.`,
  task: (kind: string, subject: Subject) => tasks[kind]?.(subject) ?? kind.replaceAll("-", " "),
  sections: { late: "Late", due: "Due", upcoming: "Coming up" },
  sectionCount: (section: string, number: number) => `${section} (${number})`,
  upcomingHelp: (days: number) => `In the next ${days} days`,
  columns: { what: "What", who: "Participant", site: "Site", when: "When", kind: "Kind" },
  groups: {
    visits: "Visits",
    forms: "Forms",
    signatures: "Signatures",
    queries: "Queries",
    deviations: "Deviations",
    consent: "Consent",
    eligibility: "Eligibility",
    ratings: "Ratings",
    unblinding: "Unblinding",
    kits: "Kits",
    protocol: "Protocol",
    staff: "Staff",
    safety: "Safety",
    training: "Training",
    recordings: "Recordings",
    afterwards: "After sessions",
    reports: "Confidential reports",
    sessions: "Sessions",
  },
  filterByKind: "Show only",
  filterBySite: "Site",
  allSites: "All sites",
  all: "Everything",
  chip: (group: string, number: number) => `${group} ${number}`,
  unnumbered: "No number yet",
  siteNumber: (number: string) => `Site ${number}`,
  lateSince: (day: string, days: number) => `since ${day}, ${count(days, "day", "days")} late`,
  dueUntil: (day: string) => `until ${day}`,
  dueToday: "today",
  dueSince: (day: string, days: number) =>
    days <= 0 ? "since today" : `since ${day}, ${count(days, "day", "days")}`,
  dueNow: "now",
  upcomingOn: (day: string, days: number) => (days === 1 ? `tomorrow, ${day}` : `${day}, in ${days} days`),
  atTime: (day: string, time: string) => `${day}, at ${time}`,
  refusedTitle: "Refused in the last seven days",
  refusedHelp: "What you tried and a rule of the trial did not allow, with the reason.",
  refusedColumns: { when: "When", what: "What you tried", who: "Participant", why: "Why not" },
  nothing: "Nothing is late, due or coming up.",
  nothingHelp:
    "New tasks appear here by themselves, as visits come near, forms are begun and questions are asked.",
  nothingForRoles:
    "Your role has no tasks of its own. Look at the participants, the study design or the ledger.",
  nothingFiltered: "Nothing of this kind. Choose “Everything” to see the rest.",
  refresh: "Refresh",
  updated: (time: string) => `As of ${time}`,
  changed: (fresh: number, gone: number) =>
    [fresh > 0 ? `${fresh} new` : "", gone > 0 ? `${gone} done or moved` : ""].filter(Boolean).join(", "),
  changedTitle: (what: string) => `The list has changed: ${what}.`,
  showChanges: "Show the changes",
};

/** Texts of the list of queries. */
export const queries = {
  title: "Queries",
  lead: "Questions about single values, asked and answered beside them.",
  columns: {
    age: "Open for",
    who: "Participant",
    where: "Visit, form and item",
    words: "Last words",
    act: "Act",
  },
  states: { open: "Open", answered: "Answered", closed: "Closed" },
  filterState: "State",
  count: (state: string, number: number) => `${state} (${number})`,
  filterSite: "Site",
  filterSearch: "Search in questions, forms and participants",
  days: (days: number) => (days === 0 ? "today" : count(days, "day", "days")),
  ageHelp: (moment: string) => `Opened ${moment}`,
  none: "No query in this state.",
  noneHelp: "A monitor, a data manager or a check of a form asks where a value needs a second look.",
  noneMatches: "No query matches the search.",
  answer: "Answer",
  close: "Close",
  reopen: "Ask again",
  answerTitle: "Answer the query",
  closeTitle: "Close the query",
  reopenTitle: "Ask again",
  answerLabel: "Answer",
  resolutionLabel: "How it was settled",
  questionLabel: "Question",
  answerHelp: "Correct the value on its form first, if it was wrong.",
  thread: "What was said so far",
  by: (name: string, role: string, when: string) => `${name}, ${role}, ${when}`,
  check: "Asked by a check of the form",
  wholeForm: "The form as a whole",
  where: (visit: string | null, form: string) => (visit ? `${visit}, ${form}` : form),
  unnumbered: "No number yet",
};

/** Texts of the list of deviations. */
export const deviations = {
  title: "Deviations",
  lead: "Departures from the protocol, found by the software or told by a person. An investigator assesses each.",
  columns: {
    when: "When",
    who: "Participant",
    what: "What happened",
    importance: "Importance",
    act: "Act",
  },
  states: { open: "Open", closed: "Closed" },
  importance: {
    important: "Important",
    "not-important": "Not important",
    "not-assessed": "Not assessed",
  },
  filterState: "State",
  filterCategory: "Category",
  allCategories: "All categories",
  filterSite: "Site",
  count: (state: string, number: number) => `${state} (${number})`,
  none: "No deviation here.",
  noneHelp:
    "What a rule finds broken is recorded by itself; anybody of the site can record one on the participant's page.",
  assess: "Assess",
  assessAgain: "Assess again",
  assessTitle: "Assess the deviation",
  importanceLabel: "Is it important?",
  importanceHelp:
    "Important: it may affect the rights, safety or well-being of the participant, or the reliability of the results (ICH E3 10.2).",
  actionLabel: "Corrective and preventive action",
  actionHelp: "What was done, and what keeps it from happening again.",
  closeLabel: "The action is taken; nothing is left to do",
  detectedBy: { software: "Found by a rule", person: "Told by a person" },
  rule: (rule: string) => `Rule: ${rule}`,
  about: (about: string) => `Concerns ${about}`,
  correctiveAction: (words: string) => `Action: ${words}`,
  recordedBy: (name: string) => `recorded by ${name}`,
  unnumbered: "No number yet",
};
