import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededRandom } from "#kernel";
import { runApp } from "../builders/running-app.ts";
import { aSmallStudy, type SmallStudy } from "../builders/small-study.ts";
import { aftermath } from "./aftermath.ts";
import { PersistentWriter } from "./persistent-writer.ts";
import { strike, targets, tearWitness, verifyOverHttp } from "./strikes.ts";

const rounds = Number(process.env["VIGIL_KILL_ROUNDS"] ?? 50);
const writers = 8;

let home: string;
let study: SmallStudy;

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "vigil-kill-"));
  study = await aSmallStudy(home);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test(`${rounds} rounds of kill -9 of the server, of the database and of both lose nothing that was acknowledged and double nothing`, async () => {
  const random = seededRandom("kill -9");
  const people = Array.from({ length: writers }, (_, index) => new PersistentWriter(study, index));
  const kills = { server: 0, database: 0, both: 0 };
  const sockets = new Set<string>();
  let [torn, verified] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const app = await runApp(home);
    sockets.add(socketFolderOf(home));
    const cookie = await study.signIn(app.origin);
    const shared = await study.logContact(app.origin, cookie);
    const acknowledgedBefore = acknowledgedBy(people);
    const writing = Promise.all(people.map((person) => person.write(app.origin, cookie, shared)));
    // The server takes its checkpoints a second after it has started: some rounds end before, some amid, some after.
    await sleep(random.between(150, 1_700));
    await untilAcknowledged(people, acknowledgedBefore + writers);
    if (round % 5 === 4) verified += await verifyOverHttp(app.origin, cookie, study.id);
    const target = targets[round % targets.length] ?? "both";
    kills[target]++;
    strike(app, target);
    await writing;
    await app.ended;
    if (round % 4 === 3) torn += tearWitness(home, study.id, random);
  }
  await finish(people);
  const acknowledged = people.flatMap((person) => person.acknowledged);
  const found = await aftermath(home, study.id);
  const lost = acknowledged.filter((id) => !found.carriedOut.has(id));
  const asked = [...found.carriedOut].filter(([id]) => study.isOwnId(id));
  const unasked = asked.filter(([id]) => !acknowledged.includes(id));
  const doubled = asked.filter(([, times]) => times > 1);
  console.log(
    `kill -9: ${rounds} rounds (${kills.server} server, ${kills.database} database, ${kills.both} both), ${writers} writers, ` +
      `${acknowledged.length} acknowledged, ${lost.length} lost, ${doubled.length} doubled; ${found.report.events} events in ` +
      `${found.report.streams} streams, ${found.report.findings.length} findings; ${found.report.witnessed} of ${found.report.checkpoints} ` +
      `checkpoints witnessed, ${torn} witness lines torn; ${verified} verifications amid writing; ${found.projections.rows} rows equal to their rebuild`,
  );
  expect(acknowledged.length).toBeGreaterThan(rounds * writers);
  expect(lost).toEqual([]);
  expect(doubled).toEqual([]);
  expect(unasked, "what was sent was sent until it was acknowledged").toEqual([]);
  expect(found.report).toMatchObject({ intact: true, findings: [], unproven: 0 });
  expect(found.report.checkpoints).toBeGreaterThan(2);
  expect(found.report.witnessed, "every checkpoint is with the witness too").toBe(found.report.checkpoints);
  expect(found.projections).toMatchObject({ missing: [], unfounded: [], shownToOthers: [] });
  expect(found.projections.rows).toBeGreaterThan(acknowledged.length / 3);
  expect(found.leftovers, "what killed processes left behind was cleared away").toEqual([]);
  expect([...sockets].filter((folder) => existsSync(folder))).toEqual([]);
  expect(sockets.size).toBe(rounds);
});

function socketFolderOf(folder: string): string {
  const note = readFileSync(path.join(folder, "database.owner.json"), "utf8");
  return (JSON.parse(note) as { readonly socketFolder: string }).socketFolder;
}

function acknowledgedBy(people: readonly PersistentWriter[]): number {
  return people.reduce((sum, person) => sum + person.acknowledged.length, 0);
}

/** A busy machine needs longer until everybody is writing. */
async function untilAcknowledged(people: readonly PersistentWriter[], wanted: number): Promise<void> {
  for (let waits = 0; waits < 200 && acknowledgedBy(people) < wanted; waits++) await sleep(25);
}

/** A last run in which every writer gets its last answer, and the server ends in good order. */
async function finish(people: readonly PersistentWriter[]): Promise<void> {
  const app = await runApp(home);
  const cookie = await study.signIn(app.origin);
  await Promise.all(people.map((person) => person.finish(app.origin, cookie)));
  await app.stop();
}
