import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { defaultPolicy } from "#usecases";
import { aCopyOf, aDoor, aPassword, aPerson, type Door, expectDone, signInAgain } from "../builders/door.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let door: Door;
beforeAll(async () => {
  door = await aDoor();
});
afterAll(() => door.close());

const minutes = (count: number): number => count * 60_000;

test("a session ends after half an hour without anything done", async () => {
  const { visitor } = await aPerson(door, "idle");
  door.clock.advance(minutes(defaultPolicy.idleMinutes) - 1_000);
  expect((await visitor.get("/api/account")).status).toBe(200);
  door.clock.advance(2_000);
  expect((await visitor.get("/api/account")).status).toBe(401);
});

test("asking who is signed in, and reading whatever a page asks by itself, keeps no session alive", async () => {
  const { visitor } = await aPerson(door, "left-open");
  for (let minute = 1; minute < defaultPolicy.idleMinutes; minute++) {
    door.clock.advance(minutes(1));
    expect((await visitor.get("/api/session")).body.state).toBe("signed-in");
    expect((await visitor.get("/api/studies")).status).toBe(200);
  }
  door.clock.advance(minutes(2));
  expect((await visitor.get("/api/session")).body.state).toBe("signed-out");
});

test("a person at the keyboard keeps the session, and is told how long it still lasts", async () => {
  const { visitor } = await aPerson(door, "busy");
  for (let round = 0; round < 4; round++) {
    door.clock.advance(minutes(20));
    await expectDone(visitor.post("/api/session/activity"));
    const { body } = await visitor.get("/api/session");
    expect(body.endsIn).toMatchObject({ seconds: defaultPolicy.idleMinutes * 60, because: "idle" });
  }
  door.clock.advance(minutes(20));
  expect((await visitor.get("/api/session")).body.endsIn).toMatchObject({ seconds: 600, because: "idle" });
});

test("a session ends after twelve hours, whatever is done", async () => {
  const { visitor } = await aPerson(door, "tireless");
  const hours = defaultPolicy.longestHours;
  for (let quarter = 1; quarter < hours * 4; quarter++) {
    door.clock.advance(minutes(15));
    await expectDone(visitor.post("/api/session/activity"));
  }
  const { body } = await visitor.get("/api/session");
  expect(body.endsIn).toMatchObject({ because: "age" });
  expect(body.endsIn.seconds).toBeLessThanOrEqual(900);
  door.clock.advance(minutes(16));
  expect((await visitor.get("/api/account")).status).toBe(401);
});

test("a request that is under way when somebody signs out does not bring the session back", async () => {
  const person = await aPerson(door, "raced-out");
  const { accounts, credentials, clock } = door.instance.ports;
  const tokenHash = credentials.hashToken(person.visitor.cookies.get("vigil_session") ?? "");
  await expectDone(person.visitor.post("/api/sign-out"));
  await accounts.touchSession(tokenHash, clock.now());
  await accounts.setChallenge(tokenHash, "anything");
  expect(await accounts.session(tokenHash)).toBeUndefined();
});

test("a changed password ends every other session and keeps the one that changed it", async () => {
  const person = await aPerson(door, "changing");
  const elsewhere = await signInAgain(door, person);
  const wanted = "a bittern booms at dusk";
  await expectDone(person.visitor.post("/api/account/password", { current: aPassword, wanted }));
  expect((await person.visitor.get("/api/account")).status).toBe(200);
  expect((await elsewhere.get("/api/account")).status).toBe(401);
});

test("a person sees where else they are signed in, and ends it", async () => {
  const person = await aPerson(door, "everywhere");
  const elsewhere = await signInAgain(door, person);
  const { sessions } = (await person.visitor.get("/api/account")).body;
  expect(sessions).toHaveLength(2);
  expect(sessions.filter((one: { isThis: boolean }) => one.isThis)).toHaveLength(1);
  await expectDone(person.visitor.post("/api/account/sessions/end-others"));
  expect((await elsewhere.get("/api/account")).status).toBe(401);
  expect((await aCopyOf(door, person.visitor).get("/api/account")).status).toBe(200);
});
