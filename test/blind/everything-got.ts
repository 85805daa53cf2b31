import { listRoutes } from "#server";
import { type Person, staff } from "../../src/trial/testing/people.ts";
import type { Story } from "../../src/trial/testing/story.ts";
import { cookieOf, type Twin } from "./twins.ts";
import { withoutWhatMayDiffer } from "./what-may-differ.ts";

/** By what it is, all bytes that somebody got. */
export type Got = ReadonlyMap<string, string>;

const unblinded = new Set(["unblinded-statistician", "unblinded-pharmacist"]);

/** Everybody from whom the arm is kept, each with one role. */
export const blinded: readonly Person[] = Object.values(staff).filter(
  ({ role }) => !unblinded.has(role) && role !== "participant",
);

/** What an address's names can be filled with. */
type Fillings = Readonly<Record<string, readonly string[]>>;

/** All that somebody can get of the API by asking: every route that is read, with every id that there is. */
export async function everythingGot(twin: Twin, story: Story, person: Person): Promise<Got> {
  const { app, meadow } = twin;
  const got = await answersGot(twin, person, addresses(story, meadow.study));

  for (const body of copies(person)) {
    const url = `/api/studies/${meadow.study}/ledger/exports`;
    const { status, text } = await app.call({ method: "POST", url, cookie: cookieOf(person.user), body });
    got.set(`${person.role} POST ${url} ${JSON.stringify(body)}`, `${status} ${withoutWhatMayDiffer(text)}`);
  }
  return got;
}

/** What somebody gets of addresses. */
export async function answersGot(
  { app }: Twin,
  person: Person,
  urls: readonly string[],
): Promise<Map<string, string>> {
  const got = new Map<string, string>();
  // One after the other: the security log tells in which order they came.
  for (const url of urls) {
    const { status, headers, text } = await app.call({ method: "GET", url, cookie: cookieOf(person.user) });
    // The network's clock does not stand still.
    const { date: _date, ...others } = headers;
    got.set(`${person.role} GET ${url}`, `${status} ${JSON.stringify(others)} ${text}`);
  }
  return got;
}

function copies({ sites }: Person): readonly object[] {
  const places = sites === "all" ? [{}] : sites.map((siteId) => ({ siteId }));
  return places.map((place) => ({ ...place, contents: "sealed" }));
}

/** Of every route that is read, with every filling of its names and its question. One that cannot be filled fails the test. */
export function addresses(story: Story, study: string): readonly string[] {
  return listRoutes()
    .filter(({ method }) => method === "GET")
    .flatMap(({ url, query }) => {
      const named = filled(url, { ...fillings(story), studyId: [study] });
      const wanted = Object.keys((query as { shape?: object } | undefined)?.shape ?? {});
      return named.flatMap((address) => questions(story, url, address, wanted));
    });
}

function fillings({ trial }: Story): Fillings {
  return {
    participantId: Object.keys(trial.participants),
    version: trial.study.designs.map(({ version }) => version),
    handle: Object.keys(trial.ratings),
    siteId: Object.keys(trial.sites),
    sessionId: Object.keys(trial.sessions),
    // No device is enrolled in these trials: the address answers alike for all.
    deviceId: ["0f9c0000-0000-4000-8000-000000000001"],
  };
}

function filled(url: string, known: Fillings): readonly string[] {
  const name = /:(\w+)/.exec(url)?.[1];
  if (name === undefined) return [url];
  const values = known[name];
  if (!values) throw new Error(`Nothing is known to fill :${name} of ${url} with: add it to the swap test.`);
  return values.flatMap((value) => filled(url.replace(`:${name}`, encodeURIComponent(value)), known));
}

/** The questions of a route beside its address, by their names. */
const asked: Readonly<Record<string, (story: Story, address: string) => readonly string[]>> = {
  at: () => ["at=screening", "at=enrollment", "at=randomization"],
  formKey: (story, address) => formsOf(story, address).map((key) => `formKey=${encodeURIComponent(key)}`),
  "formKey,path": (story, address) => [
    "",
    ...formsOf(story, address).map((key) => `formKey=${encodeURIComponent(key)}&path=weight`),
  ],
  kind: () => [""],
  number: ({ trial }) =>
    Object.values(trial.participants).flatMap(({ enrollment }) =>
      enrollment.number ? [`number=${enrollment.number}`] : [],
    ),
  "siteId,participantId,severity,valence,specialInterest,serious": ({ trial }) => [
    "",
    "valence=positive&serious=no",
    ...Object.keys(trial.participants).map((id) => `participantId=${id}`),
  ],
  siteId: ({ trial }) => ["", ...Object.keys(trial.sites).map((id) => `siteId=${id}`)],
  moment: () => ["", "moment=2026-03-01T12:00:00Z"],
  states: () => ["states=unsettled", "states=closed"],
  username: () => ["username=nobody"],
};

function formsOf({ trial }: Story, address: string): readonly string[] {
  const participant = Object.keys(trial.participants).find((id) => address.includes(id)) ?? "";
  return Object.keys(trial.participants[participant]?.forms ?? {});
}

function questions(story: Story, url: string, address: string, wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return [address];
  const ask = asked[wanted.join(",")];
  if (!ask)
    throw new Error(`Nothing is known to ask ${url} for ${wanted.join(",")}: add it to the swap test.`);
  return ask(story, address).map((question) => (question === "" ? address : `${address}?${question}`));
}
