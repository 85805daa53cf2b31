import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openIdProvider } from "#adapters";
import type { Instant } from "#kernel";
import { anAccount, aPassword, codeAt } from "../builders/door.ts";
import { anIdentityProvider, type IdentityProvider } from "../builders/identity-provider.ts";
import { anOpenApp, type OpenApp } from "../builders/open-app.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

let provider: IdentityProvider;
let app: OpenApp;
beforeAll(async () => {
  provider = await anIdentityProvider();
  const { issuer, clientId, clientSecret } = provider;
  const settings = { issuer, clientId, clientSecret, label: "North Hospital", multiFactorAcr: [] };
  app = await anOpenApp({ openId: openIdProvider(settings) });
});
afterAll(async () => {
  await app.close();
  await provider.close();
});

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

/** Types the key that the page shows into an app of our own, and the app's code into the page. */
async function addApp(page: Page): Promise<string> {
  const secret = (await page.locator(".mantine-Code-root").innerText()).replaceAll(" ", "");
  await field(page, "First code from the app").fill(nextCode(secret));
  await press(page, "Add the app");
  return secret;
}

function nextCode(secret: string): string {
  app.clock.advance(30_000);
  return codeAt(secret, app.clock.now() as Instant);
}

async function enterPassword(page: Page, username: string, password = aPassword): Promise<void> {
  await field(page, "Username").fill(username);
  await field(page, "Password").fill(password);
  await press(page, "Sign in");
}

/** A platform authenticator as a tablet or a laptop has one, that always recognizes its owner. */
async function withAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("the first administrator sets the instance up, protects the account, and invites somebody who takes the invitation", async () => {
  const { page, context } = await app.visit("/");
  await heading(page, "Set up this instance");
  await field(page, "Your name").fill("Ada Lind");
  await field(page, "Username").fill("ada");
  await field(page, "New password").fill(aPassword);
  await press(page, "Make the administrator");
  await heading(page, "Protect your account");
  await addApp(page);
  await heading(page, "Studies");

  await page.getByRole("link", { name: "Accounts" }).click();
  await press(page, "Invite somebody");
  await field(page, "Name").fill("Bea Holm");
  await field(page, "Username").fill("bea");
  await press(page, "Make the invitation");
  const link = await page.locator(".mantine-Code-root").innerText();
  await press(page, "Done");
  await page.getByText(/^Invited until/).waitFor();

  const guest = await app.visit(link.replace(app.origin, ""));
  await heading(guest.page, "Accept your invitation");
  expect(guest.page.url()).toBe(`${app.origin}/invitation`);
  await field(guest.page, "New password").fill("a bittern booms at dusk");
  await press(guest.page, "Set the password");
  await heading(guest.page, "Protect your account");
  await guest.context.close();
  await context.close();
});

test("a passkey is made while signing in, signs in, and proves who changes the account", async () => {
  await anAccount(app, "penny");
  const { page, context } = await app.visit("/sign-in");
  await withAuthenticator(page);
  await enterPassword(page, "penny");
  await heading(page, "Protect your account");
  await page.getByRole("tab", { name: "Passkey" }).click();
  await field(page, "Name of the passkey").fill("Clinic tablet");
  await press(page, "Add a passkey");
  await heading(page, "Studies");

  await page.getByRole("button", { name: "penny of the tests" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await heading(page, "Sign in");
  await enterPassword(page, "penny");
  await heading(page, "Second step");
  await press(page, "Use a passkey");
  await heading(page, "Studies");

  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByText("Clinic tablet").waitFor();
  await press(page, "Add");
  await page.getByRole("menuitem", { name: "Authenticator app" }).click();
  await press(page, "Sign with a passkey");
  await addApp(page);
  await page.getByRole("cell", { name: "Authenticator app", exact: true }).waitFor();
  const account = await app.instance.ports.accounts.byUsername("penny");
  expect(account?.totpSecret).not.toBeNull();
  await context.close();
});

test("a passkey of another person on the same device does not sign in, and no challenge is answered twice", async () => {
  await anAccount(app, "owner");
  await anAccount(app, "other");
  const { page, context } = await app.visit("/sign-in");
  await withAuthenticator(page);
  for (const username of ["owner", "other"]) {
    await enterPassword(page, username);
    await page.getByRole("tab", { name: "Passkey" }).click();
    await field(page, "Name of the passkey").fill(`Key of ${username}`);
    await press(page, "Add a passkey");
    await heading(page, "Studies");
    await page.evaluate(() => fetch("/api/sign-out", { method: "POST" }));
    await page.goto(`${app.origin}/sign-in`);
  }
  const passkeyOf = async (username: string) => {
    const account = await app.instance.ports.accounts.byUsername(username);
    const [passkey] = account ? await app.instance.ports.accounts.passkeysOf(account.userId) : [];
    return passkey?.credentialId ?? "";
  };
  const offered = [await passkeyOf("other"), await passkeyOf("owner")];
  expect(await page.evaluate(offerPasskeys, { username: "owner", password: aPassword, offered })).toEqual({
    other: 403,
    owner: 200,
    ownerAgain: 403,
  });
  await context.close();
});

/** Runs in the page: gives the password, then answers a challenge with the first key, and a fresh one with the second, twice. */
async function offerPasskeys({
  username,
  password,
  offered: [other = "", owner = ""],
}: {
  readonly username: string;
  readonly password: string;
  readonly offered: readonly string[];
}) {
  const bytes = (text: string) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const post = async (url: string, body: unknown) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  const answerWith = async (id: string) => {
    const { body } = await post("/api/passkey/challenge", {});
    const used = (await navigator.credentials.get({
      publicKey: {
        challenge: bytes(body.options.challenge),
        rpId: "localhost",
        userVerification: "required",
        allowCredentials: [{ type: "public-key", id: bytes(id) }],
      },
    })) as PublicKeyCredential;
    const { clientDataJSON, authenticatorData, signature } = used.response as AuthenticatorAssertionResponse;
    const response = {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
    };
    return { id: used.id, rawId: text(used.rawId), type: used.type, clientExtensionResults: {}, response };
  };
  await post("/api/sign-in", { username, password });
  const wrong = await post("/api/sign-in/passkey", { answer: await answerWith(other) });
  const answer = await answerWith(owner);
  const right = await post("/api/sign-in/passkey", { answer });
  await post("/api/sign-in", { username, password });
  const again = await post("/api/sign-in/passkey", { answer });
  return { other: wrong.status, owner: right.status, ownerAgain: again.status };
}

test("when a session ends, the page stays behind the sign-in with what was typed, and nothing of it is seen", async () => {
  await anAccount(app, "typing", { isAdministrator: true });
  const { page, context } = await app.visit("/sign-in");
  await enterPassword(page, "typing");
  const secret = await addApp(page);
  await heading(page, "Studies");
  await press(page, "New study");
  await field(page, "Name").fill("A study that is being typed");

  app.clock.advance(31 * 60_000);
  await field(page, "Protocol number").fill("P-7");
  await press(page, "Found the study");
  await page.getByRole("dialog", { name: "Sign in again" }).waitFor();
  await expect.poll(() => isCovered(page)).toBe(true);
  await field(page, "Password").fill(aPassword);
  await press(page, "Sign in");
  await field(page, "Code from your authenticator app").fill(nextCode(secret));
  await page.getByRole("dialog", { name: "Sign in again" }).waitFor({ state: "detached" });
  expect(await field(page, "Name").inputValue()).toBe("A study that is being typed");
  expect(await field(page, "Protocol number").inputValue()).toBe("P-7");
  await press(page, "Found the study");
  await heading(page, "Sites and staff");
  await context.close();
});

/** Whether nothing but the sign-in lies under any point of the window. */
function isCovered(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const dialog = [...document.querySelectorAll('[role="dialog"]')].find((one) =>
      one.textContent?.includes("Sign in again"),
    );
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y] as const));
    return points.every(([x, y]) => {
      const top = document.elementFromPoint(innerWidth * x, innerHeight * y);
      return dialog !== undefined && top !== null && (dialog.contains(top) || top.contains(dialog));
    });
  });
}

