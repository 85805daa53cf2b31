import { consentScopes } from "#design";
import { addDays, type CalendarDate, type SeededRandom, seededRandom } from "#kernel";
import type { Action } from "../permission.ts";
import { signedHash } from "../signature/content.ts";
import type { Visit } from "../visit/evolve.ts";
import { meadowAmendment } from "./meadow-study.ts";
import { north, numberedId, type Person, type StaffName, south, staff } from "./people.ts";
import { randomAnswers } from "./random-answers.ts";
import { aCall, aSignature, type Circumstances, entriesOf, type Story } from "./story.ts";

/** A command that somebody might send, sensible or not; its data always have the right shape. */
export type Proposal = readonly [type: Action, data: unknown, circumstances?: Circumstances];

type Propose = (story: Story, random: SeededRandom) => Proposal;

const why = { freeText: "For a reason." };
const modes = ["in-person", "remote-video", "telephone"] as const;
const visits = [
  "at-call",
  "at-screening",
  "at-preparation",
  "at-baseline",
  "at-dosing",
  "at-integration",
  "at-safety-call",
  "at-follow-up",
  "at-retreatment",
  "extra",
] as const;

/** The story after a walk: each number is a step, whose command and data follow from it. What is refused is left out. */
export function walk(start: Story, steps: readonly number[]): Story {
  return steps.reduce((story, step) => take(story, step), start);
}

/** One step: some days pass, somebody wants something, and it happens unless a rule says no. */
export function take(story: Story, step: number): Story {
  const { story: later, proposal } = proposeAt(story, step);
  return later.tries(...proposal);
}

/** What is wanted at a step, and the story at that moment. */
export function proposeAt(
  story: Story,
  step: number,
): { readonly story: Story; readonly proposal: Proposal } {
  const random = seededRandom(`step ${step}`);
  const day = addDays(todayOf(story), random.pick([0, 0, 0, 1, 7]));
  const later = day === todayOf(story) ? story : story.on(day);
  const propose = random.pick(proposals);
  return { story: later, proposal: propose(later, random) };
}

function todayOf({ trial }: Story): CalendarDate {
  return trial.now.slice(0, 10) as CalendarDate;
}

function someDay(story: Story, random: SeededRandom): CalendarDate {
  return addDays(todayOf(story), random.pick([-7, -1, 0, 0, 0, 1]));
}

function someScopes(random: SeededRandom): readonly string[] {
  const some = consentScopes.filter(() => random.next() < 0.3);
  return some.length > 0 ? some : [random.pick(consentScopes as [string, ...string[]])];
}

function oneOf<Of>(random: SeededRandom, all: readonly Of[], otherwise: Of): Of {
  const [first, ...rest] = all;
  return first === undefined ? otherwise : random.pick([first, ...rest]);
}

/** More often than not a visit in one of the states. */
function someVisit({ state }: Story, random: SeededRandom, ...states: readonly Visit["status"][]): string {
  const known = Object.values(state.visits.visits);
  const fitting = known.filter(({ status }) => states.includes(status)).map(({ visitId }) => visitId);
  return random.next() < 0.7 ? oneOf(random, fitting, "at-screening") : random.pick(visits);
}

/** More often than not a visit that comes next. */
function nextVisit({ state }: Story, random: SeededRandom): string {
  const open = visits.filter((id) => !["in-progress", "completed", "missed"].includes(statusOf(state, id)));
  return random.next() < 0.8 ? (open.slice(0, 3)[random.between(0, 2)] ?? "extra") : random.pick(visits);
}

function statusOf({ visits: { visits: known } }: Story["state"], id: string): string {
  return known[id]?.status ?? "open";
}

const formIds = ["demographics", "vitals", "vitals", "phq9", "agreement", "discharge"] as const;

/** More often than not a form that is planned at a visit in progress, or that has been begun. */
function someForm(story: Story, random: SeededRandom): string {
  const choice = random.next();
  if (choice < 0.1) return "log/adverse-event/1";
  if (choice < 0.4) return oneOf(random, Object.keys(story.state.forms), "at-screening/vitals/1");
  const visitId = someVisit(story, random, "in-progress");
  const encounter = story.state.visits.visits[visitId]?.encounterId ?? "";
  const planned = story.facts("start-visit").design?.formsAtEncounter.get(encounter) ?? formIds;
  return `${visitId}/${oneOf<string>(random, planned, "vitals")}/1`;
}

