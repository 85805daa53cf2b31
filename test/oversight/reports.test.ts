import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownerOf } from "#adapters";
import { siteRoles } from "#trial";
import { reportCodeOf } from "#usecases";
import { assembleInstance } from "../../src/cli/instance.ts";
import { followedStudy } from "../../src/trial/testing/followed-study.ts";
import { type Person, staff } from "../../src/trial/testing/people.ts";
import { aTrial, type Story } from "../../src/trial/testing/story.ts";
import { everythingGot, type Got } from "../blind/everything-got.ts";
import { cookieOf, signEverybodyIn, type Twin } from "../blind/twins.ts";
import { wholeDatabase } from "../blind/whole-database.ts";
import { aDatabase } from "../builders/database.ts";
import { aClock, anInstance } from "../builders/instance.ts";
import { aMeadow, meadowOn } from "../builders/meadow.ts";
import { serveInstance } from "../builders/served-app.ts";

const words = "I was held down and told to be quiet.";
const recordingId = "00000008-0000-4000-8000-000000000001";

/** Somebody dosed, the session recorded. */
const dosed: Story = aTrial(followedStudy)
  .another(1)
  .on("2026-02-02")
  .randomized()
  .on("2026-02-20T20:00:00.000Z")
  .began("at-dosing")
  .does("start-recording", {
    recordingId,
    visitId: "at-dosing",
    device: "Camera 1",
    startedAt: "2026-02-20T13:00:00.000Z",
    heldBy: [],
  });

const siteStaff = Object.values(staff).filter(({ role }) => siteRoles.includes(role));

let quiet: Twin;
let told: Twin;
let newCommandId: () => string;
const home = mkdtempSync(path.join(tmpdir(), "vigil-reports-"));

/** The same study twice, by its data and keys; what is told in the second is not in the first. */
beforeAll(async () => {
  const database = await aDatabase();
  const first = await aMeadow(
    async (clock) => assembleInstance({ home }, { ...database, close: async () => {} }, clock),
    aTrial(followedStudy),
  );
  await first.tell(dosed);
  await signEverybodyIn(first);
  await first.instance.close();
  const model = { database: String(database.app.database), home };
  const twin = async (): Promise<Twin> => {
    const clock = aClock(first.clock.now());
    const instance = await anInstance(clock, model);
    const meadow = meadowOn(instance, clock, first.progress());
    return { meadow, app: serveInstance(instance, clock), plant: () => {} };
  };
  quiet = await twin();
  told = await twin();
  newCommandId = () => told.meadow.instance.ports.randomness.timedId();
  await database.close();
}, 180_000);
afterAll(async () => {
  await quiet?.app.close();
  await told?.app.close();
  rmSync(home, { recursive: true, force: true });
});

const codeOf = (twin: Twin): string =>
  reportCodeOf(twin.meadow.instance.ports.keys, twin.meadow.study, dosed.id as never);

const envelope = () => ({ commandId: newCommandId(), zone: "America/New_York" });

/**
 * Two things of a copy of the ledger are left out: its own id, drawn afresh; and what the signed checkpoint sums up of the whole study, all sites
 * and raters and reports together: how many events and streams there are, and the way from a stream's head to the root over all of them.
 */
async function got(twin: Twin, person: Person): Promise<Got> {
  const all = await everythingGot(twin, dosed, person);
  return new Map([...all].map(([name, text]) => [name, text.split("\n").map(withoutSums).join("\n")]));
}

function withoutSums(line: string): string {
  // Each of the two instances makes the key for the outboxes of devices when it is first asked for.
  const plain = line
    .replaceAll(/"exportId":"[0-9a-f-]{36}"/g, '"exportId":"…"')
    .replaceAll(/"serverKey":\{[^}]*\}/g, '"serverKey":"…"');
  // What a copy leaves behind is an event with the copy's id: its hash, and the head of the study's stream with it, are as fresh.
  if (/"type":"LedgerExported"/.test(plain) || /^H .*"study:/.test(plain))
    return plain
      .replaceAll(/[0-9a-f]{64}/g, "hash over the copy's id")
      .replaceAll(/"(commandId|correlationId)":"[0-9a-f-]{36}"/g, '"$1":"…"')
      .replace(/\[\{"side".*?\}\]/, '"the way to the root"');
  if (/^C /.test(plain)) return plain.replaceAll(/"(events|streams)":\d+/g, '"$1":"…"');
  return /^[HP] /.test(plain) ? plain.replace(/\[\{"side".*?\}\]/, '"the way to the root"') : plain;
}

function differences(one: Got, other: Got): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
    const [a, b] = [one.get(name) ?? "", other.get(name) ?? ""];
    if (a === b) return [];
    const at = [...a].findIndex((letter, index) => letter !== b[index]);
    return [
      `${name}: …${a.slice(Math.max(0, at - 60), at + 60)}… is not …${b.slice(Math.max(0, at - 60), at + 60)}…`,
    ];
  });
}

