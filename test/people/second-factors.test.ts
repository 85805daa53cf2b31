import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  aDoor,
  alertsOf,
  anAccount,
  aPassword,
  aPerson,
  aVisitor,
  codeAt,
  type Door,
  expectDone,
  type Visitor,
} from "../builders/door.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let door: Door;
beforeAll(async () => {
  door = await aDoor();
});
afterAll(() => door.close());

const app = "/api/account/authenticator-app";

async function withPasswordAlone(username: string): Promise<Visitor> {
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username, password: aPassword }));
  return visitor;
}

test("who knows the password alone cannot add a second factor of their own", async () => {
  await aPerson(door, "robbed");
  const thief = await withPasswordAlone("robbed");
  const { status, body } = await thief.post(`${app}/proposal`, {});
  expect({ status, code: body.code }).toEqual({ status: 403, code: "second-factor-needed" });
  const secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  expect((await thief.post(app, { code: codeAt(secret, door.clock.now()) })).status).toBe(403);
  expect((await thief.post("/api/account/passkeys/proposal", {})).status).toBe(403);
  expect((await thief.post("/api/account/passkeys", { answer: {}, label: "mine" })).status).toBe(403);
  expect((await thief.get("/api/account")).status).toBe(401);
});

test("who has no second factor yet sets one up while signing in, and is then signed in with a new token", async () => {
  await anAccount(door, "newcomer");
  const visitor = await withPasswordAlone("newcomer");
  const before = visitor.cookies.get("vigil_session");
  const { secret } = await expectDone(visitor.post(`${app}/proposal`, {}));
  await expectDone(visitor.post(app, { code: codeAt(secret, door.clock.now()) }));
  expect((await visitor.get("/api/account")).body.factors).toEqual(["authenticator-app"]);
  expect(visitor.cookies.get("vigil_session")).not.toBe(before);
});

test("of two browsers that know the password of a newcomer, the first to set an app up keeps the other out", async () => {
  await anAccount(door, "contested");
  const [owner, thief] = [await withPasswordAlone("contested"), await withPasswordAlone("contested")];
  const own = await expectDone(owner.post(`${app}/proposal`, {}));
  const stolen = await expectDone(thief.post(`${app}/proposal`, {}));
  await expectDone(owner.post(app, { code: codeAt(own.secret, door.clock.now()) }));
  const late = await thief.post(app, { code: codeAt(stolen.secret, door.clock.now()) });
  expect({ status: late.status, code: late.body.code }).toEqual({
    status: 403,
    code: "second-factor-needed",
  });
});

test("an app counts only once a code of the very secret that was proposed is confirmed", async () => {
  await anAccount(door, "forger");
  const visitor = await withPasswordAlone("forger");
  const own = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  expect((await visitor.post(app, { code: codeAt(own, door.clock.now()) })).body.code).toBe(
    "nothing-proposed",
  );
  await expectDone(visitor.post(`${app}/proposal`, {}));
  expect((await visitor.post(app, { code: codeAt(own, door.clock.now()) })).body.code).toBe(
    "code-does-not-fit",
  );
  expect((await visitor.get("/api/account")).status).toBe(401);
});

test("a code that does not fit may be followed by one that does", async () => {
  await anAccount(door, "slip");
  const visitor = await withPasswordAlone("slip");
  const { secret } = await expectDone(visitor.post(`${app}/proposal`, {}));
  expect((await visitor.post(app, { code: "000000" })).body.code).toBe("code-does-not-fit");
  await expectDone(visitor.post(app, { code: codeAt(secret, door.clock.now()) }));
});

test("a session that was left open changes no second factor: password and code are asked for again", async () => {
  const { visitor, nextCode } = await aPerson(door, "left-alone");
  expect((await visitor.post(`${app}/proposal`, {})).body.code).toBe("not-proven");
  expect((await visitor.post("/api/account/passkeys/proposal", {})).body.code).toBe("not-proven");
  const removal = { kind: "authenticator-app" };
  expect((await visitor.post("/api/account/factors/remove", removal)).body.code).toBe("not-proven");
  const proof = { password: aPassword, code: nextCode() };
  const { secret } = await expectDone(visitor.post(`${app}/proposal`, { proof }));
  door.clock.advance(30_000);
  await expectDone(visitor.post(app, { code: codeAt(secret, door.clock.now()) }));
});

test("the last second factor stays", async () => {
  const { visitor, nextCode } = await aPerson(door, "careful");
  const proof = { password: aPassword, code: nextCode() };
  const { body } = await visitor.post("/api/account/factors/remove", { kind: "authenticator-app", proof });
  expect(body.code).toBe("last-factor");
});

test("an open session is no place to guess the password: wrong proofs lock the account", async () => {
  const { visitor } = await aPerson(door, "guessed-within");
  const earlier = (await alertsOf(door, "account-locked")).length;
  const guess = { current: "is it this perhaps", wanted: "a bittern booms at dusk" };
  for (let attempt = 1; attempt <= 5; attempt++)
    expect((await visitor.post("/api/account/password", guess)).body.code).toBe("wrong-password");
  const right = { ...guess, current: aPassword };
  expect((await visitor.post("/api/account/password", right)).body.code).toBe("account-locked");
  expect((await alertsOf(door, "account-locked")).length).toBe(earlier + 1);
});

test("nobody changes password or second factor of a demonstration account", async () => {
  await anAccount(door, "shown", { isDemonstration: true });
  const visitor = await withPasswordAlone("shown");
  const change = { current: aPassword, wanted: "a bittern booms at dusk" };
  expect((await visitor.post("/api/account/password", change)).body.code).toBe("demonstration-account");
  expect((await visitor.post(`${app}/proposal`, {})).body.code).toBe("demonstration-account");
  expect((await visitor.post("/api/account/passkeys/proposal", {})).body.code).toBe("demonstration-account");
});
