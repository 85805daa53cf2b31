import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listRoutes } from "#server";
import { defaultPolicy } from "#usecases";
import {
  aCopyOf,
  aDoor,
  alertsOf,
  anAccount,
  aPassword,
  aPerson,
  aVisitor,
  codeAt,
  type Door,
  expectDone,
  signInAgain,
} from "../builders/door.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let door: Door;
beforeAll(async () => {
  door = await aDoor();
});
afterAll(() => door.close());

const minutes = (count: number): number => count * 60_000;
const wrongPassword = "the heron flies away";

function tryPassword(username: string, password = wrongPassword) {
  return aVisitor(door).post("/api/sign-in", { username, password });
}

test("an account is locked after five wrong passwords, with an alert, and the right one does not open it", async () => {
  await anAccount(door, "locked-out");
  for (let attempt = 1; attempt <= defaultPolicy.mostWrongAttempts; attempt++)
    expect((await tryPassword("locked-out")).body.code).toBe("wrong-credentials");
  expect((await tryPassword("locked-out", aPassword)).body.code).toBe("account-locked");
  expect(await alertsOf(door, "account-locked")).toEqual([{ detail: { attempts: 5 } }]);
  door.clock.advance(minutes(defaultPolicy.lockMinutes));
  expect((await tryPassword("locked-out", aPassword)).body.step).toBe("set-up-second-factor");
});

test("an administrator unlocks an account, and it is counted from the beginning", async () => {
  const administrator = await aPerson(door, "unlocker", { isAdministrator: true });
  const { userId } = await anAccount(door, "unlocked");
  for (let attempt = 1; attempt <= 5; attempt++) await tryPassword("unlocked");
  expect((await tryPassword("unlocked", aPassword)).body.code).toBe("account-locked");
  const change = { act: "unlock", why: "she called and answered as she should" };
  await expectDone(administrator.visitor.post(`/api/accounts/${userId}/change`, change));
  for (let attempt = 1; attempt <= 4; attempt++) await tryPassword("unlocked");
  expect((await tryPassword("unlocked", aPassword)).status).toBe(200);
});

test("wrong passwords that come all at once are each counted before any is judged", async () => {
  await anAccount(door, "stormed");
  const answers = await Promise.all(Array.from({ length: 20 }, () => tryPassword("stormed")));
  const codes = answers.map(({ body }) => body.code);
  expect(codes.filter((code) => code === "wrong-credentials")).toHaveLength(5);
  expect(codes.filter((code) => code === "account-locked")).toHaveLength(15);
});

test("a name that nobody has is answered and locked like one that somebody has", async () => {
  await anAccount(door, "somebody");
  for (let attempt = 1; attempt <= 6; attempt++) {
    const [known, unknown] = [await tryPassword("somebody"), await tryPassword("nobody-at-all")];
    expect(unknown.body).toEqual(known.body);
    expect(unknown.status).toBe(known.status);
  }
});

test("a name that nobody has costs the same password comparison as one that somebody has", async () => {
  await anAccount(door, "compared");
  const compare = vi.spyOn(door.instance.ports.credentials, "isSecret");
  await tryPassword("compared");
  await tryPassword("a-stranger");
  // A hash begins with what it costs: $argon2id$v=19$m=19456,t=2,p=1$…
  const costs = compare.mock.calls.map(([hash]) => hash.split("$").slice(1, 4).join(" "));
  compare.mockRestore();
  expect(costs).toEqual(["argon2id v=19 m=19456,t=2,p=1", "argon2id v=19 m=19456,t=2,p=1"]);
});

test("a code of the app works once", async () => {
  const person = await aPerson(door, "codes-once");
  const code = person.nextCode();
  const first = aVisitor(door);
  await expectDone(first.post("/api/sign-in", { username: "codes-once", password: aPassword }));
  await expectDone(first.post("/api/sign-in/code", { code }));
  const second = aVisitor(door);
  await expectDone(second.post("/api/sign-in", { username: "codes-once", password: aPassword }));
  expect((await second.post("/api/sign-in/code", { code })).body.code).toBe("wrong-credentials");
});

