import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { instanceStudy } from "#usecases";
import {
  aDoor,
  anAccount,
  aPassword,
  aPerson,
  aVisitor,
  type Door,
  expectDone,
  type Person,
} from "../builders/door.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let door: Door;
let administrator: Person;
beforeAll(async () => {
  door = await aDoor();
  administrator = await aPerson(door, "administrator", { isAdministrator: true });
});
afterAll(() => door.close());

const password = "a bittern booms at dusk";

async function invited(username: string): Promise<{ userId: string; token: string }> {
  return expectDone(administrator.visitor.post("/api/accounts", { username, name: `${username} Lind` }));
}

const accept = (token: string, chosen = password) =>
  aVisitor(door).post("/api/invitation", { token, password: chosen });

test("an invitation works once", async () => {
  const { token } = await invited("once");
  await expectDone(accept(token));
  expect((await accept(token)).body.code).toBe("invitation-invalid");
});

test("an invitation that is used many times at once sets one password", async () => {
  const { token } = await invited("raced");
  const answers = await Promise.all(
    ["heron", "bittern", "curlew"].map((bird) => accept(token, `the ${bird} stands still`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
});

test("an invitation works for three days", async () => {
  const early = await invited("in-time");
  const late = await invited("too-late");
  door.clock.advance(71 * 3_600_000);
  await expectDone(accept(early.token));
  door.clock.advance(2 * 3_600_000);
  expect((await accept(late.token)).body.code).toBe("invitation-invalid");
  administrator = { ...administrator, visitor: await signIn(administrator) };
});

test("the invitation of an account that was disabled since opens nothing", async () => {
  const { userId, token } = await invited("withdrawn");
  await expectDone(
    administrator.visitor.post(`/api/accounts/${userId}/change`, { act: "disable", why: "never came" }),
  );
  expect((await accept(token)).body.code).toBe("invitation-invalid");
  expect((await statusOf("withdrawn")).status).toBe("disabled");
});

test("a disabled account is enabled before it is invited again", async () => {
  const { userId } = await anAccount(door, "gone");
  await expectDone(
    administrator.visitor.post(`/api/accounts/${userId}/change`, { act: "disable", why: "left" }),
  );
  const again = await administrator.visitor.post(`/api/accounts/${userId}/invitation`);
  expect(again.body.code).toBe("account-disabled");
});

test("whoever is invited again starts anew: no password, app, passkey or session of before works", async () => {
  const person = await aPerson(door, "starting-anew");
  const { accounts, clock } = door.instance.ports;
  const passkey = { credentialId: "old-key", publicKey: new Uint8Array([1]), counter: 0, transports: [] };
  const { userId } = person.account;
  await door.instance.pool.query(
    "INSERT INTO people.passkey (credential_id, user_id, public_key, counter, label, created_at) VALUES ($1, $2, $3, 0, 'Old', $4)",
    [passkey.credentialId, userId, Buffer.from(passkey.publicKey), clock.now()],
  );
  const { token } = await expectDone(administrator.visitor.post(`/api/accounts/${userId}/invitation`));
  expect((await person.visitor.get("/api/account")).status).toBe(401);
  const visitor = aVisitor(door);
  const old = { username: "starting-anew", password: aPassword };
  expect((await visitor.post("/api/sign-in", old)).body.code).toBe("wrong-credentials");
  await expectDone(accept(token));
  const fresh = await expectDone(visitor.post("/api/sign-in", { username: "starting-anew", password }));
  expect(fresh.step).toBe("set-up-second-factor");
  expect(await accounts.passkeysOf(userId)).toEqual([]);
});

test("a password is at least twelve characters and not made of the username", async () => {
  const { token } = await invited("penelope");
  expect((await accept(token, "short")).body.code).toBe("password-too-short");
  expect((await accept(token, "penelope-penelope")).body.code).toBe("password-too-simple");
  await expectDone(accept(token));
});

test("a username is never given to a second person, in whatever case it is written", async () => {
  await invited("Grace");
  const answers = await Promise.all(
    ["hopper", "Hopper", "grace"].map((username) =>
      administrator.visitor.post("/api/accounts", { username, name: "Somebody else" }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
});

test("nobody disables their own account", async () => {
  const { userId } = administrator.account;
  const answer = await administrator.visitor.post(`/api/accounts/${userId}/change`, {
    act: "disable",
    why: "by mistake",
  });
  expect(answer.body.code).toBe("own-account");
});

test("who is no administrator of the instance is not told that there are accounts", async () => {
  const { visitor, account } = await aPerson(door, "curious");
  for (const url of ["/api/accounts", "/api/security-log"]) expect((await visitor.get(url)).status).toBe(404);
  const change = { act: "unlock", why: "please" };
  expect((await visitor.post(`/api/accounts/${account.userId}/change`, change)).status).toBe(404);
  expect((await visitor.post("/api/accounts", { username: "friend", name: "A friend" })).status).toBe(404);
});

test("what happens to an account is told in the instance's ledger, and holds", async () => {
  const { userId, token } = await invited("told");
  await expectDone(accept(token));
  const read = await door.instance.ports.store.read({ study: instanceStudy, sites: "all" }, [
    { stream: `account:${userId}`, after: 0 },
  ]);
  const types = read.get(`account:${userId}`)?.events.map(({ event }) => event.type);
  expect(types).toEqual(["AccountInvited", "PasswordChanged", "AccountActivated"]);
});

test("an instance has one first administrator, however many try at once", async () => {
  const empty = await aDoor();
  try {
    const answers = await Promise.all(
      ["ada", "bea", "cleo"].map((username) =>
        aVisitor(empty).post("/api/set-up", { username, name: "First", password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect((await aVisitor(empty).get("/api/set-up")).body.isNeeded).toBe(false);
  } finally {
    await empty.close();
  }
});

async function statusOf(username: string): Promise<{ status: string }> {
  const { body } = await administrator.visitor.get("/api/accounts");
  return body.find((account: { username: string }) => account.username === username);
}

async function signIn({ account, nextCode }: Person) {
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username: account.username, password: aPassword }));
  await expectDone(visitor.post("/api/sign-in/code", { code: nextCode() }));
  return visitor;
}