test("whoever signs in as somebody else after that sees nothing of the page before", async () => {
  await anAccount(app, "gone");
  await anAccount(app, "next");
  const { page, context } = await app.visit("/sign-in");
  await enterPassword(page, "gone");
  await addApp(page);
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByText("You sign in as gone.").waitFor();
  app.clock.advance(31 * 60_000);
  // What was asked less than five seconds ago is not asked again when somebody comes back to the tab.
  await page.waitForTimeout(5_500);
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("dialog", { name: "Sign in again" }).waitFor();
  await press(page, "Sign in as somebody else");
  await heading(page, "Sign in");
  await enterPassword(page, "next");
  await addApp(page);
  await heading(page, "Studies");
  await page.getByRole("button", { name: "next of the tests" }).waitFor();
  expect(await page.getByText("gone").count()).toBe(0);
  await context.close();
});

test("before a session ends the page says so, and a tap keeps it", async () => {
  await anAccount(app, "warned");
  const { page, context } = await app.visit("/sign-in");
  await enterPassword(page, "warned");
  await addApp(page);
  await heading(page, "Studies");
  app.clock.advance(28 * 60_000);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.reload();
  await page.getByText(/^You will be signed out in 2 minutes/).waitFor();
  await press(page, "Stay signed in");
  await page.getByText(/^You will be signed out/).waitFor({ state: "detached" });
  app.clock.advance(20 * 60_000);
  await page.reload();
  await heading(page, "Studies");
  await context.close();
});

test("an account is linked with the institution's provider, which then signs in", async () => {
  const { userId } = await anAccount(app, "linda");
  provider.vouchFor({ sub: "linda-there", amr: ["mfa"] });
  const { page, context } = await app.visit("/sign-in");
  await press(page, "Sign in with North Hospital");
  await page.getByText(/^No account here is linked with that sign-in/).waitFor();
  await enterPassword(page, "linda");
  const secret = await addApp(page);
  await heading(page, "Studies");
  await page.getByRole("link", { name: "Your account" }).click();
  await press(page, "Link");
  await field(page, "Your password").fill(aPassword);
  await field(page, "Code from your authenticator app").fill(nextCode(secret));
  await press(page, "Continue");
  await page.getByText("You can also sign in with North Hospital.").waitFor();
  expect((await app.instance.ports.accounts.byId(userId))?.oidcSubject).toContain("linda-there");

  const fresh = await app.visit("/sign-in");
  await press(fresh.page, "Sign in with North Hospital");
  await heading(fresh.page, "Studies");
  await fresh.context.close();
  await context.close();
});

test("where the server cannot be reached, the sign-in says so and keeps what was typed", async () => {
  const { page, context } = await app.visit("/sign-in");
  await field(page, "Username").fill("somebody");
  await field(page, "Password").fill("something to remember");
  await context.setOffline(true);
  await press(page, "Sign in");
  await page.getByText(/^The server cannot be reached/).waitFor();
  expect(await field(page, "Username").inputValue()).toBe("somebody");
  await context.close();
});
