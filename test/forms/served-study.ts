import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Role, StudyDesignInput } from "#design";
import type { Instant, StudyId } from "#kernel";
import { buildServer } from "#server";
import { commands } from "#trial";
import { type Account, acceptInvitation, execute, foundStudy, invite, systemUser } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { aConsentingDesign, aConsentVersion, aSignedConsent } from "../builders/design.ts";
import { aClock, anInstance, type TestClock } from "../builders/instance.ts";

const source = { kind: "cli" } as const;
const password = "a long sentence here";

/** The app as it is built from these sources. */
export const appFolder = fileURLToPath(new URL("../../dist/web-app", import.meta.url));

/** What the server answered. */
export type Answered<Body = Record<string, unknown>> = { readonly status: number; readonly body: Body };

/** Somebody who is signed in at the real server. */
export type Person = {
  readonly userId: string;
  /** The session's cookie, for a browser. */
  readonly cookie: { readonly name: string; readonly value: string };
  readonly get: <Body = Record<string, unknown>>(path: string) => Promise<Answered<Body>>;
  readonly post: <Body = Record<string, unknown>>(path: string, body: unknown) => Promise<Answered<Body>>;
  /** Sends a command about the subject of the path, in an envelope of its own. */
  readonly command: (path: string, data: unknown, more?: object) => Promise<Answered>;
  /** Signs in anew, on another device. */
  readonly again: () => Promise<Person>;
};

export type ServedStudy = {
  readonly instance: Instance;
  readonly clock: TestClock;
  readonly study: string;
  readonly site: string;
  readonly origin: string;
  /** `/api/studies/<id>` */
  readonly base: string;
  readonly person: (username: string, role: Role) => Promise<Person>;
  /** A participant with a visit that has begun, and the visit's id. */
  readonly participant: () => Promise<{ readonly id: string; readonly path: string; readonly visit: string }>;
  readonly close: () => Promise<void>;
};

/** A study with the forms of one unscheduled visit and a consent form, at one site, behind the real server on a free port. */
export async function aServedStudy(
  design: Partial<StudyDesignInput>,
  { appFolder, clock = aClock() }: { readonly appFolder?: string; readonly clock?: TestClock } = {},
): Promise<ServedStudy> {
  const instance = await anInstance(clock);
  const { ports } = instance;
  let origin = "";
  const server = buildServer({
    ...ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    ...(appFolder === undefined ? {} : { appFolder }),
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
  origin = `http://127.0.0.1:${portOf(server)}`;
  const administrator = await account(instance, "ada", true);
  const study = await foundStudy(
    ports,
    administrator,
    { name: "Small", protocolId: "S-1", isDemonstration: true },
    source,
  );
  const site = ports.randomness.randomId();
  const act = actorOf(instance, administrator, study);
  await act("publish-design", study, { design: visitDesign(design), summary: "first" });
  const place = { number: "01", name: "North", country: "US", zone: "America/New_York", languages: ["en"] };
  await act("open-site", site, place);
  const approval = { committee: "Ethics", approvedOn: "2026-01-02", effectiveFrom: "2026-01-02" };
  await act("approve-design-version", site, { version: "1.0", ...approval });
  await act("approve-consent-version", site, { ...aConsentVersion, ...approval });
  const person = async (username: string, role: Role): Promise<Person> => {
    const known = await ports.accounts.byUsername(username);
    if (known) return signedIn(origin, username, known.userId);
    const { userId, name } = await account(instance, username, false);
    const isForSite = !["independent-rater", "administrator", "medical-monitor"].includes(role);
    await act("add-staff-member", userId, { name });
    await act("grant-role", userId, { role, ...(isForSite ? { siteId: site } : {}), from: "2026-01-01" });
    return signedIn(origin, username, userId);
  };
  const base = `/api/studies/${study}`;
  return {
    instance,
    clock,
    study,
    site,
    origin,
    base,
    person,
    participant: () =>
      aParticipant(ports.randomness.randomId(), base, site, () => person("cora", "site-coordinator")),
    close: async () => {
      await server.close();
      await instance.close();
    },
  };
}

function visitDesign({ forms = [], ...more }: Partial<StudyDesignInput>): StudyDesignInput {
  return aConsentingDesign({
    encounters: [{ id: "extra", name: "Extra visit", type: "unscheduled" }],
    activities: [{ id: "fill", name: "Fill", formIds: forms.map(({ id }) => id) }],
    forms,
    ...more,
  });
}

function portOf(server: FastifyInstance): number {
  const address = server.server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen.");
  return address.port;
}

async function account({ ports }: Instance, username: string, isAdministrator: boolean) {
  const person = { username, name: `${username} of the test`, isAdministrator, isDemonstration: true };
  const invited = await invite(ports, person, { by: systemUser, source });
  if (!invited.ok) throw new Error(invited.error.message);
  const accepted = await acceptInvitation(ports, { token: invited.value.token, password, source });
  if (!accepted.ok) throw new Error(accepted.error.message);
  return accepted.value;
}

function actorOf({ ports }: Instance, { userId, name }: Pick<Account, "userId" | "name">, study: StudyId) {
  const principal = {
    user: userId,
    name,
    isInstanceAdministrator: true,
    standings: [{ role: "administrator" as const, sites: "all" as const }],
  };
  return async (type: string, subjectId: string, data: unknown): Promise<void> => {
    const definition = commands.find((command) => command.type === type);
    if (!definition) throw new Error(`no command ${type}`);
    const body = { commandId: ports.randomness.timedId(), zone: "UTC", data };
    const request = { definition, study, subjectId, principal, source, reauthenticated: true, body };
    const answer = await execute(ports, request);
    if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer.error)}`);
  };
}

async function signedIn(origin: string, username: string, userId: string): Promise<Person> {
  const response = await fetch(`${origin}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ username, password }),
  });
  if (response.status !== 200) throw new Error(await response.text());
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const send = async <Body>(method: string, path: string, body?: unknown): Promise<Answered<Body>> => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { cookie, origin, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as Body };
  };
  const [name = "", value = ""] = cookie.split("=");
  return {
    userId,
    cookie: { name, value },
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    command: (path, data, more = {}) => send("POST", path, { ...envelope(), ...more, data }),
    again: () => signedIn(origin, username, userId),
  };
}

/** The clock of a browser: a server takes nothing that is still to come by its own. */
export function theRealClock(): TestClock {
  return { ...aClock(), now: () => new Date().toISOString() as Instant };
}

/** What every command carries beside its data. */
export function envelope(): { readonly commandId: string; readonly zone: string } {
  return { commandId: crypto.randomUUID(), zone: "America/New_York" };
}

/** The password that proves who signs. */
export const proof = { password };

async function aParticipant(id: string, base: string, site: string, coordinator: () => Promise<Person>) {
  const cora = await coordinator();
  const path = `${base}/participants/${id}`;
  const contact = {
    siteId: site,
    channel: "telephone",
    recruitmentSource: "web",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
  };
  const visit = "extra";
  const answers = [
    await cora.command(`${path}/commands/log-contact`, contact),
    await cora.command(`${path}/commands/sign-consent`, aSignedConsent("2026-01-05")),
    await cora.command(`${path}/commands/start-visit`, {
      visitId: visit,
      encounterId: visit,
      mode: "in-person",
    }),
  ];
  for (const { status, body } of answers) if (status !== 200) throw new Error(JSON.stringify(body));
  return { id, path, visit };
}
