import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openIdProvider } from "#adapters";
import {
  aDoor,
  alertsOf,
  aPassword,
  aPerson,
  aVisitor,
  type Door,
  expectDone,
  type Person,
  type Visitor,
} from "../builders/door.ts";
import { anIdentityProvider, type IdentityProvider, type Vouching } from "../builders/identity-provider.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let provider: IdentityProvider;
let door: Door;
let administrator: Person;
const oneStepOnly = { amr: ["pwd"] };
beforeAll(async () => {
  provider = await anIdentityProvider();
  const { issuer, clientId, clientSecret } = provider;
  const settings = { issuer, clientId, clientSecret, label: "North Hospital", multiFactorAcr: ["urn:two"] };
  door = await aDoor({ openId: openIdProvider(settings) });
  administrator = await aPerson(door, "administrator", { isAdministrator: true });
});
afterAll(async () => {
  await door.close();
  await provider.close();
});

/** The browser follows the link to the provider, is sent back, and knocks at the callback with what it brought. */
async function travel(visitor: Visitor, url: string): Promise<string> {
  const { headers } = await fetch(url, { redirect: "manual" });
  const back = new URL(headers.get("location") ?? "");
  const answer = await visitor.get(`${back.pathname}${back.search}`);
  expect(answer.status).toBe(302);
  return String(answer.headers["location"]);
}

async function signInAt(vouching: Vouching | null, visitor = aVisitor(door)): Promise<[string, Visitor]> {
  provider.vouchFor(vouching);
  const { url } = await expectDone(visitor.post("/api/open-id/sign-in"));
  return [await travel(visitor, url), visitor];
}

async function linked(username: string): Promise<Person & { readonly sub: string }> {
  const person = await aPerson(door, username);
  const sub = `subject-of-${username}`;
  provider.vouchFor({ sub });
  const proof = { password: aPassword, code: person.nextCode() };
  const { url } = await expectDone(person.visitor.post("/api/open-id/link", { proof }));
  expect(await travel(person.visitor, url)).toBe("/account");
  return { ...person, sub };
}

test("a person links their account with the provider, and then signs in there, with the second step here", async () => {
  const { sub, nextCode } = await linked("lena");
  const [page, visitor] = await signInAt({ sub, ...oneStepOnly });
  expect(page).toBe("/sign-in");
  expect((await visitor.get("/api/session")).body).toMatchObject({
    state: "pending",
    factors: ["authenticator-app"],
  });
  expect((await visitor.get("/api/account")).status).toBe(401);
  await expectDone(visitor.post("/api/sign-in/code", { code: nextCode() }));
  expect((await visitor.get("/api/account")).body.openId).toEqual({
    label: "North Hospital",
    isLinked: true,
  });
});

test.each([
  ["amr names multi-factor", { amr: ["pwd", "mfa"] }],
  ["acr is one that was agreed", { acr: "urn:two" }],
])("the second step is the provider's where it says so: %s", async (_how, claims) => {
  const { sub } = await linked(`mia-${Object.keys(claims).join()}`);
  const [page, visitor] = await signInAt({ sub, ...claims });
  expect(page).toBe("/studies");
  expect((await visitor.get("/api/account")).status).toBe(200);
});

test("a signature still asks for the password and the code of this system", async () => {
  const { sub, nextCode } = await linked("signing");
  const [, visitor] = await signInAt({ sub, amr: ["mfa"] });
  const proposal = (proof: object) => visitor.post("/api/account/authenticator-app/proposal", { proof });
  expect((await proposal({})).body.code).toBe("not-proven");
  expect((await proposal({ password: aPassword, code: nextCode() })).status).toBe(200);
});

test.each(["key", "nonce", "audience", "issuer", "expiry"] as const)(
  "a token with another %s lets nobody in",
  async (forged) => {
    const { sub } = await linked(`forged-${forged}`);
    const [page, visitor] = await signInAt({ sub, forged, amr: ["mfa"] });
    expect(page).toBe("/sign-in?problem=open-id-not-verified");
    expect((await visitor.get("/api/session")).body.state).toBe("signed-out");
  },
);

test("an answer that this browser did not ask for lets nobody in", async () => {
  const { sub } = await linked("victim");
  provider.vouchFor({ sub, amr: ["mfa"] });
  const asked = aVisitor(door);
  const { url } = await expectDone(asked.post("/api/open-id/sign-in"));
  expect(await travel(aVisitor(door), url)).toBe("/sign-in?problem=open-id-not-verified");
});

