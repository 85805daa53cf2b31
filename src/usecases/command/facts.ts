import type { CalendarDate, ParticipantId, SiteId } from "#kernel";
import type { StreamId } from "#ledger";
import {
  type AvailableRater,
  allocationStream,
  type CommandDefinition,
  type CommandTopic,
  designVersionOf,
  type Facts,
  incidentStream,
  kitMapStream,
  noParticipant,
  noRating,
  noSession,
  noSite,
  noStaff,
  noStock,
  participantStream,
  ratingStream,
  reviewStream,
  type SessionState,
  type StaffState,
  type StockState,
  sessionStream,
  siteOf,
  siteStream,
  staffStream,
  stockStream,
  studyStream,
} from "#trial";
import { allocationFolding, foldings, kitMapFolding } from "../ledger/foldings.ts";
import { secretOpener } from "../ledger/secrets.ts";
import type { Loaded, StreamToLoad } from "../ledger/state-reader.ts";
import type { Scope } from "../ports/event-store.ts";
import type { CommandPorts } from "./ports.ts";

/** The facts for a rule, and the streams that they were read from, as they then stood. */
export type LoadedFacts = {
  readonly facts: Facts;
  readonly streams: ReadonlyMap<StreamId, Loaded<unknown>>;
  readonly subject: Loaded<unknown>;
};

type Reading = Pick<CommandPorts, "states" | "designs" | "ratings"> & Partial<Pick<CommandPorts, "keys">>;

/** What a command names beside its subject. */
export type Named = {
  readonly site?: SiteId;
  readonly otherSite?: SiteId;
  readonly rating?: string;
  /** What no site reaches of a recording. */
  readonly review?: string;
  readonly incident?: string;
  /** What is behind the seal. */
  readonly sealed?: true;
  /** The kits of the site, and who waits for some. */
  readonly stock?: CommandDefinition["stock"];
  /** The participant of a session that is only about to be opened. */
  readonly participant?: ParticipantId;
  /** Those whose roles and credentials the rule looks at. */
  readonly people?: readonly string[];
  /** The day on which a rater is asked for. */
  readonly ratersOn?: CalendarDate;
  /** Whose streams are written to because they have something to confirm. */
  readonly confirmers?: readonly string[];
};

/**
 * Loads what a rule needs to know of its subject: the study, the subject itself, the participant whose rating it is, the
 * participant's or the named site, the named rating.
 */
export async function loadFacts(
  reading: Reading,
  scope: Scope,
  subject: CommandTopic,
  subjectId: string,
  named: Named,
): Promise<LoadedFacts> {
  const { states, designs, ratings, keys } = reading;
  const streams = new Map<StreamId, Loaded<unknown>>();
  const { load, loadAll } = loadersOf(states, scope, streams);
  const about = subjectStream(subject, subjectId);
  const [study, loaded] = await states.load(
    scope,
    streamOf.study(scope.study),
    about as StreamToLoad<unknown>,
  );
  streams.set(studyStream(scope.study), study);
  streams.set(about.stream, loaded);
  const stateIf = <Kind extends CommandTopic>(kind: Kind): StateOf<Kind> | undefined =>
    kind === subject ? (loaded.state as StateOf<Kind>) : undefined;
  const session = stateIf("session") ?? noSession;
  const held = subject === "session" ? (session.opened?.participantId ?? named.participant) : undefined;
  const rated = subject === "rating" ? await ratings.participantOf(scope.study, subjectId) : undefined;
  const whose = held ?? rated;
  const participant =
    stateIf("participant") ??
    (whose ? (await load(streamOf.participant(whose))).state : undefined) ??
    noParticipant;
  const rating =
    stateIf("rating") ?? (named.rating ? (await load(streamOf.rating(named.rating))).state : noRating);
  const siteId = subject === "site" ? (subjectId as SiteId) : (siteOf(participant) ?? named.site ?? null);
  const site = stateIf("site") ?? (siteId ? (await load(streamOf.site(siteId))).state : noSite);
  const otherSite = named.otherSite ? (await load(streamOf.site(named.otherSite))).state : noSite;
  const compiled: Facts["designs"] = (version) => {
    const published = study.state.designs.find((one) => one.version === version);
    return published && designs.compiled(published.hash, published.design);
  };
  const sealed = named.sealed && keys ? await behindTheSeal(load, keys, scope.study) : undefined;
  const team = subject === "session" ? await teamOf(inSession(session, named), loadAll) : {};
  const withStock = subject === "session" || named.stock === "read" || named.stock === "with-waiting";
  const stock = withStock ? (siteId ? (await load(stockAt(siteId))).state : noStock) : undefined;
  const waiting = named.stock === "with-waiting" && stock ? await whoWaits(stock, load) : undefined;
  const review = named.review ? (await load(reviewOf(named.review))).state : undefined;
  const incident = named.incident ? (await load(incidentOf(named.incident))).state : undefined;
  const raters = named.ratersOn ? await availableRaters(reading, scope, named.ratersOn, load) : [];
  for (const user of named.confirmers ?? [])
    if (!streams.has(staffStream(user))) await load(streamOf.staff(user));
  const version = rating.designVersion || designVersionOf(participant) || study.state.designs.at(-1)?.version;
  const design = version ? compiled(version) : undefined;
  return {
    streams,
    subject: loaded,
    facts: {
      study: study.state,
      site,
      siteId,
      otherSite,
      staff: stateIf("staff") ?? noStaff,
      participant,
      rating,
      session,
      team,
      raters,
      designs: compiled,
      ...(design ? { design } : {}),
      ...(stock ? { stock } : {}),
      ...(review ? { review } : {}),
      ...(incident ? { incident } : {}),
      ...(waiting ? { waiting } : {}),
      ...(sealed ? { sealed } : {}),
    },
  };
}

