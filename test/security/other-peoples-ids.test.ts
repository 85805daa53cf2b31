import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { type ApiRoute, listRoutes } from "#server";
import { commands, permissions } from "#trial";
import type { Place } from "../builders/command-samples.ts";
import { type Foreign, foreignAtSite, foreignInStudy, tracesOf } from "../builders/foreign-places.ts";
import { type GrantedRole, siteBoundAs } from "../builders/make-world.ts";
import { ownPlace } from "../builders/places.ts";
import { nameOfRoute, type RouteSample, routeSamples } from "../builders/route-samples.ts";
import type { Answer } from "../builders/served-app.ts";
import { type Person, proofOf, signInAgain } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { lastLines } from "./security-lines.ts";

// Each of them sends dozens of requests.
vi.setConfig({ testTimeout: 60_000 });

let world: WalledWorld;
beforeAll(async () => {
  world = await aWalledWorld();
}, 120_000);
afterAll(() => world.app.close());

const routes = listRoutes();
const samples = routeSamples();
const studyRoutes = routes.filter(({ access }) => access.kind === "study");

test("every route has a request to try it with, and no request is of a route that is gone", () => {
  expect([...samples.keys()].sort()).toEqual(routes.map(nameOfRoute).sort());
});

/** Fields whose names look like ids, and that name nobody: words of the protocol, or what belongs to the request itself. */
const namesNobody = [
  "commandId",
  "deviceId",
  "credentialId",
  "encounterId",
  "instanceId",
  "documentId",
  "parameterIds",
  "armId",
  "definitionId",
  // Of a signature on a device: it fits that key and that person, or is refused.
  "keyId",
  "user",
  // Of whoever is in the address, which nobody else is.
  "actIds",
  // Of the participant in the address: what they do not have is refused by its rule.
  "reportId",
  // Of the stock of the site in the address: what that does not hold is refused by its rule.
  // Of the participant in the address: what is not theirs is refused by its rule.
  "recordingId",
  "discrepancyId",
  "searchId",
  "escalationId",
  "incidentId",
  "shipmentId",
  "countId",
  // Of the session in the address: what that does not hold is refused by its rule.
  "taskId",
  "effectKey",
  "touchId",
  "pointId",
  "lineId",
  "entryId",
  "escalationKey",
];

test("every field of a route that looks like an id is tried with other people's, or is known to name nobody", () => {
  const untried = studyRoutes.flatMap((route) => {
    const tried = triedFields(route);
    return idFieldsOf(route)
      .filter((field) => !tried.has(field) && !namesNobody.includes(field))
      .map((field) => `${nameOfRoute(route)}: ${field}`);
  });
  expect(untried).toEqual([]);
});

describe("ids of another site, of another study, of another participant and of nobody are answered as what is not there", () => {
  test.each(studyRoutes.map((route) => [nameOfRoute(route), route] as const))("%s", async (name, route) => {
    const wrong: string[] = [];
    let tried = 0;
    for (const { role, person, foreign } of actorsOf(route)) {
      for (const { field, whose, probe } of probesOf(route, foreign)) {
        tried++;
        const answer = await ask(person, probe);
        const [line, ...more] = await lastLines(world.app);
        const isLogged = line?.user_id === person.userId && more.length === 0;
        const traces = tracesIn(answer.text, whose, probe);
        if (answer.status === 404 && isLogged && traces.length === 0) continue;
        wrong.push(
          `${role}, ${field} of ${whose}: ${answer.status}, ${more.length} ${traces} ${answer.text}`,
        );
      }
    }
    expect(wrong).toEqual([]);
    expect(tried, `${name} was tried with nothing`).toBeGreaterThan(1);
  });
});

/** Names of parameters and members, at any depth, that end like an id, a key or a site. */
function idFieldsOf({ params, query, body }: ApiRoute): readonly string[] {
  const names = [params, query, body].flatMap((schema) =>
    schema ? memberNames(z.toJSONSchema(schema, { unrepresentable: "any", io: "input" })) : [],
  );
  return [...new Set(names)].filter((name) => /(Ids?|Keys?|Site|handle|user|target)$/.test(name));
}

