import { type ApiRoute, listRoutes } from "#server";
import { commands } from "#trial";
import { commandCall } from "./command-call.ts";
import { commandSamples, type Place } from "./command-samples.ts";
import type { Call, ServedApp } from "./served-app.ts";

/** A request to a route that can be read: its method and address are the route's own. */
export type RouteSample = Pick<Call, "method" | "url" | "body">;
type MakeSample = (place: Place, app: ServedApp) => RouteSample;

export function nameOfRoute({ method, url }: Pick<ApiRoute, "method" | "url">): string {
  return `${method} ${url}`;
}

const routes = listRoutes();
const study = "/api/studies/:studyId";
const code = "123456";
const password = "a long sentence here";
const emergency = { username: "nobody-at-all", code: "K7Q2MX", study: "", participant: "01-0001" };

/** What routes that are no command are asked: the query or the body beside the ids of their address. */
const questions: Readonly<Record<string, (place: Place) => { query?: string; body?: unknown }>> = {
  "GET /api/session": () => ({}),
  "POST /api/sign-in": () => ({ body: { username: "nobody-at-all", password } }),
  "POST /api/demonstration/sign-in": () => ({ body: { username: "nobody-at-all" } }),
  "GET /api/handed-over/form": () => ({}),
  "POST /api/sign-in/code": () => ({ body: { code } }),
  "POST /api/sign-in/passkey": () => ({ body: { answer: {} } }),
  "POST /api/passkey/challenge": () => ({}),
  "POST /api/sign-out": () => ({}),
  "GET /api/set-up": () => ({}),
  "POST /api/set-up": () => ({ body: { username: "late", name: "Too Late", password } }),
  "POST /api/invitation": () => ({ body: { token: "t".repeat(30), password } }),
  "GET /api/account": () => ({}),
  "POST /api/account/password": () => ({ body: { current: "not it", wanted: password } }),
  "POST /api/account/authenticator-app/proposal": () => ({ body: {} }),
  "POST /api/account/authenticator-app": () => ({ body: { code } }),
  "POST /api/account/passkeys/proposal": () => ({ body: {} }),
  "POST /api/account/passkeys": () => ({ body: { answer: {}, label: "Key" } }),
  "POST /api/account/factors/remove": () => ({ body: { kind: "passkey", credentialId: "none" } }),
  "POST /api/account/sessions/end-others": () => ({}),
  "POST /api/session/activity": () => ({}),
  "GET /api/open-id/callback": () => ({ query: "code=none&state=none" }),
  "POST /api/open-id/sign-in": () => ({}),
  "POST /api/open-id/link": () => ({ body: { proof: {} } }),
  "POST /api/open-id/unlink": () => ({ body: { proof: {} } }),
  "GET /api/accounts": () => ({}),
  "POST /api/accounts": () => ({ body: { username: "somebody-new", name: "Somebody New" } }),
  "POST /api/accounts/:accountId/invitation": () => ({}),
  "POST /api/accounts/:accountId/change": () => ({ body: { act: "unlock", why: "they telephoned" } }),
  "GET /api/security-log": () => ({}),
  "POST /api/account/break-glass": () => ({ body: { proof: { password } } }),
  "POST /api/emergency/advice": () => ({ body: emergency }),
  "POST /api/emergency/break-code": ({ participantId }) => ({
    body: { commandId: participantId, zone: "UTC", entry: emergency, data: { reason: "overdose" } },
  }),
  "GET /api/time": () => ({}),
  "GET /api/devices/:deviceId/progress": () => ({}),
  "GET /api/account/devices": () => ({}),
  "POST /api/account/devices": ({ participantId }) => ({
    body: {
      proof: { password },
      device: { deviceId: participantId, label: "Tablet", publicKey: `${"A".repeat(87)}=` },
      signer: { keyId: "0".repeat(32), publicKey: `${"A".repeat(87)}=` },
    },
  }),
  "POST /api/account/devices/:keyId/remove": () => ({}),
  [`POST ${study}/sealed-outbox`]: ({ studyId, participantId }) => ({
    body: {
      entries: [
        {
          after: 0,
          entry: {
            header: {
              commandId: participantId,
              study: studyId,
              user: participantId,
              device: participantId,
              sequence: 1,
            },
            content: "",
            ephemeral: "",
            keys: {},
            signature: "",
          },
        },
      ],
    },
  }),
  "GET /api/studies": () => ({}),
  "POST /api/studies": () => ({ body: { name: "Another study", protocolId: "P-3" } }),
  "POST /api/hand-over/end": ({ participantId }) => ({
    body: { commandId: participantId, zone: "UTC", pin: "0000" },
  }),
  [`GET ${study}`]: () => ({}),
  [`GET ${study}/worklist`]: () => ({}),
  [`GET ${study}/offline-acts`]: () => ({}),
  [`GET ${study}/funnel`]: () => ({}),
  [`GET ${study}/unblinding/participant`]: () => ({ query: "number=01-0001" }),
  [`GET ${study}/unblindings`]: () => ({}),
  [`GET ${study}/envelopes`]: () => ({}),
  [`GET ${study}/queries`]: () => ({}),
  [`GET ${study}/deviations`]: () => ({}),
  [`GET ${study}/adverse-events`]: ({ siteId, participantId }) => ({
    query: `siteId=${siteId}&participantId=${participantId}`,
  }),
  [`GET ${study}/participants/:participantId/safety-records`]: () => ({}),
  [`GET ${study}/training`]: () => ({}),
  [`GET ${study}/manual`]: ({ siteId }) => ({ query: `siteId=${siteId}` }),
  [`GET ${study}/randomization`]: () => ({}),
  [`POST ${study}/randomization/recomputation`]: () => ({ body: { proof: {} } }),
  [`POST ${study}/randomization/counts`]: () => ({ body: { proof: {} } }),
  [`POST ${study}/randomization/list`]: () => ({ body: { proof: {} } }),
  [`GET ${study}/designs`]: () => ({}),
  [`GET ${study}/designs/:version`]: () => ({}),
  [`GET ${study}/sites`]: () => ({}),
  [`GET ${study}/staff`]: () => ({}),
  [`GET ${study}/staff/candidate`]: () => ({ query: "username=nobody-at-all" }),
  [`GET ${study}/participants`]: () => ({}),
  [`GET ${study}/participants/:participantId`]: () => ({}),
  [`GET ${study}/participants/:participantId/transfer-sites`]: () => ({}),
  [`GET ${study}/participants/:participantId/form`]: ({ signedForm }) => ({ query: `formKey=${signedForm}` }),
  [`GET ${study}/participants/:participantId/eligibility`]: () => ({ query: "at=screening" }),
  [`GET ${study}/participants/:participantId/history`]: ({ signedForm }) => ({
    query: `formKey=${signedForm}&path=weight`,
  }),
  [`GET ${study}/kits`]: () => ({}),
  [`GET ${study}/sites/:siteId/stock`]: () => ({}),
  [`GET ${study}/participants/:participantId/kits`]: () => ({}),
  [`GET ${study}/sessions`]: () => ({}),
  [`GET ${study}/sessions/:sessionId`]: () => ({}),
  [`GET ${study}/recordings`]: () => ({}),
  [`GET ${study}/reviews`]: () => ({}),
  [`GET ${study}/incidents`]: () => ({}),
  [`GET ${study}/participants/:participantId/after-sessions`]: () => ({}),
  [`GET ${study}/participants/:participantId/report-sheet`]: () => ({}),
  "POST /api/reports": ({ participantId, studyId }) => ({
    body: {
      commandId: participantId,
      zone: "UTC",
      study: studyId,
      code: "0000-0000-0000",
      data: { kinds: ["other"] },
    },
  }),
  "POST /api/handed-over/report": ({ participantId }) => ({
    body: { commandId: participantId, zone: "UTC", data: { kinds: ["other"] } },
  }),
  [`GET ${study}/ratings`]: () => ({}),
  [`GET ${study}/ratings/:handle`]: () => ({}),
  [`GET ${study}/rater-pool`]: () => ({}),
  [`GET ${study}/rater-agreement`]: () => ({}),
  [`GET ${study}/ledger/verification`]: () => ({}),
  [`GET ${study}/guesses`]: () => ({}),
  [`POST ${study}/closed-reports`]: () => ({ body: { report: "blinding", as: "screen" } }),
  [`POST ${study}/extracts`]: () => ({ body: { arms: "pooled" } }),
  [`POST ${study}/ledger/exports`]: ({ siteId }) => ({ body: { siteId } }),
};