test("the code that set the app up does not sign in as well", async () => {
  const { secret } = await aPerson(door, "codes-set-up");
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username: "codes-set-up", password: aPassword }));
  const used = codeAt(secret, door.clock.now());
  expect((await visitor.post("/api/sign-in/code", { code: used })).status).toBe(403);
});

test("a code sent many times at once signs in one browser", async () => {
  const person = await aPerson(door, "codes-raced");
  const visitors = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const visitor = aVisitor(door);
      await expectDone(visitor.post("/api/sign-in", { username: "codes-raced", password: aPassword }));
      return visitor;
    }),
  );
  const code = person.nextCode();
  const answers = await Promise.all(visitors.map((visitor) => visitor.post("/api/sign-in/code", { code })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("whoever knows the password cannot guess codes for ever by signing in between", async () => {
  await aPerson(door, "guessed");
  const answers: string[] = [];
  for (let guess = 1; guess <= 6; guess++) {
    const visitor = aVisitor(door);
    const { body } = await visitor.post("/api/sign-in", { username: "guessed", password: aPassword });
    if (body.code) answers.push(body.code);
    else answers.push((await visitor.post("/api/sign-in/code", { code: "000000" })).body.code);
  }
  expect(answers).toEqual([...Array(5).fill("wrong-credentials"), "account-locked"]);
});

test("the token is new after the second step, and the one before it is worth nothing", async () => {
  const person = await aPerson(door, "fixed");
  const visitor = aVisitor(door);
  visitor.cookies.set("vigil_session", "a-token-that-an-attacker-planted");
  await expectDone(visitor.post("/api/sign-in", { username: "fixed", password: aPassword }));
  const pending = aCopyOf(door, visitor);
  expect(pending.cookies.get("vigil_session")).not.toBe("a-token-that-an-attacker-planted");
  await expectDone(visitor.post("/api/sign-in/code", { code: person.nextCode() }));
  expect(visitor.cookies.get("vigil_session")).not.toBe(pending.cookies.get("vigil_session"));
  expect((await visitor.get("/api/account")).status).toBe(200);
  expect((await pending.get("/api/account")).status).toBe(401);
  expect((await pending.get("/api/session")).body.state).toBe("signed-out");
});

test("whoever signs in again leaves no session behind", async () => {
  const person = await aPerson(door, "twice");
  const before = aCopyOf(door, person.visitor);
  await expectDone(person.visitor.post("/api/sign-in", { username: "twice", password: aPassword }));
  expect((await before.get("/api/account")).status).toBe(401);
});

test("somebody whose second step is still to come reaches nothing but that step", async () => {
  await aPerson(door, "halfway");
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username: "halfway", password: aPassword }));
  const id = "11111111-1111-4111-8111-111111111111";
  const closed = listRoutes().filter(({ access }) => access.kind !== "public" && access.kind !== "pending");
  expect(closed.length).toBeGreaterThan(50);
  for (const { method, url } of closed) {
    const { status } = await visitor.request(
      method,
      url.replace(/:\w+/g, id),
      method === "GET" ? undefined : {},
    );
    expect(`${method} ${url} ${status}`).toBe(`${method} ${url} 401`);
  }
});

test("a second step that does not come is waited for ten minutes", async () => {
  const person = await aPerson(door, "hesitant");
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username: "hesitant", password: aPassword }));
  door.clock.advance(minutes(11));
  expect((await visitor.post("/api/sign-in/code", { code: person.nextCode() })).status).toBe(401);
});

test("a disabled account is answered as if the password were wrong", async () => {
  const administrator = await aPerson(door, "disabler", { isAdministrator: true });
  const person = await aPerson(door, "disabled");
  const change = { act: "disable", why: "left the site" };
  await expectDone(administrator.visitor.post(`/api/accounts/${person.account.userId}/change`, change));
  expect((await person.visitor.get("/api/account")).status).toBe(401);
  expect((await tryPassword("disabled", aPassword)).body.code).toBe("wrong-credentials");
});

test("whoever signs out is out, in every tab", async () => {
  const person = await aPerson(door, "leaving");
  const otherTab = aCopyOf(door, person.visitor);
  await expectDone(person.visitor.post("/api/sign-out"));
  expect((await otherTab.get("/api/account")).status).toBe(401);
  expect((await (await signInAgain(door, person)).get("/api/account")).status).toBe(200);
});
