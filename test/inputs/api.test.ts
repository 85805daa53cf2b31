import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiRoute, listRoutes } from "#server";
import { permissions } from "#trial";
import { carryOut } from "../builders/command-call.ts";
import { type GrantedRole, usuallyAs } from "../builders/make-world.ts";
import { ownPlace } from "../builders/places.ts";
import { nameOfRoute, routeSamples } from "../builders/route-samples.ts";
import type { Answer, Call } from "../builders/served-app.ts";
import { type Person, signInAgain } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { campaign, showsInternals, wanted } from "./campaign.ts";
import { anyText, type Mutation, mutate, mutation, renderJson } from "./mutation.ts";
import { hashOfEverything } from "./whole-ledger.ts";

let world: WalledWorld;
let handedOver: Person;
beforeAll(async () => {
  world = await aWalledWorld();
  const [study] = world.studies;
  const { team, participant } = study.sites[0];
  handedOver = await signInAgain(world.app, team);
  const target = { study: study.studyId, subject: participant.participantId };
  const form = { formKey: "at-intake/diary/1" };
  await carryOut(world.app, handedOver, "hand-over-device", target, form, { pin: "4711" });
}, 120_000);
afterAll(() => world.app.close());

const routes = listRoutes();
const samples = routeSamples();
const json = { "content-type": "application/json" };

/** A request that no route can read, and where it is wrong. */
type Bad = { readonly call: Call; readonly path?: string };

const withBody = routes.filter(({ body }) => body);
const withQuery = routes.filter(({ query, method }) => query && method === "GET");
const withSubject = routes.filter(({ url }) => /:(?!studyId|version)\w+/.test(url));

const badText = fc.oneof(
  fc.constantFrom("a", "0", "'", "%", "null", "\u0000", "\ud800", "..", "__proto__", "x".repeat(390), "=1+1"),
  anyText(30),
);

const inputs: fc.Arbitrary<() => Bad | undefined> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc
      .record({ route: fc.constantFrom(...withBody), change: mutation })
      .map((input) => () => badBody(input)),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ route: fc.constantFrom(...withBody), cut: fc.nat(1_000), text: badText })
      .map((input) => () => brokenJson(input)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        route: fc.constantFrom(...withBody),
        type: fc.constantFrom(
          "text/plain",
          "application/xml",
          "multipart/form-data; boundary=x",
          "json",
          ";",
          "*/*",
        ),
      })
      .map((input) => () => wrongType(input)),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ route: fc.constantFrom(...withSubject), text: badText })
      .map((input) => () => badAddress(input)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ route: fc.constantFrom(...withQuery), text: badText })
      .map((input) => () => badQuery(input)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ route: fc.constantFrom(...routes), method: fc.constantFrom("PUT", "PATCH", "DELETE") })
      .map((input) => () => wrongMethod(input)),
  },
);

test(`${wanted("api")} bad requests are refused with their place, and nothing is written`, async () => {
  const before = await hashOfEverything(world.app.instance);
  const bad = await campaign("api", inputs, async (make) => {
    const input = make();
    if (!input) return false;
    expectRefused(input, await world.app.call(input.call));
    return true;
  });
  expect(bad).toBeGreaterThanOrEqual(wanted("api"));
  expect(await hashOfEverything(world.app.instance)).toBe(before);
}, 3_600_000);

test.each(withBody.map((route) => [nameOfRoute(route), route] as const))(
  "%s refuses a body beyond its limit",
  async (_, route) => {
    const call = sampleOf(route);
    const payload = `{"data":"${"x".repeat(9 * 1024 * 1024)}"}`;
    const answer = await world.app.call({ ...call, body: payload, headers: json });
    expectRefused({ call, path: "body" }, answer);
    expect(answer.status).toBe(413);
  },
);

