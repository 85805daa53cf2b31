import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ApiRoute, listRoutes } from "#server";
import { carryOut } from "../builders/command-call.ts";
import { ownPlace } from "../builders/places.ts";
import { nameOfRoute, type RouteSample, routeSamples } from "../builders/route-samples.ts";
import type { Answer, Call } from "../builders/served-app.ts";
import { enterPassword, signInAgain } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { lastLines } from "./security-lines.ts";

// Each of them sends dozens of requests.
vi.setConfig({ testTimeout: 60_000 });

let world: WalledWorld;
beforeAll(async () => {
  world = await aWalledWorld();
}, 120_000);
afterAll(() => world.app.close());

const routes = listRoutes();
const samples = routeSamples();

const forAnybody = [
  "GET /api/open-id/callback",
  "GET /api/session",
  "GET /api/set-up",
  "POST /api/demonstration/sign-in",
  "POST /api/emergency/advice",
  "POST /api/emergency/break-code",
  "POST /api/invitation",
  "POST /api/open-id/sign-in",
  "POST /api/reports",
  "POST /api/set-up",
  "POST /api/sign-in",
];

const forWhoeverGaveThePassword = [
  "POST /api/account/authenticator-app",
  "POST /api/account/authenticator-app/proposal",
  "POST /api/account/passkeys",
  "POST /api/account/passkeys/proposal",
  "POST /api/passkey/challenge",
  "POST /api/sign-in/code",
  "POST /api/sign-in/passkey",
  "POST /api/sign-out",
];

const forParticipants = [
  "GET /api/handed-over/form",
  "POST /api/hand-over/end",
  "POST /api/handed-over/report",
  "POST /api/studies/:studyId/participants/:subjectId/commands/draft-items",
  "POST /api/studies/:studyId/participants/:subjectId/commands/report-incident",
  "POST /api/studies/:studyId/participants/:subjectId/commands/submit-form",
];

