import {
  type CalendarDate,
  contentHash,
  type Decision,
  type Instant,
  type ParticipantId,
  type SiteId,
  type ZoneId,
} from "#kernel";
import type { StreamId } from "#ledger";
import { catalogue } from "../catalogue.ts";
import type { AvailableRater, CommandDefinition, Facts } from "../command.ts";
import { commands } from "../commands.ts";
import type { Context } from "../context.ts";
import type { AnyRecorded, NewEvent } from "../event.ts";
import { evolveIncidentStream, type IncidentState, noIncident } from "../incident/evolve.ts";
import { evolveKitMapStream, type KitMapState, noKitMap } from "../kit/sealed-kits.ts";
import { evolveStockStream, noStock, type StockState } from "../kit/stock.ts";
import {
  designVersionOf,
  evolveParticipant,
  noParticipant,
  type ParticipantState,
  siteOf,
} from "../participant.ts";
import type { Action } from "../permission.ts";
import { type AllocationState, evolveAllocationStream, noAllocation } from "../randomization/evolve.ts";
import { noRating, type RatingState } from "../rating/evolve.ts";
import { ratersCommands } from "../rating/raters-commands.ts";
import { evolveReviewStream, noReview, type ReviewState } from "../recording/review.ts";
import { isSecret, type SealedSecret, type Secret } from "../sealed/secret.ts";
import { idsOfCommand } from "../session/ids-of-command.ts";
import { noSession, type SessionState } from "../session/state.ts";
import { noSite, type SiteState } from "../site/evolve.ts";
import { noStaff, type StaffState } from "../staff/evolve.ts";
import {
  evolveRatingStream,
  evolveSessionStream,
  evolveSiteStream,
  evolveStaffStream,
  evolveStudyStream,
} from "../stream-states.ts";
import { noStudy, type StudyState } from "../study/evolve.ts";
import { compile } from "./meadow-study.ts";
import { meadow, numberedId, type Person, staff } from "./people.ts";

/** A whole trial in memory: its states, its clock, the number of the next id, and all that happened. */
export type Trial = {
  readonly now: Instant;
  readonly serial: number;
  readonly events: readonly AnyRecorded[];
  /** What was carried out, and when, in its order. */
  readonly commands: readonly CarriedOut[];
  readonly study: StudyState;
  readonly sites: Readonly<Record<string, SiteState>>;
  readonly staff: Readonly<Record<string, StaffState>>;
  readonly participants: Readonly<Record<string, ParticipantState>>;
  readonly ratings: Readonly<Record<string, RatingState>>;
  readonly sessions: Readonly<Record<string, SessionState>>;
  readonly raters: readonly AvailableRater[];
  /** What is behind the seal, its secrets open. */
  readonly allocation: AllocationState;
  readonly kitMap: KitMapState;
  /** By site. */
  readonly stocks: Readonly<Record<string, StockState>>;
  /** What no site reaches: by recording, and by report. */
  readonly reviews: Readonly<Record<string, ReviewState>>;
  readonly incidents: Readonly<Record<string, IncidentState>>;
};

/** What somebody wants, as it comes to the rules. */
export type Command = {
  readonly type: Action;
  readonly about: string;
  readonly data: unknown;
  readonly by: Person;
  readonly occurredAt?: string;
  readonly reason?: string;
  readonly basedOn?: number;
  readonly zone?: string;
};

export type CarriedOut = Command & { readonly now: Instant };

export const noTrial: Trial = {
  now: "2026-01-05T14:00:00.000Z" as Instant,
  serial: 1,
  events: [],
  commands: [],
  study: noStudy,
  sites: {},
  staff: {},
  participants: {},
  ratings: {},
  sessions: {},
  allocation: noAllocation,
  kitMap: noKitMap,
  stocks: {},
  reviews: {},
  incidents: {},
  raters: [staff.firstRater, staff.secondRater].map(({ user }) => ({
    user,
    languages: [],
    startsAt: [],
    credentials: [],
  })),
};

/** What the rule says to the command, and how many ids it took. */
export function decideIn(
  trial: Trial,
  command: Command,
): { readonly decision: Decision<NewEvent>; readonly serial: number } {
  const definition = definitionOf(command.type);
  const data = definition.data.parse(command.data);
  let { serial } = trial;
  // In a session ids come of the command's own: the next id of the study is the same after it, here and on a ledger.
  const newId =
    definitionOf(command.type).subject === "session"
      ? idsOfCommand(numberedId(8, trial.commands.length))
      : () => numberedId(9, serial++);
  const context = contextOf(trial, command, newId);
  const decision = definition.decide(factsOf(trial, definition, command), data, context);
  return { decision, serial };
}