function expectRefused({ call, path }: Bad, answer: Answer): void {
  const said = `${call.method} ${call.url} ${String(call.body).slice(0, 300)}\n${answer.status} ${answer.text.slice(0, 500)}`;
  expect(answer.status, said).toBeGreaterThanOrEqual(400);
  expect(answer.status, said).toBeLessThan(500);
  expect(answer.headers["content-type"], said).toMatch(/^application\/problem\+json/);
  expect(showsInternals(answer.text), said).toBe(false);
  if (answer.status !== 400) return;
  const { issues } = answer.json as { readonly issues: readonly { readonly path: string }[] };
  const places = issues.map((issue) => issue.path);
  expect(places.length, said).toBeGreaterThan(0);
  const isNamed = (place: string): boolean =>
    path === undefined || isWithin(place, path) || isWithin(path, place);
  expect(places.some(isNamed), said).toBe(true);
}

function isWithin(inner: string, outer: string): boolean {
  return outer === "" || inner === outer || inner.startsWith(`${outer}.`);
}

/** A body with one change that makes it unreadable; none where the route reads it all the same. */
function badBody({ route, change }: { route: ApiRoute; change: Mutation }): Bad | undefined {
  const call = sampleOf(route);
  const { value, path } = mutate(call.body, change);
  const text = renderJson(value);
  if (text === "" || isReadable(route, text)) return undefined;
  const isWhole = path === "" || /"(__proto__|prototype)":/.test(text);
  return { call: { ...call, body: text, headers: json }, ...(isWhole ? {} : { path }) };
}

/** As the schemas see it: JSON, read by the route's own schema, without what the server refuses before. */
function isReadable({ body }: ApiRoute, text: string): boolean {
  const parsed = parsedJson(text);
  if (parsed === undefined || /\\u0000|\\ud[89a-f]|1e400|1e999|"__proto__":|"prototype":/i.test(text))
    return false;
  return body?.safeParse(parsed.value).success ?? false;
}

function parsedJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function brokenJson({ route, cut, text }: { route: ApiRoute; cut: number; text: string }): Bad | undefined {
  const call = sampleOf(route);
  const whole = JSON.stringify(call.body);
  const broken = `${whole.slice(0, cut % whole.length)}${text}`;
  if (parsedJson(broken)) return undefined;
  return { call: { ...call, body: broken, headers: json }, path: "body" };
}

function wrongType({ route, type }: { route: ApiRoute; type: string }): Bad {
  const call = sampleOf(route);
  return { call: { ...call, body: JSON.stringify(call.body), headers: { "content-type": type } } };
}

/** Something that is no id where the address has one. */
function badAddress({ route, text }: { route: ApiRoute; text: string }): Bad | undefined {
  // Two dots lead up to another address, which there may be.
  if (text === "..") return undefined;
  const { method } = route;
  const { studyId } = ownPlace(world);
  const said = encodeURIComponent(text.toWellFormed()).replaceAll(".", "%2E");
  const url = route.url.replace(":studyId", studyId).replaceAll(/:\w+/g, said || "-");
  return { call: { ...sampleOf(route), method, url } };
}

function badQuery({ route, text }: { route: ApiRoute; text: string }): Bad | undefined {
  const call = sampleOf(route);
  const [address, asked] = call.url.split("?");
  if (asked === undefined) return undefined;
  const [name] = asked.split("=");
  const said = encodeURIComponent(text.toWellFormed());
  return { call: { ...call, url: `${address}?${name}=${said}&${name}=${said}` }, path: name ?? "" };
}

function wrongMethod({ route, method }: { route: ApiRoute; method: string }): Bad {
  const { url, cookie } = sampleOf(route);
  return { call: { method, url, cookie } };
}

function sampleOf(route: ApiRoute): Call {
  const sample = samples.get(nameOfRoute(route))?.(ownPlace(world), world.app);
  if (!sample) throw new Error(`There is no sample of ${nameOfRoute(route)}.`);
  return { ...sample, cookie: callerOf(route).cookie };
}

/** Somebody whom the door lets in, so that what is wrong is the input alone. */
function callerOf({ access }: ApiRoute): Person {
  const { keeper } = world;
  if (access.kind === "handed-over") return handedOver;
  if (access.kind !== "study") return keeper;
  const role = permissions[access.action].find((one) => one !== "participant") as GrantedRole;
  return usuallyAs(world, role);
}