function writing(type: "draft-items" | "submit-form" | "correct-items"): Propose {
  return (story, random) => {
    const formKey = someForm(story, random);
    const entries = entriesOf(randomAnswers(formKey, random, type === "submit-form"));
    const by = writerOf(formKey, random);
    const basedOn = story.state.version - random.pick([0, 0, 0, 3]);
    return [type, { formKey, entries }, { by, basedOn: Math.max(0, basedOn), reason: "Slip of the pen." }];
  };
}

function writerOf(formKey: string, random: SeededRandom): StaffName {
  if (formKey.includes("/phq9/")) return "participant";
  if (formKey.includes("/dispensing/")) return "pharmacist";
  return random.pick(["coordinator", "coordinator", "investigator"]);
}

function asking(type: "answer-query" | "close-query" | "reopen-query", word: string): Propose {
  return ({ state }, random) => {
    const queryId = oneOf(random, Object.keys(state.queries), numberedId(9, 1));
    return [type, { queryId, [word]: why }];
  };
}

function rating(type: "start-rating" | "draft-rating" | "submit-rating" | "correct-rating"): Propose {
  return ({ state, trial }, random) => {
    const handle = oneOf(random, Object.keys(state.ratings), numberedId(9, 1));
    const assigned = trial.ratings[handle]?.rater;
    const by: Person = assigned === staff.secondRater.user ? staff.secondRater : staff.firstRater;
    const entries = entriesOf({ intrusion: random.between(0, 20), avoidance: random.between(0, 21) });
    return [type, type === "start-rating" ? {} : { entries }, { about: handle, by, reason: "Misheard." }];
  };
}

function often(times: number, propose: Propose): readonly Propose[] {
  return Array<Propose>(times).fill(propose);
}

const ofConsent: readonly Propose[] = [
  () => ["log-contact", aCall],
  (_, random) => ["log-contact", { ...aCall, outcome: random.pick(["failed", "declined", "continues"]) }],
  (story) => ["sign-consent", { ...aSignature, signedOn: todayOf(story) }],
  (story, random) => [
    "sign-consent",
    {
      ...aSignature,
      version: random.pick(["1", "2", "3", "4"]),
      language: random.pick(["en", "es"]),
      signedOn: someDay(story, random),
      ...(random.next() < 0.2 ? { documentId: "retreatment-consent", scopes: ["drug", "therapy"] } : {}),
    },
  ],
  (story, random) => [
    "withdraw-consent",
    { scopes: someScopes(random), effectiveOn: someDay(story, random), toldBy: "participant" },
  ],
  (story, random) => [
    "approve-consent-version",
    {
      documentId: "main-consent",
      version: random.pick(["1", "2", "3", "4"]),
      language: random.pick(["en", "es"]),
      committee: "Ethics committee",
      approvedOn: todayOf(story),
      effectiveFrom: addDays(todayOf(story), random.between(0, 7)),
      ...(random.next() < 0.7 ? { reconsentBy: addDays(todayOf(story), random.between(7, 30)) } : {}),
    },
    { about: random.pick([north, south]) },
  ],
];

const ofVisits: readonly Propose[] = [
  (story, random) => {
    const visitId = nextVisit(story, random);
    const which = visitId === "extra" ? { encounterId: visitId } : { instanceId: visitId };
    return ["schedule-visit", { ...which, plannedFor: story.trial.now, mode: random.pick(modes) }];
  },
  (story, random) => [
    "reschedule-visit",
    { visitId: someVisit(story, random, "scheduled"), plannedFor: story.trial.now, why },
  ],
  (story, random) => ["cancel-visit", { visitId: someVisit(story, random, "scheduled"), why }],
  ...often(3, (story, random) => [
    random.pick(["start-visit", "start-visit", "record-held-visit"]),
    { visitId: nextVisit(story, random), encounterId: "extra", mode: random.pick(modes) },
  ]),
  (story, random) => ["complete-visit", { visitId: someVisit(story, random, "in-progress") }],
  (story, random) => ["miss-visit", { visitId: nextVisit(story, random), why }],
  (_, random) => [
    "choose-branch",
    { instanceId: "symptoms-back", next: random.pick(["exit", "at-retreatment"]) },
  ],
];

