import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CalendarDate } from "#kernel";
import { standingsOf } from "#trial";
import { carryOut, commandCall } from "../builders/command-call.ts";
import { aContact, grant, siteBoundAs, type WorldSite, type WorldStudy } from "../builders/make-world.ts";
import { aPerson, type Person, proofOf, signInAgain } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";

// Each of them sends dozens of requests.
vi.setConfig({ testTimeout: 60_000 });

let world: WalledWorld;
let study: WorldStudy;
let here: WorldSite;
let there: WorldSite;
beforeAll(async () => {
  world = await aWalledWorld();
  [study] = world.studies;
  [here, there] = study.sites;
}, 120_000);
afterAll(() => world.app.close());

test("a role that ends while its holder is signed in is gone at the next request", async () => {
  const { app } = world;
  const monitor = await aPerson(app, "leaves today");
  await grant(app, study, monitor, "monitor");
  expect(await statusOf(monitor, "participants")).toBe(200);
  const staff = await app.call({
    method: "GET",
    url: `/api/studies/${study.studyId}/staff`,
    cookie: study.maker.cookie,
  });
  const pages = staff.json as readonly { userId: string; grants: readonly { grantId: string }[] }[];
  const grantId = pages.find(({ userId }) => userId === monitor.userId)?.grants[0]?.grantId;
  const target = { study: study.studyId, subject: monitor.userId };
  await carryOut(app, study.maker, "end-role", target, { grantId, on: "2026-11-19" });
  expect(await statusOf(monitor, "participants")).toBe(404);
});

test("what somebody did before their role ended may still be sent, and nothing else", async () => {
  const { app } = world;
  const leaver = await aPerson(app, "left the site");
  await grant(app, study, leaver, "site-coordinator", here.siteId);
  const staff = await app.call({
    method: "GET",
    url: `/api/studies/${study.studyId}/staff`,
    cookie: study.maker.cookie,
  });
  const pages = staff.json as readonly { userId: string; grants: readonly { grantId: string }[] }[];
  const grantId = pages.find(({ userId }) => userId === leaver.userId)?.grants[0]?.grantId;
  const target = { study: study.studyId, subject: leaver.userId };
  await carryOut(app, study.maker, "end-role", target, { grantId, on: "2026-11-19" });
  const subject = here.participant.participantId;
  const seen = { category: "other", rule: "late", description: { freeText: "The scale was late." } };
  const statusAt = async (type: string, data: unknown, more: object) => {
    const call = commandCall(app, type, { study: study.studyId, subject }, data, more);
    return (await app.call({ ...call, cookie: leaver.cookie })).status;
  };
  const before = { occurredAt: "2026-11-19T12:00:00.000Z" };
  expect(await statusAt("record-deviation", seen, before)).toBe(200);
  expect(await statusAt("record-deviation", seen, { occurredAt: "2026-11-20T12:00:00.000Z" })).toBe(404);
  expect(await statusAt("record-deviation", seen, {})).toBe(404);
  const plan = { encounterId: "extra", plannedFor: "2026-11-21T12:00:00.000Z", mode: "in-person" };
  expect(await statusAt("schedule-visit", plan, before)).toBe(404);
  expect(await statusOf(leaver, "participants")).toBe(404);
});

test("an account that is disabled while its holder is signed in is signed out", async () => {
  const { app } = world;
  const leaver = await aPerson(app, "disabled today");
  const url = `/api/accounts/${leaver.userId}/change`;
  await app.call({
    method: "POST",
    url,
    cookie: world.keeper.cookie,
    body: { act: "disable", why: "left the site" },
  });
  expect((await app.call({ method: "GET", url: "/api/account", cookie: leaver.cookie })).status).toBe(401);
});

test("a role of a site is not granted without one, and had it been it would reach nothing", async () => {
  const target = { study: study.studyId, subject: here.colleague.userId };
  const data = { role: "investigator", from: "2026-01-01" };
  const answer = await ask(study.maker, "grant-role", target.subject, data);
  expect(answer).toMatchObject({ status: 422, json: { code: "site-needed" } });
  const everywhere = { role: "investigator" as const, from: "2026-01-01" as CalendarDate };
  expect(standingsOf([everywhere], "2026-11-20" as CalendarDate)).toEqual([]);
});

