import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StudyId } from "#kernel";
import { type Account, foundStudy } from "#usecases";
import { manifestText, type SignedManifest } from "../../src/adapters/postgres/backup/manifest.ts";
import type { Outcome } from "../../src/cli/command.ts";
import { openInstance } from "../../src/cli/instance.ts";
import { runCommand } from "../builders/command-line.ts";
import { foundSmallStudy } from "../builders/small-study.ts";

const root = mkdtempSync(path.join(tmpdir(), "vigil-restoring-"));
const model = path.join(root, "model");
const backup = path.join(root, "backup");
const witnessBefore = path.join(root, "witness-before");
const repository = fileURLToPath(new URL("../../", import.meta.url));
let study: StudyId;

/** An instance in which people went on after its backup, under checkpoints that its witness has. */
beforeAll(async () => {
  const instance = await openInstance({ home: model });
  const small = await foundSmallStudy(instance);
  study = small.id;
  const work = () => small.run("log-contact", instance.ports.randomness.randomId(), small.contact);
  await work();
  await vigil(model, "checkpoint");
  cpSync(path.join(model, "witness"), witnessBefore, { recursive: true });
  await work();
  expect((await vigil(model, "backup", backup)).text).toContain("Backed up");
  for (let count = 0; count < 3; count++) {
    await work();
    await vigil(model, "checkpoint");
  }
  await instance.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function vigil(home: string, ...args: readonly string[]): Promise<Outcome> {
  return runCommand(args, { environment: { VIGIL_HOME: home } });
}

/** A home of its own, as the model's is now. */
function aHome(): string {
  const home = mkdtempSync(path.join(root, "home-"));
  cpSync(model, home, { recursive: true });
  return home;
}

async function countEvents(home: string): Promise<number> {
  const instance = await openInstance({ home });
  let count = 0;
  for await (const _event of instance.ports.archive.events(study)) count++;
  await instance.close();
  return count;
}

/** What lies in the home beside what always does. */
function besides(home: string): readonly string[] {
  return readdirSync(home).filter((name) => !["database", "keys", "witness"].includes(name));
}

type Told = {
  readonly studies: readonly { readonly study: string; readonly lost: unknown; readonly witness: string }[];
  readonly verification: {
    readonly intact: boolean;
    readonly reports: readonly { readonly study: string; readonly gaps: readonly unknown[] }[];
  };
};

/** What a restore says of the study. */
function toldOf({ json }: Outcome) {
  if (!("studies" in (json as object))) throw new Error(JSON.stringify(json));
  const { studies, verification } = json as Told;
  const { lost, witness } = studies.find((told) => told.study === study) ?? {};
  const { gaps } = verification.reports.find((report) => report.study === study) ?? {};
  return { lost, witness, intact: verification.intact, gaps };
}

const lostSince = { fromCheckpoint: 3, toCheckpoint: 5 };

describe("a restore", () => {
  test("proves itself and names what is lost, sets the old database aside, and can be done again", async () => {
    const home = aHome();
    const first = await vigil(home, "restore", backup, "--replace");
    expect(first.text).toMatch(/checkpoints 3 to 5 are lost[\s\S]*A backup was put back/);
    expect(toldOf(first)).toMatchObject({
      intact: true,
      lost: lostSince,
      witness: "reaches",
      gaps: [lostSince],
    });
    expect(besides(home)).toEqual([expect.stringMatching(/^database\.before-restore-\d+$/)]);
    expect(await vigil(home, "verify")).toMatchObject({ code: 0 });

    const second = await vigil(home, "restore", backup, "--replace");
    expect(toldOf(second)).toMatchObject({ intact: true, lost: { fromCheckpoint: 3, toCheckpoint: 6 } });
    expect(besides(home)).toHaveLength(2);
  });

  test("without a witness, or with an older one, says that nobody can tell what was written since", async () => {
    const home = aHome();
    rmSync(path.join(home, "witness"), { recursive: true });
    const without = await vigil(home, "restore", backup, "--replace");
    expect(without).toMatchObject({ code: 0, text: expect.stringContaining("there is no witness here") });
    expect(toldOf(without)).toMatchObject({ intact: true, lost: null, witness: "missing" });

    rmSync(path.join(home, "witness"), { recursive: true });
    cpSync(witnessBefore, path.join(home, "witness"), { recursive: true });
    const older = await vigil(home, "restore", backup, "--replace");
    expect(older.text).toContain("the witness here is older than the backup");
    expect(toldOf(older)).toMatchObject({ intact: true, lost: null, witness: "older" });

    rmSync(path.join(home, "witness"), { recursive: true });
    cpSync(path.join(model, "witness"), path.join(home, "witness"), { recursive: true });
    const found = await vigil(home, "restore", backup, "--replace");
    expect(toldOf(found)).toMatchObject({ intact: true, lost: lostSince, witness: "reaches" });
  });

  test("tells of a study that was founded after the backup: it is lost whole, and only the witness knows of it", async () => {
    const home = aHome();
    const instance = await openInstance({ home });
    const ada = (await instance.ports.accounts.byUsername("ada")) as Account;
    const about = { name: "Later", protocolId: "LATER", isDemonstration: true };
    const later = await foundStudy(instance.ports, ada, about, { kind: "cli" });
    await vigil(home, "checkpoint");
    await instance.close();
    const outcome = await vigil(home, "restore", backup, "--replace");
    expect((outcome.json as Told).studies).toContainEqual({
      study: later,
      lost: { fromCheckpoint: 1, toCheckpoint: 1 },
      witness: "reaches",
    });
    expect(toldOf(outcome)).toMatchObject({ intact: true });
    expect(await vigil(home, "verify")).toMatchObject({ code: 0 });
  });

  test("takes a backup that an earlier key has signed, and brings no destroyed key back", async () => {
    const home = aHome();
    expect(await vigil(home, "keys", "rotate")).toMatchObject({ code: 0 });
    const owner = "22222222-2222-4222-8222-222222222222";
    const before = await openInstance({ home });
    await before.ports.keys.destroy(study, owner);
    await before.close();
    expect(toldOf(await vigil(home, "restore", backup, "--replace"))).toMatchObject({
      intact: true,
      lost: lostSince,
    });
    const after = await openInstance({ home });
    expect(await after.ports.keys.sealerOf(study, owner)).toBe("destroyed");
    await after.close();
  });
});

describe("a restore is refused, and nothing is touched,", () => {
  test("without the keys, or with those of another instance", async () => {
    const home = mkdtempSync(path.join(root, "empty-"));
    const without = await vigil(home, "restore", backup);
    expect(without.text).toContain("none of the keys here has signed it. Put the keys back first");
    cpSync(path.join(model, "keys/signing/public"), path.join(home, "keys/signing/public"), {
      recursive: true,
    });
    expect((await vigil(home, "restore", backup)).text).toContain("there is no master.key in");
    expect(readdirSync(path.join(home, "keys"))).toEqual(["signing"]);
    writeFileSync(path.join(home, "keys/master.key"), Buffer.alloc(32).toString("base64"));
    expect((await vigil(home, "restore", backup)).text).toContain("is not the one under which");
    expect(besides(home)).toEqual([]);
  });

  test("where there is a database that is not to be replaced, or where the server is running", async () => {
    const home = aHome();
    const kept = await vigil(home, "restore", backup);
    expect(kept).toMatchObject({ code: 2, text: expect.stringContaining("add --replace to set it aside") });
    const running = await openInstance({ home });
    const held = await vigil(home, "restore", backup, "--replace");
    await running.close();
    expect(held).toMatchObject({ code: 1, text: "Cannot restore: the server is running. Stop it first." });
    expect(besides(home)).toEqual([]);
  });

  test("where the backup is of a newer version", async () => {
    const home = aHome();
    const newer = path.join(root, "newer");
    await asOfNewerVersion(home, newer);
    const before = await countEvents(home);
    const refused = await vigil(home, "restore", newer, "--replace");
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining("9999-newer.sql") });
    expect([besides(home), await countEvents(home)]).toEqual([[], before]);
    expect(await vigil(home, "verify")).toMatchObject({ code: 0 });
  });
});