describe("a confidential report", () => {
  test("is taken without a sign-in from whoever has the printed code, and answers everybody alike", async () => {
    const data = {
      kinds: ["pressured", "limits-not-kept"],
      words: { freeText: words },
      visitId: "at-dosing",
    };
    const body = { ...envelope(), study: told.meadow.study, code: codeOf(told).toLowerCase(), data };
    const answer = await told.app.call({ method: "POST", url: "/api/reports", body });
    expect([answer.status, answer.text]).toEqual([200, "{}"]);
    const again = await told.app.call({ method: "POST", url: "/api/reports", body });
    expect([again.status, again.text]).toEqual([200, "{}"]);
    const wrong = await told.app.call({
      method: "POST",
      url: "/api/reports",
      body: { ...body, ...envelope(), code: "0000-0000-0000" },
    });
    expect(wrong.status).toBe(404);
  });

  test("is taken from a member of staff too, whose answer is that of a report about anybody", async () => {
    const url = `/api/studies/${told.meadow.study}/participants/${dosed.id}/commands/report-incident`;
    const body = { ...envelope(), data: { kinds: ["other"], words: { freeText: words } } };
    const answer = await told.app.call({ method: "POST", url, body, cookie: cookieOf(staff.therapist.user) });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({ version: dosed.state.version, repeated: false });
  });

  test("is seen by the medical monitor and the person whom the design names, with its words and its clocks", async () => {
    const url = `/api/studies/${told.meadow.study}/incidents`;
    for (const person of [staff.medicalMonitor, staff.sessionAuditor]) {
      const { json } = await told.app.call({ method: "GET", url, cookie: cookieOf(person.user) });
      expect(json).toHaveLength(2);
      expect(json).toMatchObject([{ closed: null }, { closed: null }]);
      expect(JSON.stringify(json)).toContain(words);
      const work = await told.app.call({
        method: "GET",
        url: `/api/studies/${told.meadow.study}/worklist`,
        cookie: cookieOf(person.user),
      });
      expect(work.text).toContain("incident-open");
    }
    const other = await told.app.call({ method: "GET", url, cookie: cookieOf(staff.sponsorSafety.user) });
    expect(other.json).toEqual([]);
  });

  test("makes the recording of its session one to review, and no line of a site says so", async () => {
    const url = `/api/studies/${told.meadow.study}/reviews`;
    const { json } = await told.app.call({ method: "GET", url, cookie: cookieOf(staff.sessionAuditor.user) });
    const [line] = (json as { lines: { reasons: { why: string }[] }[] }).lines;
    expect(line?.reasons.map(({ why }) => why)).toContain("confidential-report");
  });

  test("changes not one byte of any answer that a role of a site can get, copies of the ledger included", async () => {
    expect(siteStaff.length).toBeGreaterThan(5);
    for (const person of siteStaff)
      expect(differences(await got(quiet, person), await got(told, person)), person.name).toEqual([]);
  }, 240_000);

  test("is compared in a way that would find it: the medical monitor's answers differ", async () => {
    expect(
      differences(await got(quiet, staff.medicalMonitor), await got(told, staff.medicalMonitor)),
    ).not.toEqual([]);
  }, 120_000);

  test("lies in the database sealed, under no site's reach", async () => {
    const owner = new pg.Pool(ownerOf(told.app.instance.database));
    try {
      const all = [...(await wholeDatabase(owner)).values()].join("\n");
      expect(all).not.toContain("held down");
      const { rows } = await owner.query<{ sites: readonly string[] }>(
        "SELECT DISTINCT sites FROM ledger.stream WHERE stream_id LIKE 'incident:%' OR stream_id LIKE 'review:%'",
      );
      expect(rows).toEqual([{ sites: ["outside-sites"] }]);
    } finally {
      await owner.end();
    }
  });

  test("is triaged by who receives it, and refused to everybody else as what is not there", async () => {
    const list = await told.app.call({
      method: "GET",
      url: `/api/studies/${told.meadow.study}/incidents`,
      cookie: cookieOf(staff.medicalMonitor.user),
    });
    const [first] = list.json as { incidentId: string }[];
    const url = `/api/studies/${told.meadow.study}/participants/${dosed.id}/commands/acknowledge-incident`;
    const send = (person: Person) =>
      told.app.call({
        method: "POST",
        url,
        body: { ...envelope(), data: { incidentId: first?.incidentId } },
        cookie: cookieOf(person.user),
      });
    expect((await send(staff.investigator)).status).toBe(403);
    expect((await send(staff.sponsorSafety)).status).toBe(422);
    expect((await send(staff.medicalMonitor)).status).toBe(200);
  });
});