/** One readable request for each route, by `METHOD /address`. A route that is not here fails the tests that walk them all. */
export function routeSamples(): ReadonlyMap<string, MakeSample> {
  return new Map([...Object.entries(questions).map(questionSample), ...commandRoutes()]);
}

function questionSample([name, ask]: [string, (typeof questions)[string]]): [string, MakeSample] {
  const [method = "", declared = ""] = name.split(" ");
  const make: MakeSample = (place) => {
    const { query, body } = ask(place);
    const url = fill(declared, place) + (query === undefined ? "" : `?${query}`);
    return { method, url, ...(body === undefined ? {} : { body }) };
  };
  return [name.replace(":accountId", ":userId"), make];
}

function fill(address: string, place: Place): string {
  const own = { deviceId: place.accountId, keyId: "0".repeat(32) };
  return address.replaceAll(/:(\w+)/g, (_, field: string) => ({ ...place, ...own })[field as keyof Place]);
}

/** Each command at its own address; the subject is what its kind says. */
function commandRoutes(): readonly [string, MakeSample][] {
  const subjects: Readonly<Record<string, keyof Place>> = {
    study: "studyId",
    site: "siteId",
    staff: "userId",
    participant: "participantId",
    rating: "handle",
    session: "sessionId",
  };
  return commands.flatMap(({ type, subject }) => {
    const sample = commandSamples[type];
    const field = type === "open-session" ? "newSession" : (subjects[subject] ?? "studyId");
    if (!sample) return [];
    const make: MakeSample = (place, app) => {
      const { data, more } = sample(place);
      return commandCall(app, type, { study: place.studyId, subject: place[field] }, data, more);
    };
    return [[declaredAddress(type), make]];
  });
}

function declaredAddress(type: string): string {
  const named = {
    "record-identity": "/identity",
    "read-identity": "/identity/read",
    "hand-over-device": "/hand-over",
    "open-kit-map": "/open-kit-map",
    "confirm-whereabouts": "/whereabouts",
    "declare-danger": "/danger",
  };
  const ending = named[type as keyof typeof named] ?? `/commands/${type}`;
  const route = routes.find(({ method, url }) => method === "POST" && url.endsWith(ending));
  return route ? nameOfRoute(route) : `no route for the command ${type}`;
}