describe("a role for one site", () => {
  test("does not act on the study as a whole, though the role could", async () => {
    const administrator = siteBoundAs(world, "administrator");
    const monitor = siteBoundAs(world, "medical-monitor");
    const notPermitted = { status: 403, json: { code: "not-permitted" } };
    const design = { design: {}, summary: "Third" };
    expect(await ask(administrator, "publish-design", study.studyId, design)).toMatchObject(notPermitted);
    const confirmed = { version: "1.0", parameterIds: ["least-weight"] };
    expect(await ask(monitor, "confirm-parameters", study.studyId, confirmed)).toMatchObject(notPermitted);
    const newcomer = world.keeper.userId;
    expect(await ask(administrator, "add-staff-member", newcomer, { name: "Somebody" })).toMatchObject({
      status: 404,
    });
  });

  test("cannot be widened by who has it", async () => {
    const administrator = siteBoundAs(world, "administrator");
    const everywhere = { role: "administrator", from: "2026-01-01" };
    expect(await ask(administrator, "grant-role", administrator.userId, everywhere)).toMatchObject({
      status: 403,
    });
    const elsewhere = { ...everywhere, siteId: there.siteId };
    expect(await ask(administrator, "grant-role", administrator.userId, elsewhere)).toMatchObject({
      status: 404,
    });
  });

  test("is not lent to another site where its holder has another role", async () => {
    const { app } = world;
    const both = await aPerson(app, "works at both");
    await grant(app, study, both, "site-coordinator", here.siteId);
    const target = { study: study.studyId, subject: both.userId };
    await carryOut(app, study.maker, "grant-role", target, {
      role: "monitor",
      siteId: there.siteId,
      from: "2026-01-01",
    });
    const logged = aContact(there.siteId, "both");
    const newId = app.instance.ports.randomness.randomId();
    expect(await ask(both, "log-contact", newId, logged)).toMatchObject({ status: 404 });
    const verified = { formKey: "at-intake/vitals/1", paths: ["weight"] };
    const own = here.participant.participantId;
    expect(await ask(both, "verify-source", own, verified)).toMatchObject({ status: 404 });
    const other = there.participant.participantId;
    // Whatever the rule says of it: they reach it.
    expect([200, 409, 422]).toContain((await ask(both, "verify-source", other, verified)).status);
  });
});

test("an investigator hands a participant over to another site of the study, whose participant they then are", async () => {
  const { participantId } = here.neighbor;
  const investigator = siteBoundAs(world, "investigator");
  const elsewhere = { toSite: world.studies[1].sites[0].siteId, effectiveOn: "2026-11-20" };
  expect(await ask(investigator, "transfer-participant", participantId, elsewhere)).toMatchObject({
    status: 404,
  });
  const transfer = { toSite: there.siteId, effectiveOn: "2026-11-20" };
  expect(await ask(investigator, "transfer-participant", participantId, transfer)).toMatchObject({
    status: 200,
  });
  const page = `participants/${participantId}`;
  expect(await statusOf(investigator, page)).toBe(404);
  expect(await statusOf(there.team, page)).toBe(200);
});

test("nobody acts in a role that they do not have", async () => {
  const contact = aContact(here.siteId, "nobody");
  const subject = world.app.instance.ports.randomness.randomId();
  const coordinator = siteBoundAs(world, "site-coordinator");
  const call = commandCall(world.app, "log-contact", { study: study.studyId, subject }, contact, {
    actingAs: "investigator",
  });
  expect(await world.app.call({ ...call, cookie: coordinator.cookie })).toMatchObject({ status: 404 });
});

describe("a role counts from its first day to its last", () => {
  let monitor: Person;
  beforeAll(async () => {
    monitor = await aPerson(world.app, "here for two days");
    const target = { study: study.studyId, subject: monitor.userId };
    await carryOut(world.app, study.maker, "add-staff-member", target, { name: monitor.name });
    const period = { role: "monitor", from: "2026-11-22", until: "2026-11-23" };
    await carryOut(world.app, study.maker, "grant-role", target, period);
  });

  test.each([
    ["the day before", "2026-11-21T23:59:00.000Z", 404],
    ["on its first day", "2026-11-22T00:00:00.000Z", 200],
    ["on its last day", "2026-11-23T23:58:00.000Z", 200],
    ["the day after", "2026-11-24T00:00:00.000Z", 404],
  ])("%s", async (_, moment, expected) => {
    world.app.clock.set(moment);
    monitor = await signInAgain(world.app, monitor);
    expect(await statusOf(monitor, "participants")).toBe(expected);
  });
});

function ask(person: Person, type: string, subject: string, data: unknown) {
  const isSigned = type === "confirm-parameters";
  const call = commandCall(world.app, type, { study: study.studyId, subject }, data);
  const body = isSigned ? { ...(call.body as object), proof: proofOf(world.app, person) } : call.body;
  return world.app.call({ ...call, body, cookie: person.cookie });
}

async function statusOf({ cookie }: Person, list: string): Promise<number> {
  const url = `/api/studies/${study.studyId}/${list}`;
  return (await world.app.call({ method: "GET", url, cookie })).status;
}