type Load = <State>(toLoad: StreamToLoad<State>) => Promise<Loaded<State>>;
/** Of several, with one question to the database. */
type LoadAll = <State>(toLoad: readonly StreamToLoad<State>[]) => Promise<readonly Loaded<State>[]>;

async function behindTheSeal(
  load: Load,
  keys: NonNullable<Reading["keys"]>,
  study: Scope["study"],
): Promise<NonNullable<Facts["sealed"]>> {
  return {
    allocation: (await load(allocation)).state,
    kits: (await load(kitMap)).state,
    open: await secretOpener(keys, study),
  };
}

/** What they load is noted among the streams. */
function loadersOf(
  states: Reading["states"],
  scope: Scope,
  streams: Map<StreamId, Loaded<unknown>>,
): { readonly load: Load; readonly loadAll: LoadAll } {
  const loadAll: LoadAll = async (toLoad) => {
    const all = await states.load(scope, ...toLoad);
    for (const [at, { stream }] of toLoad.entries()) streams.set(stream, all[at] as Loaded<unknown>);
    return all;
  };
  return {
    loadAll,
    load: async (toLoad) => {
      const [loaded] = await loadAll([toLoad]);
      if (!loaded) throw new Error(`Cannot load ${toLoad.stream}.`);
      return loaded;
    },
  };
}

async function teamOf(users: readonly string[], loadAll: LoadAll): Promise<Record<string, StaffState>> {
  const loaded = await loadAll(users.map(streamOf.staff));
  return Object.fromEntries(users.map((user, at) => [user, loaded[at]?.state ?? noStaff]));
}

/** The raters who are booked or free on a day, with what they may rate in. */
async function availableRaters(
  { ratings }: Reading,
  { study }: Scope,
  day: CalendarDate,
  load: Load,
): Promise<readonly AvailableRater[]> {
  const raters: AvailableRater[] = [];
  for (const one of await ratings.raters(study, day)) {
    const { languages, credentials } = (await load(streamOf.staff(one.user))).state;
    raters.push({ ...one, languages, credentials });
  }
  return raters;
}

/** Whose roles and credentials count in a session: of those who are in it, of its physician, and of those whom the command names. */
function inSession({ presence, physician }: SessionState, { people }: Named): readonly string[] {
  const there = presence.filter(({ until }) => until === null).map(({ user }) => user);
  return [...new Set([...there, ...(physician ? [physician.user] : []), ...(people ?? [])])].sort();
}

/** Those who wait for kits, by their ids. One whom the site no longer reaches is not among them. */
async function whoWaits({ awaited }: StockState, load: Load): Promise<NonNullable<Facts["waiting"]>> {
  const ids = [...new Set(awaited.map(({ participantId }) => participantId))];
  const loaded = await Promise.all(ids.map((id) => load(streamOf.participant(id))));
  return Object.fromEntries(ids.flatMap((id, at) => (loaded[at]?.version ? [[id, loaded[at].state]] : [])));
}

const kitMap = { stream: kitMapStream, folding: kitMapFolding };
const reviewOf = (id: string) => ({ stream: reviewStream(id), folding: foldings.review, keyOwner: id });
const incidentOf = (id: string) => ({
  stream: incidentStream(id),
  folding: foldings.incident,
  keyOwner: id,
});
const stockAt = (siteId: string) => ({ stream: stockStream(siteId), folding: foldings.stock });
const allocation = { stream: allocationStream, folding: allocationFolding };

type StateOf<Kind extends CommandTopic> = (typeof foldings)[Kind]["initial"];

const streamOf = {
  study: (id: string) => ({ stream: studyStream(id), folding: foldings.study }),
  site: (id: string) => ({ stream: siteStream(id), folding: foldings.site }),
  staff: (id: string) => ({ stream: staffStream(id), folding: foldings.staff }),
  participant: (id: string) => ({
    stream: participantStream(id),
    folding: foldings.participant,
    keyOwner: id,
  }),
  session: (id: string) => ({ stream: sessionStream(id), folding: foldings.session, keyOwner: id }),
  rating: (id: string) => ({ stream: ratingStream(id), folding: foldings.rating, keyOwner: id }),
} satisfies { readonly [Kind in CommandTopic]: (id: string) => StreamToLoad<StateOf<Kind>> };

function subjectStream(subject: CommandTopic, id: string): StreamToLoad<unknown> {
  return streamOf[subject](id) as unknown as StreamToLoad<unknown>;
}
