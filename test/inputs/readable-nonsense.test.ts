import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiRoute, listRoutes } from "#server";
import { commands, permissions } from "#trial";
import { rebuildProjections, verifyStudy } from "#usecases";
import { type GrantedRole, usuallyAs } from "../builders/make-world.ts";
import { ownPlace } from "../builders/places.ts";
import { nameOfRoute, routeSamples } from "../builders/route-samples.ts";
import { type Person, proofOf } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { seed, share, showsInternals } from "./campaign.ts";
import { type Mutation, mutate } from "./mutation.ts";
import { hashOfEverything } from "./whole-ledger.ts";

let world: WalledWorld;
beforeAll(async () => {
  world = await aWalledWorld();
}, 120_000);
afterAll(() => world.app.close());

const runs = Math.ceil(1_500 * share);
const samples = routeSamples();
const posts = listRoutes().filter(({ method, access }) => method === "POST" && access.kind === "study");

/** What a schema takes and a rule hardly expects: the ends of time, names that every object has, things that are elsewhere. */
const oddities: readonly unknown[] = [
  ...["0001-01-01", "1582-10-10", "9999-12-31", "2026-02-28"],
  ...[
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999+14:00",
    "2026-11-20T09:00:00-12:00",
    "2027-01-01T00:00Z",
  ],
  ...["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "America/St_Johns"],
  ...["constructor", "__proto__", "toString", "hasOwnProperty", "at-intake", "extra", "extra.999", "exit"],
  ...[
    "__proto__/vitals/1",
    "constructor/constructor/1",
    "log/remarks/9999",
    "at-intake/rating/1",
    "log/vitals/1",
  ],
  ...["weight", "note", "row.999.weight", "__proto__.0.note", "en", "he", "1", "2.0", "of-study-one"],
  ...[
    "11111111-1111-4111-8111-111111111111",
    "in-person",
    "form",
    "casebook",
    "eligibility",
    "visit",
    "enrollment",
  ],
  ...[
    "\u202eנס\u0301",
    "👩‍👩‍👧‍👦".repeat(50),
    "a".repeat(500),
    "Robert'); DROP TABLE ledger.event;--",
    "\\u0000",
    "%00",
    "\n",
  ],
  ...[0, -0, 1, -1, 0.1, 1e-300, 1e308, Number.MAX_SAFE_INTEGER, true, false, null, [], {}],
  { nullFlavor: "unknown" },
  { freeText: "<img src=x onerror=alert(1)>" },
  [
    { path: "weight", value: { nullFlavor: "refused" } },
    { path: "weight", value: 71 },
  ],
];

type Odd = { readonly route: ApiRoute; readonly changes: readonly Mutation[]; readonly more: object };

const change: fc.Arbitrary<Mutation> = fc.record({
  act: fc.constantFrom("replace", "replace", "replace", "copy", "delete", "insert"),
  place: fc.nat(10_000),
  other: fc.nat(10_000),
  stranger: fc.constantFrom(...oddities),
});
const envelope = fc.record(
  {
    basedOn: fc.constantFrom(0, 1, 5, Number.MAX_SAFE_INTEGER),
    occurredAt: fc.constantFrom("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-19T09:00:00Z"),
    zone: fc.constantFrom("Pacific/Kiritimati", "Etc/GMT+12"),
    reason: fc.constantFrom("why not", "\u202e"),
    deviceId: fc.constantFrom("", "tablet"),
  },
  { requiredKeys: [] },
);
const inputs: fc.Arbitrary<Odd> = fc.record({
  route: fc.constantFrom(...posts),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  more: envelope,
});

test(`what can be read and makes no sense is done or refused, never a fault, and the ledger stays whole (${runs} tries)`, async () => {
  const { ports } = world.app.instance;
  const seen: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(inputs, async (odd) => {
      const call = callOf(odd);
      if (!call) return;
      const answer = await world.app.call(call);
      seen[answer.status] = (seen[answer.status] ?? 0) + 1;
      const said = `${call.url} ${JSON.stringify(call.body)}\n${answer.status} ${answer.text}`;
      expect(answer.status, said).toBeLessThan(500);
      expect(showsInternals(answer.text), said).toBe(false);
    }),
    { seed, numRuns: runs * 3, endOnFailure: true },
  );
  const answered = Object.values(seen).reduce((sum, count) => sum + count, 0);
  expect(answered, JSON.stringify(seen)).toBeGreaterThan(runs / 10);
  expect(seen[200] ?? 0, JSON.stringify(seen)).toBeGreaterThan(answered / 5);
  expect(seen[422] ?? 0, JSON.stringify(seen)).toBeGreaterThan(answered / 5);
  for (const { studyId } of world.studies) {
    const before = await hashOfEverything(world.app.instance);
    await rebuildProjections(ports, studyId);
    expect(await hashOfEverything(world.app.instance)).toBe(before);
    expect((await verifyStudy(ports, studyId, ports.verification())).findings).toEqual([]);
  }
}, 3_600_000);

function callOf({ route, changes, more }: Odd) {
  const sample = samples.get(nameOfRoute(route))?.(ownPlace(world), world.app);
  if (!sample) return undefined;
  const { commandId, ...asked } = sample.body as { readonly commandId: string };
  const changed = changes.reduce<unknown>((body, one) => mutate(body, one).value, asked);
  if (isDeepStrictEqual(changed, asked) || typeof changed !== "object") return undefined;
  const person = callerOf(route);
  const body = { ...changed, ...more, commandId };
  if (!route.body?.safeParse(body).success) return undefined;
  const isSigned = commands.some((one) => one.needsReauthentication && route.url.endsWith(`/${one.type}`));
  return {
    ...sample,
    body: isSigned ? { ...body, proof: proofOf(world.app, person) } : body,
    cookie: person.cookie,
  };
}

function callerOf({ access }: ApiRoute): Person {
  if (access.kind !== "study") throw new Error("Only routes of a study are tried.");
  const role = permissions[access.action].find((one) => one !== "participant") as GrantedRole;
  return usuallyAs(world, role);
}