test("an answer works once, and for ten minutes", async () => {
  const { sub } = await linked("replayed");
  provider.vouchFor({ sub, amr: ["mfa"] });
  const visitor = aVisitor(door);
  const { url } = await expectDone(visitor.post("/api/open-id/sign-in"));
  const kept = new Map(visitor.cookies);
  const { headers } = await fetch(url, { redirect: "manual" });
  const back = new URL(headers.get("location") ?? "");
  const callback = `${back.pathname}${back.search}`;
  expect((await visitor.get(callback)).headers["location"]).toBe("/studies");
  expect((await aVisitor(door, kept).get(callback)).headers["location"]).toContain("not-verified");
  const late = aVisitor(door);
  const second = await expectDone(late.post("/api/open-id/sign-in"));
  door.clock.advance(11 * 60_000);
  expect(await travel(late, second.url)).toBe("/sign-in?problem=open-id-not-verified");
});

test("whoever refuses at the provider is told so", async () => {
  const [page] = await signInAt(null);
  expect(page).toBe("/sign-in?problem=open-id-not-verified");
});

test("the request asks the person to sign in anew, with PKCE, state and nonce, for nothing but who they are", async () => {
  await signInAt({ sub: "anybody" });
  const asked = Object.fromEntries(provider.lastRequest());
  expect(asked).toMatchObject({
    response_type: "code",
    scope: "openid",
    prompt: "login",
    code_challenge_method: "S256",
    redirect_uri: "http://localhost/api/open-id/callback",
    acr_values: "urn:two",
  });
  expect(asked["state"]).toMatch(/.{20,}/);
  expect(asked["nonce"]).toMatch(/.{20,}/);
});

test("whom the provider knows and nobody here has linked is not let in, and it is noted", async () => {
  const noted = (await alertsOf(door, "open-id-without-account")).length;
  const [page] = await signInAt({ sub: "administrator", amr: ["mfa"] });
  expect(page).toBe("/sign-in?problem=open-id-not-linked");
  expect(await alertsOf(door, "open-id-without-account")).toHaveLength(noted + 1);
});

test("a disabled or a locked account is not opened by the provider either", async () => {
  const { sub, account } = await linked("leaver");
  const disable = { act: "disable", why: "left the site" };
  await expectDone(administrator.visitor.post(`/api/accounts/${account.userId}/change`, disable));
  expect((await signInAt({ sub, amr: ["mfa"] }))[0]).toBe("/sign-in?problem=open-id-not-linked");
  const locked = await linked("locked");
  for (let attempt = 1; attempt <= 5; attempt++)
    await aVisitor(door).post("/api/sign-in", { username: "locked", password: "something else entirely" });
  expect((await signInAt({ sub: locked.sub, amr: ["mfa"] }))[0]).toBe("/sign-in?problem=account-locked");
});

test("a sign-in belongs to one account", async () => {
  const { sub } = await linked("first");
  const second = await aPerson(door, "second");
  provider.vouchFor({ sub });
  const proof = { password: aPassword, code: second.nextCode() };
  const { url } = await expectDone(second.visitor.post("/api/open-id/link", { proof }));
  expect(await travel(second.visitor, url)).toBe("/account?problem=linked-to-another");
});

test("an account is linked by its owner's proof, and by nothing less", async () => {
  const { visitor } = await aPerson(door, "unproven");
  expect((await visitor.post("/api/open-id/link", { proof: {} })).body.code).toBe("not-proven");
});

test("a link that was cut, or an account that was invited again, is opened by the provider no more", async () => {
  const cut = await linked("cutter");
  const proof = { password: aPassword, code: cut.nextCode() };
  await expectDone(cut.visitor.post("/api/open-id/unlink", { proof }));
  expect((await signInAt({ sub: cut.sub, amr: ["mfa"] }))[0]).toBe("/sign-in?problem=open-id-not-linked");
  const again = await linked("again");
  const invitation = `/api/accounts/${again.account.userId}/invitation`;
  await expectDone(administrator.visitor.post(invitation));
  expect((await signInAt({ sub: again.sub, amr: ["mfa"] }))[0]).toBe("/sign-in?problem=open-id-not-linked");
});

test("a provider that cannot be reached is said to be so", async () => {
  const gone = await anIdentityProvider();
  const { issuer, clientId, clientSecret } = gone;
  await gone.close();
  const settings = { issuer, clientId, clientSecret, label: "South Hospital", multiFactorAcr: [] };
  const elsewhere = await aDoor({ openId: openIdProvider(settings) });
  try {
    const { body } = await aVisitor(elsewhere).post("/api/open-id/sign-in");
    expect(body.code).toBe("open-id-unreachable");
  } finally {
    await elsewhere.close();
  }
});

test("an instance without a provider offers none", async () => {
  const plain = await aDoor();
  try {
    expect((await aVisitor(plain).get("/api/set-up")).body.openId).toBeNull();
    expect((await aVisitor(plain).post("/api/open-id/sign-in")).status).toBe(404);
  } finally {
    await plain.close();
  }
});