describe("without a session", () => {
  test("the addresses that answer are these and no others", () => {
    const open = routes.filter(({ access }) => access.kind === "public" || access.kind === "app");
    expect(open.map(nameOfRoute).sort()).toEqual(forAnybody);
  });

  test("every other address says to sign in, whatever is asked, and notes it", async () => {
    const wrong: string[] = [];
    for (const route of routes.filter((one) => !forAnybody.includes(nameOfRoute(one)))) {
      for (const call of [sampleOf(route), { ...sampleOf(route), method: "HEAD", body: undefined }]) {
        const answer = await ask(call);
        const [line] = await lastLines(world.app);
        if (answer.status !== 401 || line?.kind !== "not-signed-in")
          wrong.push(`${call.method} ${call.url}: ${answer.status} ${answer.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("no spelling of an address goes round the door", async () => {
    const spellings = [
      "/%61pi/accounts",
      "/api/%61ccounts",
      "/ap%69/security-log",
      "/API/accounts",
      "//api/accounts",
      "/./api/accounts",
      "/x/../api/accounts",
      "/api/accounts/",
      "/api//accounts",
      "/api/accounts?x=1",
      "/api/accounts#x",
      "/api/accounts;x=1",
      "/api/accounts%00",
      "/api%2faccounts",
      "/api/none",
      "/api/",
      "/api",
    ];
    for (const url of spellings) {
      for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
        const { status, text } = await ask({ method, url });
        expect([401, 404, 405], `${method} ${url}: ${text}`).toContain(status);
      }
    }
  });

  test.each([
    "vigil_session=",
    "vigil_session=undefined",
    `vigil_session=${"a".repeat(43)}`,
    "vigil_session='; DROP TABLE people.session; --",
    `vigil_session=${"x".repeat(4_000)}`,
    "vigil_session=\u00ff; vigil_session=\u00fe",
    "=; ;;= ;",
  ])("a cookie that nobody was given opens nothing: %s", async (cookie) => {
    expect((await ask({ method: "GET", url: "/api/account" }, cookie)).status).toBe(401);
  });
});

describe("with a password and no second factor yet", () => {
  test("the addresses that answer are these and no others", async () => {
    expect(ofKind("pending")).toEqual(forWhoeverGaveThePassword);
    const cookie = await enterPassword(world.app, world.keeper.username);
    const wrong: string[] = [];
    for (const route of routes) {
      const name = nameOfRoute(route);
      if ([...forAnybody, ...forWhoeverGaveThePassword].includes(name)) continue;
      const answer = await ask(sampleOf(route), cookie);
      if (answer.status !== 401) wrong.push(`${name}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  test("whoever has a second factor cannot set up another one instead of giving it", async () => {
    const cookie = await enterPassword(world.app, world.keeper.username);
    const url = "/api/account/authenticator-app/proposal";
    const proposal = await ask({ method: "POST", url, body: {} }, cookie);
    expect(proposal).toMatchObject({ status: 403, json: { code: "second-factor-needed" } });
    const added = await ask(
      { method: "POST", url: "/api/account/authenticator-app", body: { code: "000000" } },
      cookie,
    );
    expect(added.status).toBeGreaterThanOrEqual(400);
    expect((await ask({ method: "GET", url: "/api/account" }, cookie)).status).toBe(401);
  });
});

describe("on a device that was handed to a participant", () => {
  let cookie: string;
  const diary = "at-intake/diary/1";

  beforeAll(async () => {
    const { team, participant } = world.studies[0].sites[0];
    ({ cookie } = await signInAgain(world.app, team));
    const target = { study: world.studies[0].studyId, subject: participant.participantId };
    await carryOut(world.app, { cookie }, "hand-over-device", target, { formKey: diary }, { pin: "4711" });
  });

  test("everything but the participant's own is closed, and the answer says why", async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const name = nameOfRoute(route);
      if ([...forAnybody, ...forParticipants, "POST /api/sign-out"].includes(name)) continue;
      const { status, json } = await ask(sampleOf(route), cookie);
      if (status !== 403 || (json as { code: string }).code !== "device-handed-over")
        wrong.push(`${name}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test("signing out does not take the device back", async () => {
    await ask({ method: "POST", url: "/api/sign-out" }, cookie);
    const { json } = await ask({ method: "GET", url: "/api/session" }, cookie);
    expect(json).toMatchObject({ state: "handed-over" });
  });

  test("the form that it was handed over for can be written on, and no other form or participant", async () => {
    const { participant, neighbor } = world.studies[0].sites[0];
    const own = participant.participantId;
    expect(await write(own, diary)).toBe(200);
    expect(await write(own, "log/remarks/1")).toBe(404);
    expect(await write(own, "at-intake/diary/2")).toBe(404);
    expect(await write(neighbor.participantId, diary)).toBe(404);
    expect(await write(world.studies[0].sites[1].participant.participantId, diary)).toBe(404);
    expect(await write(world.studies[1].sites[0].participant.participantId, diary)).toBe(404);
    expect(await write(own, diary, world.studies[1].studyId)).toBe(404);
  });

  test("no PIN but the right one ends it, and after five wrong ones the session is over", async () => {
    const url = "/api/hand-over/end";
    for (let wrong = 1; wrong <= 5; wrong++) {
      const commandId = world.app.instance.ports.randomness.timedId();
      const answer = await ask(
        { method: "POST", url, body: { commandId, zone: "UTC", pin: "0000" } },
        cookie,
      );
      expect(answer.status).toBe(403);
    }
    const { json } = await ask({ method: "GET", url: "/api/session" }, cookie);
    expect(json).toEqual({ state: "signed-out" });
  });

  async function write(
    subject: string,
    formKey: string,
    study: string = world.studies[0].studyId,
  ): Promise<number> {
    const commandId = world.app.instance.ports.randomness.timedId();
    const data = { formKey, entries: [{ path: "count", value: 1 }] };
    const url = `/api/studies/${study}/participants/${subject}/commands/draft-items`;
    return (await ask({ method: "POST", url, body: { commandId, zone: "UTC", data } }, cookie)).status;
  }
});

function ofKind(kind: ApiRoute["access"]["kind"]): readonly string[] {
  return routes
    .filter(({ access }) => access.kind === kind)
    .map(nameOfRoute)
    .sort();
}

function sampleOf(route: ApiRoute): RouteSample {
  const sample = samples.get(nameOfRoute(route))?.(ownPlace(world), world.app);
  if (!sample) throw new Error(`There is no sample of ${nameOfRoute(route)}.`);
  return sample;
}

function ask(call: Call, cookie?: string): Promise<Answer> {
  world.app.clock.advance(120);
  return world.app.call({ ...call, ...(cookie === undefined ? {} : { cookie }) });
}