/** The trial after the command; as it was, where a rule refuses it. */
export function attempt(trial: Trial, command: Command): Trial {
  const { decision, serial } = decideIn(trial, command);
  return decision.ok ? append({ ...trial, serial }, command, decision.value) : trial;
}

/** The trial after the command, which must not be refused. */
export function perform(trial: Trial, command: Command): Trial {
  const { decision, serial } = decideIn(trial, command);
  if (!decision.ok) throw new Error(`${command.type}: ${decision.error.code}: ${decision.error.message}`);
  return append({ ...trial, serial }, command, decision.value);
}

/** The trial after events, each checked against its schema and folded into the state of its stream. */
function append(trial: Trial, command: Command, events: readonly NewEvent[]): Trial {
  const after = events.reduce((before, event) => fold(before, recorded(before, command, event)), trial);
  return { ...after, commands: [...trial.commands, { ...command, now: trial.now }] };
}

export function fold(trial: Trial, event: AnyRecorded): Trial {
  const [kind, id = ""] = event.meta.stream.split(":");
  const after = { ...trial, events: [...trial.events, event] };
  switch (kind) {
    case "sealed":
      return id === "kits"
        ? { ...after, kitMap: evolveKitMapStream(trial.kitMap, event) }
        : { ...after, allocation: evolveAllocationStream(trial.allocation, event) };
    case "stock":
      return {
        ...after,
        stocks: { ...trial.stocks, [id]: evolveStockStream(trial.stocks[id] ?? noStock, event) },
      };
    case "study":
      return { ...after, study: evolveStudyStream(trial.study, event) };
    case "site":
      return {
        ...after,
        sites: { ...trial.sites, [id]: evolveSiteStream(trial.sites[id] ?? noSite, event) },
      };
    case "staff":
      return {
        ...after,
        staff: { ...trial.staff, [id]: evolveStaffStream(trial.staff[id] ?? noStaff, event) },
      };
    case "session":
      return {
        ...after,
        sessions: { ...trial.sessions, [id]: evolveSessionStream(trial.sessions[id] ?? noSession, event) },
      };
    case "rating":
      return {
        ...after,
        ratings: { ...trial.ratings, [id]: evolveRatingStream(trial.ratings[id] ?? noRating, event) },
      };
    case "review":
      return {
        ...after,
        reviews: { ...trial.reviews, [id]: evolveReviewStream(trial.reviews[id] ?? noReview, event) },
      };
    case "incident":
      return {
        ...after,
        incidents: {
          ...trial.incidents,
          [id]: evolveIncidentStream(trial.incidents[id] ?? noIncident, event),
        },
      };
    default: {
      const participant = evolveParticipant(trial.participants[id] ?? noParticipant, event);
      return { ...after, participants: { ...trial.participants, [id]: participant } };
    }
  }
}