function memberNames(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties } = schema as { readonly properties?: object };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(memberNames)];
}

/** The fields in which an id of the place stands; in the address by their declared names. */
function triedFields(route: ApiRoute): ReadonlySet<string> {
  const own = ownPlace(world);
  const sample = samples.get(nameOfRoute(route))?.(own, world.app);
  const ids = new Set<unknown>(Object.values(own));
  const inAddress = [...route.url.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const inQuery = [...new URLSearchParams(sample?.url.split("?")[1])].filter(([, value]) => ids.has(value));
  return new Set([...inAddress, ...inQuery.map(([name]) => name), ...membersHolding(sample?.body, ids)]);
}

function membersHolding(value: unknown, ids: ReadonlySet<unknown>): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const deeper = membersHolding(member, ids);
    return ids.has(member) || deeper.length > 0 ? [name, ...deeper] : [];
  });
}

type Actor = { readonly role: string; readonly person: Person; readonly foreign: readonly Foreign[] };

/**
 * Everybody who may call the route. What belongs to no site of theirs is tried in each role; what is not even of the study, or of
 * nobody, in one role for a site and one for the study, for there the role makes no difference.
 */
function actorsOf({ access }: ApiRoute): readonly Actor[] {
  if (access.kind !== "study") return [];
  const outside = foreignInStudy(world);
  const inside = foreignAtSite(world);
  const roles = permissions[access.action] as readonly GrantedRole[];
  const bound = roles.flatMap((role, index): readonly Actor[] => {
    const person = world.siteBound[role];
    const foreign = index === 0 ? [...inside, ...outside] : inside;
    return person ? [{ role: `${role} of one site`, person, foreign }] : [];
  });
  const wide = roles.flatMap((role): readonly Actor[] => {
    const person = world.studyWide[role];
    return person ? [{ role: `${role} of the whole study`, person, foreign: outside }] : [];
  });
  return [...bound, ...wide.slice(0, 1)];
}

/** The route's request with one id of somebody else in it, for each that it names. */
function probesOf(
  route: ApiRoute,
  foreign: readonly Foreign[],
): readonly { readonly field: string; readonly whose: string; readonly probe: RouteSample }[] {
  const make = samples.get(nameOfRoute(route));
  if (!make) return [];
  const own = ownPlace(world);
  const usual = make(own, world.app);
  return foreign.flatMap(({ whose, ids }) =>
    (Object.keys(ids) as (keyof Place)[])
      .filter((field) => !isNoId(route, field, whose))
      .map((field) => ({ field, whose, probe: make({ ...own, [field]: ids[field] }, world.app) }))
      .filter(({ probe }) => !isSameRequest(probe, usual)),
  );
}

/**
 * What a command makes may have any id that is free: also one that stands for something in another study. And a version that a
 * command names is a word, refused by its rule; where a version is looked at, it is tried.
 */
function isNoId(route: ApiRoute, field: string, whose: string): boolean {
  if (field === "version") return !route.url.endsWith("/:version");
  // A session that is opened gets any id that is free, and none that is taken.
  if (field === "newSession") return true;
  // A participant is handed over to another site: that is what the command is for.
  if (field === "toSite") return whose === "another site";
  const made = {
    "log-contact": "participantId",
    "open-site": "siteId",
    "add-staff-member": "userId",
  };
  const type = route.url.split("/").at(-1) as keyof typeof made;
  return made[type] === field && whose !== "another site";
}

function isSameRequest(a: RouteSample, b: RouteSample): boolean {
  return isDeepStrictEqual(withoutCommandId(a), withoutCommandId(b));
}

function withoutCommandId({ body, ...rest }: RouteSample): unknown {
  return { ...rest, body: { ...(body as object), commandId: undefined } };
}

const signed = commands.filter(({ needsReauthentication }) => needsReauthentication).map(({ type }) => type);

const witnessed = commands.filter(({ needsWitness }) => needsWitness).map(({ type }) => type);