test("kill -9 at any moment of a restore leaves the old database in use, or the new one, whole; a second try works", async () => {
  const home = aHome();
  const before = await countEvents(home);
  // The first falls into the filling; where the others fall depends on the machine.
  for (const delay of [0, 400, 900]) {
    const isCutShort = await killedRestore(home, delay);
    if (delay === 0)
      expect([isCutShort, besides(home)]).toEqual([true, expect.arrayContaining(["database.restoring"])]);
    const isReplaced = besides(home).some((name) => name.includes("before-restore"));
    const after = await countEvents(home);
    expect(after === before).toBe(!isReplaced);
    expect(await vigil(home, "verify")).toMatchObject({ code: 0 });
  }
  const again = await vigil(home, "restore", backup, "--replace");
  expect(toldOf(again)).toMatchObject({ intact: true });
  expect(besides(home).filter((name) => !/^database\.before-restore-\d+$/.test(name))).toEqual([]);
});

/** Kills `vigil restore` some milliseconds after the database beside the old one has begun to run; whether it was still at work. */
async function killedRestore(home: string, delay: number): Promise<boolean> {
  const loader = pathToFileURL(path.join(repository, "node_modules/tsx/dist/loader.mjs")).href;
  const main = path.join(repository, "src/cli/main.ts");
  const args = ["--conditions=source", "--import", loader, main, "restore", backup, "--replace"];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, VIGIL_HOME: home },
    stdio: "ignore",
  });
  const ended = new Promise<boolean>((resolve) => child.once("exit", (code) => resolve(code === null)));
  const running = path.join(home, "database.restoring/postmaster.pid");
  // What an earlier one has left is cleared away first, and runs for a moment.
  const left = existsSync(running) ? readFileSync(running, "utf8") : "";
  const isRunning = (): boolean => existsSync(running) && readFileSync(running, "utf8") !== left;
  while (!isRunning() && child.exitCode === null) await sleep(5);
  await sleep(delay);
  child.kill("SIGKILL");
  return ended;
}

/** The backup with a migration that nobody here knows, signed all the same. */
async function asOfNewerVersion(home: string, folder: string): Promise<void> {
  cpSync(backup, folder, { recursive: true });
  const file = path.join(folder, "backup.json");
  const { manifest } = JSON.parse(readFileSync(file, "utf8")) as SignedManifest;
  const newer = { ...manifest, migrations: [...manifest.migrations, "9999-newer.sql"] };
  const { ports, close } = await openInstance({ home });
  const { keyId, sign } = ports.signer;
  await close();
  writeFileSync(file, JSON.stringify({ manifest: newer, keyId, signature: sign(manifestText(newer)) }));
}