export function definitionOf(type: string): CommandDefinition {
  const definition = commands.find((one) => one.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  return definition;
}

/** The facts for a command, as the server would load them. */
export function factsOf(
  trial: Trial,
  { subject, type, isSealed, stock }: CommandDefinition,
  { about, data }: Command,
): Facts {
  const named = data as {
    readonly siteId?: SiteId;
    readonly toSite?: SiteId;
    readonly handle?: string;
    readonly recordingId?: string;
    readonly incidentId?: string;
    readonly participantId?: ParticipantId;
  };
  const handle = subject === "rating" ? about : named.handle;
  const rating = (handle && trial.ratings[handle]) || noRating;
  const session = (subject === "session" && trial.sessions[about]) || noSession;
  const held = session.opened?.participantId ?? named.participantId;
  const participant =
    subject === "session"
      ? ((held && trial.participants[held]) ?? noParticipant)
      : participantFor(trial, subject, about);
  const siteId = subject === "site" ? (about as SiteId) : (siteOf(participant) ?? named.siteId ?? null);
  const version = rating.designVersion || designVersionOf(participant) || trial.study.designs.at(-1)?.version;
  const designs: Facts["designs"] = (wanted) => {
    const published = trial.study.designs.find((one) => one.version === wanted);
    return published && compile(published.design);
  };
  const design = version === undefined ? undefined : designs(version);
  return {
    study: trial.study,
    site: (siteId && trial.sites[siteId]) || noSite,
    siteId,
    otherSite: (named.toSite && trial.sites[named.toSite]) || noSite,
    staff: (subject === "staff" && trial.staff[about]) || noStaff,
    participant,
    rating,
    session,
    team: trial.staff,
    raters: ratersCommands.includes(type) ? trial.raters.map((rater) => withPapers(trial, rater)) : [],
    designs,
    ...(design ? { design } : {}),
    ...(named.recordingId ? { review: trial.reviews[named.recordingId] ?? noReview } : {}),
    ...(named.incidentId ? { incident: trial.incidents[named.incidentId] ?? noIncident } : {}),
    ...(stock === "none" && subject !== "session"
      ? {}
      : { stock: (siteId && trial.stocks[siteId]) || noStock }),
    ...(stock === "with-waiting" ? { waiting: trial.participants } : {}),
    ...(isSealed ? { sealed: { allocation: trial.allocation, kits: trial.kitMap, open: opened } } : {}),
  };
}

/** A rater with what the study has recorded of them, where the test says nothing else. */
function withPapers({ staff: members }: Trial, rater: AvailableRater): AvailableRater {
  const { languages = [], credentials = [] } = members[rater.user] ?? {};
  return {
    ...rater,
    languages: rater.languages.length > 0 ? rater.languages : languages,
    credentials: rater.credentials.length > 0 ? rater.credentials : credentials,
  };
}

function opened(sealed: Secret | SealedSecret): unknown {
  if (isSecret(sealed)) return sealed.secret;
  throw new Error("In a trial in memory nothing is sealed.");
}

function participantFor({ participants }: Trial, subject: string, about: string): ParticipantState {
  const rated = Object.values(participants).find(
    ({ ratings, secondRatings }) => ratings[about] ?? secondRatings[about],
  );
  if (subject === "rating") return rated ?? noParticipant;
  return (subject === "participant" && participants[about as ParticipantId]) || noParticipant;
}

function contextOf(trial: Trial, command: Command, newId: () => string): Context {
  const { about, by, occurredAt, reason, basedOn, zone } = command;
  return {
    study: meadow,
    now: trial.now,
    zone: (zone ?? "America/New_York") as ZoneId,
    subjectId: about,
    occurredAt: (occurredAt ?? trial.now) as Instant,
    ...(occurredAt !== undefined && occurredAt > trial.now ? { stillToCome: occurredAt as Instant } : {}),
    user: by.user,
    userName: by.name,
    role: by.role,
    sites: by.sites,
    newId,
    // It takes no id, as on a server.
    newToken: () => Buffer.from(contentHash(trial.serial), "hex").toString("base64url"),
    signatureMethod: "password",
    witness: {
      ...(by.user === staff.coordinator.user ? staff.pharmacist : staff.coordinator),
      method: "password",
    },
    ...(reason === undefined ? {} : { reason: { freeText: reason } }),
    ...(basedOn === undefined ? {} : { basedOn }),
  };
}

function recorded(trial: Trial, command: Command, event: NewEvent): AnyRecorded {
  const definition = catalogue.definitions[event.type];
  if (!definition) throw new Error(`There is no event ${event.type}.`);
  const { by, reason, zone } = command;
  const version = trial.events.filter(({ meta }) => meta.stream === event.stream).length + 1;
  const occurredAt = event.occurredAt ?? ((command.occurredAt ?? trial.now) as Instant);
  const because = event.reason ?? (reason === undefined ? undefined : { freeText: reason });
  return {
    type: event.type,
    data: definition.data.parse(event.data),
    meta: {
      stream: event.stream,
      version,
      occurredAt,
      recordedAt: trial.now,
      zone: (zone ?? "America/New_York") as ZoneId,
      actor: { user: by.user, role: by.role },
      source: { kind: "web" },
      commandId: numberedId(8, trial.serial) as AnyRecorded["meta"]["commandId"],
      hash: contentHash([event.stream, version]),
      ...(because ? { reason: because } : {}),
      ...(event.signatureMeaning ? { signatureMeaning: event.signatureMeaning } : {}),
    },
  };
}

/** The events of one stream, in their order. */
export function eventsOf({ events }: Trial, stream: StreamId): readonly AnyRecorded[] {
  return events.filter(({ meta }) => meta.stream === stream);
}

/** A moment on a day in the morning of New York and the afternoon of Berlin, so that both have the same day. */
export function morningOf(day: CalendarDate | string): Instant {
  return `${day}T14:00:00.000Z` as Instant;
}
