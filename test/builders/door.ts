import type { FastifyInstance } from "fastify";
import type { Instant } from "#kernel";
import { millisecondsOf } from "#kernel";
import { buildServer, type ServerPorts } from "#server";
import { type Account, acceptInvitation, invite, systemUser } from "#usecases";
import { totpCode } from "../../src/adapters/crypto/totp.ts";
import type { Instance } from "../../src/cli/instance.ts";
import { aClock, anInstance, type TestClock } from "./instance.ts";

export const aPassword = "the heron stands still";

/** The real server over a database of its own, reached without a network; its clock stands still until it is moved. */
export type Door = {
  readonly server: FastifyInstance;
  readonly instance: Instance;
  readonly clock: TestClock;
  readonly close: () => Promise<void>;
};

export async function aDoor(more: Partial<ServerPorts> = {}): Promise<Door> {
  const clock = aClock();
  const instance = await anInstance(clock);
  const server = buildServer({
    ...instance.ports,
    origin: () => "http://localhost",
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin: "http://localhost" }),
    isHttps: false,
    ...more,
  });
  return {
    server,
    instance,
    clock,
    close: async () => {
      await server.close();
      await instance.close();
    },
  };
}

export type Answered = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** Somebody's browser, as far as the server can tell: it keeps cookies and sends them along. */
export type Visitor = {
  readonly get: (url: string) => Promise<Answered>;
  readonly post: (url: string, body?: unknown) => Promise<Answered>;
  readonly request: (method: string, url: string, body?: unknown) => Promise<Answered>;
  readonly cookies: Map<string, string>;
};

export function aVisitor({ server }: Pick<Door, "server">, cookies = new Map<string, string>()): Visitor {
  const request: Visitor["request"] = async (method, url, body) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await server.inject({
      method: method as "GET",
      url,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    const isJson = String(response.headers["content-type"] ?? "").includes("json");
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
    };
  };
  return {
    cookies,
    request,
    get: (url) => request("GET", url),
    post: (url, body) => request("POST", url, body),
  };
}

/** The same cookies in another hand: what a thief of them would have. */
export function aCopyOf(door: Door, { cookies }: Visitor): Visitor {
  return aVisitor(door, new Map(cookies));
}

type Wanted = { readonly isAdministrator?: boolean; readonly isDemonstration?: boolean };

/** An account with a password and no second factor yet. */
export async function anAccount(
  { instance: { ports } }: Pick<Door, "instance">,
  username: string,
  { isAdministrator = false, isDemonstration = false }: Wanted = {},
): Promise<Account> {
  const source = { kind: "cli" } as const;
  const person = { username, name: `${username} of the tests`, isAdministrator, isDemonstration };
  const invited = await invite(ports, person, { by: systemUser, source });
  if (!invited.ok) throw new Error(invited.error.message);
  const { token } = invited.value;
  const accepted = await acceptInvitation(ports, { token, password: aPassword, source });
  if (!accepted.ok) throw new Error(accepted.error.message);
  return accepted.value;
}

/** A code of the authenticator app at that moment, or some steps of 30 s later. */
export function codeAt(secret: string, at: Instant, steps = 0): string {
  return totpCode(secret, Math.floor(millisecondsOf(at) / 30_000) + steps);
}

/** Somebody who is signed in by password and app; `secret` is the app's. */
export type Person = {
  readonly account: Account;
  readonly visitor: Visitor;
  readonly secret: string;
  /** A code that was not used yet: the clock moves on to the next step. */
  readonly nextCode: () => string;
};

/** Makes an account, sets its app up by the routes that a person uses, and is signed in. */
export async function aPerson(door: Door, username: string, wanted: Wanted = {}): Promise<Person> {
  const account = await anAccount(door, username, wanted);
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username, password: aPassword }));
  const { secret } = (await expectDone(visitor.post("/api/account/authenticator-app/proposal", {}))) as {
    secret: string;
  };
  const nextCode = (): string => {
    door.clock.advance(30_000);
    return codeAt(secret, door.clock.now());
  };
  await expectDone(visitor.post("/api/account/authenticator-app", { code: nextCode() }));
  return { account, visitor, secret, nextCode };
}

/** Signs in anew, by password and code, in a browser of its own. */
export async function signInAgain(door: Door, { account, nextCode }: Person): Promise<Visitor> {
  const visitor = aVisitor(door);
  await expectDone(visitor.post("/api/sign-in", { username: account.username, password: aPassword }));
  await expectDone(visitor.post("/api/sign-in/code", { code: nextCode() }));
  return visitor;
}

export async function expectDone(answer: Promise<Answered>): Promise<Answered["body"]> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`Expected it to be done, got ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** What the security log says of a kind. */
export async function alertsOf({ instance }: Door, kind: string): Promise<readonly { detail: unknown }[]> {
  const { rows } = await instance.pool.query<{ detail: unknown }>(
    "SELECT detail FROM security.log WHERE kind = $1 ORDER BY position",
    [kind],
  );
  return rows;
}
