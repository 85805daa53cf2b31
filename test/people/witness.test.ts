import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { totpCode } from "../../src/adapters/crypto/totp.ts";
import { commandCall } from "../builders/command-call.ts";
import { environmentOf, runCommand } from "../builders/command-line.ts";
import { siteBoundAs } from "../builders/make-world.ts";
import type { Answer } from "../builders/served-app.ts";
import { type Person, proofOf, signInAgain } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";

vi.setConfig({ testTimeout: 60_000 });

let world: WalledWorld;
let pharmacist: Person;
beforeAll(async () => {
  world = await aWalledWorld();
  pharmacist = await signInAgain(world.app, siteBoundAs(world, "pharmacist"));
}, 120_000);
afterAll(() => world.app.close());

/** Counts an empty cabinet with somebody beside. */
function count(witness?: object): Promise<Answer> {
  const [study] = world.studies;
  const target = { study: study.studyId, subject: study.sites[0].siteId };
  const more = witness ? { witness } : {};
  const call = commandCall(world.app, "count-stock", target, { found: [] }, more);
  return world.app.call({ ...call, cookie: pharmacist.cookie });
}

function witnessOf(person: Person): {
  readonly username: string;
  readonly password: string;
  readonly code: string;
} {
  return { username: person.username, ...proofOf(world.app, person) };
}

/** A command of the shell goes by the clock of the machine. A code works once: the next one is of a later step. */
function byTheRealClock({ username, secret }: Person, later: number): object {
  const step = Math.floor(Date.now() / 30_000) + later;
  return { username, password: "seven quiet rivers run", code: totpCode(secret, step) };
}

test("an act for two persons is done once the second has proved who they are, and names both", async () => {
  const { team } = world.studies[0].sites[0];
  expect(await count(witnessOf(team))).toMatchObject({ status: 200 });
  const { rows } = await world.app.instance.maintenance.query<{ canonical: string }>(
    "SELECT canonical FROM ledger.event WHERE stream_id LIKE 'stock:%'",
  );
  expect(JSON.parse(rows[0]?.canonical ?? "")).toMatchObject({
    actor: { user: pharmacist.userId, role: "pharmacist" },
    data: { witness: { user: team.userId, printedName: team.name, method: "password-and-code" } },
  });
  expect(rows[0]?.canonical).not.toMatch(/password":|seven quiet/);
});

test("nobody is their own witness, and an act for two is not done by one", async () => {
  expect(await count()).toMatchObject({ status: 403, json: { code: "witness-needed" } });
  expect(await count(witnessOf(pharmacist))).toMatchObject({ status: 403, json: { code: "own-witness" } });
});

test("whoever works at another site, or is blinded to the session, stands by for nothing", async () => {
  const elsewhere = world.studies[0].sites[1].team;
  expect(await count(witnessOf(elsewhere))).toMatchObject({ status: 403, json: { code: "not-a-witness" } });
  const rater = world.studies[0].raters[0];
  expect(await count(witnessOf(rater))).toMatchObject({ status: 403, json: { code: "not-a-witness" } });
});

test("a wrong proof says the same whoever is named, and after five the account is locked", async () => {
  const { colleague } = world.studies[0].sites[0];
  const wrong = { ...witnessOf(colleague), password: "not this one" };
  for (let tries = 1; tries <= 5; tries++)
    expect(await count(wrong)).toMatchObject({ status: 403, json: { code: "witness-not-proven" } });
  expect(await count({ ...wrong, username: "nobody-of-that-name" })).toMatchObject({
    json: { code: "witness-not-proven" },
  });
  expect(await count(witnessOf(colleague))).toMatchObject({ status: 403, json: { code: "account-locked" } });
});

test("a password without the code of the app is no proof, and a code works once", async () => {
  const { team } = world.studies[0].sites[0];
  const { code: _code, ...without } = witnessOf(team);
  expect(await count(without)).toMatchObject({ json: { code: "witness-not-proven" } });
  const witness = witnessOf(team);
  expect(await count(witness)).toMatchObject({ status: 200 });
  expect(await count(witness)).toMatchObject({ json: { code: "witness-not-proven" } });
});

test("the command line takes two persons as well", async () => {
  const environment = environmentOf(world.home, world.app.instance.database);
  const [study] = world.studies;
  const args = ["kits", "count", "--study", study.studyId, "--site", "01", "--json"];
  const { team } = study.sites[0];
  const run = (content: object) => runCommand(args, { environment, input: JSON.stringify(content) });
  const data = { found: [] };
  expect(await run({ by: byTheRealClock(pharmacist, 0), data })).toMatchObject({
    code: 1,
    json: { error: { code: "witness-needed" } },
  });
  const both = { by: byTheRealClock(pharmacist, 1), witness: byTheRealClock(team, 0) };
  expect(await run({ ...both, data })).toMatchObject({ code: 0 });
  expect(await runCommand(args, { environment, input: "{}" })).toMatchObject({ code: 2 });
});
