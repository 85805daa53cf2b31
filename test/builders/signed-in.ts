import type { UserId } from "#kernel";
import { invite, systemUser } from "#usecases";
import { totpCode } from "../../src/adapters/crypto/totp.ts";
import type { Answer, ServedApp } from "./served-app.ts";

const password = "seven quiet rivers run";
const stepMilliseconds = 30_000;

/** Somebody with an account, a password, an authenticator app and a session. */
export type Person = {
  readonly userId: UserId;
  readonly username: string;
  readonly name: string;
  readonly secret: string;
  readonly cookie: string;
};

/** Invites somebody, who then sets a password, sets up an authenticator app and is signed in, all over HTTP. */
export async function aPerson(
  app: ServedApp,
  username: string,
  more: { readonly name?: string; readonly isAdministrator?: boolean } = {},
): Promise<Person> {
  const name = more.name ?? username;
  const isAdministrator = more.isAdministrator ?? false;
  const by = { by: systemUser, source: { kind: "cli" as const } };
  const invited = await invite(app.instance.ports, { username, name, isAdministrator }, by);
  if (!invited.ok) throw new Error(invited.error.message);
  await expectDone(
    app.call({ method: "POST", url: "/api/invitation", body: { token: invited.value.token, password } }),
  );
  const cookie = await enterPassword(app, username);
  const proposal = await post(app, cookie, "/api/account/authenticator-app/proposal", {});
  const { secret } = proposal.json as { secret: string };
  const added = await post(app, cookie, "/api/account/authenticator-app", { code: codeNow(app, secret) });
  return { userId: invited.value.userId, username, name, secret, cookie: cookieOf(added) ?? cookie };
}

/** The cookie of a session in which the password was right and the second factor is still to come. */
export async function enterPassword(app: ServedApp, username: string): Promise<string> {
  const answer = await expectDone(
    app.call({ method: "POST", url: "/api/sign-in", body: { username, password } }),
  );
  const cookie = cookieOf(answer);
  if (!cookie) throw new Error("The sign-in set no cookie.");
  return cookie;
}

/** The same person with a session of their own, on another device or a later day. */
export async function signInAgain(app: ServedApp, person: Person): Promise<Person> {
  app.clock.advance(stepMilliseconds);
  const cookie = await enterPassword(app, person.username);
  const confirmed = await post(app, cookie, "/api/sign-in/code", { code: codeNow(app, person.secret) });
  return { ...person, cookie: cookieOf(confirmed) ?? cookie };
}

/** What proves anew who somebody is: the password and a code that was not used before. */
export function proofOf(
  app: ServedApp,
  { secret }: Person,
): { readonly password: string; readonly code: string } {
  app.clock.advance(stepMilliseconds);
  return { password, code: codeNow(app, secret) };
}

/** The cookie that an answer sets, as a browser sends it back. */
function cookieOf({ headers }: Answer): string | undefined {
  const set = headers["set-cookie"];
  const first = Array.isArray(set) ? set[0] : set;
  return typeof first === "string" ? first.split(";")[0] : undefined;
}

export async function expectDone(answer: Promise<Answer>): Promise<Answer> {
  const { status, text, ...rest } = await answer;
  if (status >= 300) throw new Error(`Expected to be done, got ${status}: ${text}`);
  return { status, text, ...rest };
}

function post(app: ServedApp, cookie: string, url: string, body?: unknown): Promise<Answer> {
  return expectDone(app.call({ method: "POST", url, cookie, ...(body === undefined ? {} : { body }) }));
}

function codeNow({ clock }: ServedApp, secret: string): string {
  return totpCode(secret, Math.floor(Date.parse(clock.now()) / stepMilliseconds));
}