async function ask(person: Person, sample: RouteSample): Promise<Answer> {
  // The log takes a limited number of lines a minute.
  world.app.clock.advance(120);
  const isSigned = signed.some((type) => sample.url.endsWith(`/${type}`));
  const isWitnessed = witnessed.some((type) => sample.url.endsWith(`/${type}`));
  const { team } = world.studies[0].sites[0];
  const body = {
    ...(sample.body as object | undefined),
    ...(isSigned ? { proof: proofOf(world.app, person) } : {}),
    ...(isWitnessed ? { witness: { username: team.username, ...proofOf(world.app, team) } } : {}),
  };
  const sent = sample.body === undefined ? {} : { body };
  const call = { ...sample, ...sent };
  const answer = await world.app.call({ ...call, cookie: cookies.get(person.userId) ?? person.cookie });
  if (answer.status !== 401) return answer;
  // Every proof takes a new code, half a minute later: whoever was not asked for long is signed out meanwhile.
  const { cookie } = await signInAgain(world.app, person);
  cookies.set(person.userId, cookie);
  await lastLines(world.app);
  return world.app.call({ ...call, cookie });
}

/** Of those who had to sign in again. */
const cookies = new Map<string, string>();

/** What of the other's shows in the answer, beside the id that was asked for. */
function tracesIn(text: string, whose: string, probe: RouteSample): readonly string[] {
  const [one, two] = world.studies;
  const others = whose === "another site" ? [one.sites[1]] : two.sites;
  const asked = JSON.stringify(probe);
  return others.flatMap(tracesOf).filter((trace) => text.includes(trace) && !asked.includes(trace));
}

describe("a list holds nothing of other sites and studies", () => {
  const lists = studyRoutes.filter(({ method, url }) => method === "GET" || url.endsWith("/ledger/exports"));

  test.each(lists.map((route) => [nameOfRoute(route), route] as const))("%s", async (name, route) => {
    const sample = samples.get(name)?.(ownPlace(world), world.app);
    if (!sample || route.access.kind !== "study") throw new Error("There is no sample.");
    const [one, two] = world.studies;
    // The study's own stream, which every site holds, says that there is another site; so do the sites to hand a participant over to.
    const told = [
      name.includes("/exports") || name.includes("/transfer-sites") ? one.sites[1].siteId : "",
      name.includes("/transfer-sites") ? one.sites[1].marker : "",
    ];
    const foreign = [one.sites[1], ...two.sites].flatMap(tracesOf).filter((trace) => !told.includes(trace));
    const found: string[] = [];
    for (const role of permissions[route.access.action] as readonly GrantedRole[]) {
      const person = world.siteBound[role];
      if (!person) continue;
      const { status, text } = await ask(person, sample);
      if (status !== 200 && role !== "independent-rater") found.push(`${role}: ${status} ${text}`);
      found.push(...foreign.filter((trace) => text.includes(trace)).map((trace) => `${role}: ${trace}`));
    }
    expect(found).toEqual([]);
  });
});

test("who looks after the instance's accounts has no part in any study", async () => {
  const found: string[] = [];
  const keeper = await signInAgain(world.app, world.keeper);
  for (const route of studyRoutes) {
    const sample = samples.get(nameOfRoute(route))?.(ownPlace(world), world.app);
    if (!sample) continue;
    const { status } = await ask(keeper, sample);
    if (status !== 404) found.push(`${nameOfRoute(route)}: ${status}`);
  }
  expect(found).toEqual([]);
});

test("nobody but who looks after accounts sees or changes any", async () => {
  const found: string[] = [];
  const stranger = await signInAgain(world.app, siteBoundAs(world, "administrator"));
  for (const route of routes.filter(({ access }) => access.kind === "instance-administrator")) {
    const sample = samples.get(nameOfRoute(route))?.(ownPlace(world), world.app);
    if (!sample) continue;
    const { status } = await ask(stranger, sample);
    const line = (await lastLines(world.app)).at(-1);
    if (status !== 404 || line?.kind !== "not-found") found.push(`${nameOfRoute(route)}: ${status}`);
  }
  expect(found).toEqual([]);
});