const ofForms: readonly Propose[] = [
  ...often(3, writing("draft-items")),
  ...often(6, writing("submit-form")),
  ...often(3, writing("correct-items")),
  (story, random) => ["mark-form-not-done", { formKey: someForm(story, random), why }],
  (story, random) => {
    const formKey = someForm(story, random);
    const paths = Object.keys(story.state.forms[formKey]?.items ?? {}).slice(0, 2);
    const basedOn = story.state.version;
    return ["verify-source", { formKey, paths: paths.length > 0 ? paths : ["weight"] }, { basedOn }];
  },
  (story, random) => ["hand-over-device", { formKey: someForm(story, random) }],
  (story, random) => ["take-back-device", { formKey: someForm(story, random) }],
  ...often(2, (story, random) => {
    const itemPath = random.pick(["weight", "age", "form", "last-pulse"]);
    return ["open-query", { formKey: someForm(story, random), itemPath, question: why }];
  }),
  ...often(2, asking("answer-query", "answer")),
  asking("close-query", "resolution"),
  asking("reopen-query", "question"),
  (story, random) => {
    const target = { kind: random.pick(["form", "form", "visit", "casebook"]), id: someForm(story, random) };
    const id =
      target.kind === "visit"
        ? someVisit(story, random, "completed")
        : target.kind === "form"
          ? target.id
          : "";
    const own = { ...target, id } as Parameters<typeof signedHash>[1];
    const contentHash = signedHash(story.state, own) ?? "0".repeat(64);
    return ["sign-record", { target: own, meaning: "I saw it", contentHash }, { by: "investigator" }];
  },
];

const ofEnrollment: readonly Propose[] = [
  ...often(2, ({ state }, random) => {
    const contentHash = signedHash(state, { kind: "eligibility", id: "" });
    return ["confirm-eligibility", { at: random.pick(["screening", "enrollment"]), contentHash }];
  }),
  ...often(2, () => ["enroll-participant", {}]),
  (_, random) => ["fail-screening", { criteria: random.next() < 0.9 ? ["tall"] : ["adult"], why }],
  (story, random) => [
    "end-participation",
    {
      reason: random.next() < 0.9 ? "other" : "completed",
      endedOn: addDays(todayOf(story), random.next() < 0.9 ? 1 : 0),
    },
  ],
  ...often(2, (_, random) => ["migrate-participant", { toVersion: random.pick(["1.0", "2.0"]) }]),
  (story, random) => [
    "transfer-participant",
    { toSite: random.pick([north, south]), effectiveOn: someDay(story, random) },
    random.next() < 0.8 ? { about: numberedId(4, 99) } : {},
  ],
  () => ["publish-design", { design: meadowAmendment, summary: "Amendment 1." }],
  () => ["confirm-parameters", { version: "2.0", parameterIds: ["minimum-age"] }],
  (story, random) => [
    "approve-design-version",
    {
      version: "2.0",
      committee: "Ethics committee",
      approvedOn: todayOf(story),
      effectiveFrom: addDays(todayOf(story), random.between(0, 3)),
    },
    { about: random.pick([north, south]) },
  ],
  (_, random) => ["record-identity", { fields: random.pick([["given-name"], ["telephone", "address"]]) }],
  () => ["read-identity", { purpose: "To call." }],
  () => ["record-deviation", { category: "other", rule: "seen", description: why }],
  ({ state }, random) => {
    const deviationId = oneOf(random, Object.keys(state.deviations), numberedId(9, 1));
    const closed = random.next() < 0.5;
    return ["assess-deviation", { deviationId, importance: "important", correctiveAction: why, closed }];
  },
];

const ofRatings: readonly Propose[] = [
  ...often(3, (story, random) => [
    "request-rating",
    {
      formKey: `${random.pick(["at-baseline", "extra"])}/${random.pick(["interview", "rater-guess"])}/1`,
      startsAt: story.trial.now,
      language: "en",
      indexTrauma: why,
    },
  ]),
  ...often(2, (_, random) => [
    "schedule-visit",
    {
      instanceId: "at-baseline",
      plannedFor: "2026-04-01T14:00:00.000Z",
      mode: random.next() < 0.8 ? "remote-video" : "telephone",
    },
  ]),
  ({ state }, random) => [
    "cancel-rating",
    { handle: oneOf(random, Object.keys(state.ratings), numberedId(9, 1)), why },
  ],
  ...often(2, rating("start-rating")),
  ...often(3, rating("draft-rating")),
  ...often(2, rating("submit-rating")),
  rating("correct-rating"),
];

const proposals = [...ofConsent, ...ofVisits, ...ofForms, ...ofEnrollment, ...ofRatings] as [
  Propose,
  ...Propose[],
];
