import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backUp, fillFromBackup, ownerOf, readBackup, requireNobody, withClient } from "#adapters";
import { verifyStudy } from "#usecases";
import { manifestText, type SignedManifest } from "../../src/adapters/postgres/backup/manifest.ts";
import { assembleInstance, type Instance } from "../../src/cli/instance.ts";
import { aDatabase } from "../builders/database.ts";
import { aClock, anInstance, homeOf } from "../builders/instance.ts";
import { foundSmallStudy, type SmallStudyAt } from "../builders/small-study.ts";

const clock = aClock();
const root = mkdtempSync(path.join(tmpdir(), "vigil-backup-"));
const sound = path.join(root, "sound");
let instance: Instance;
let study: SmallStudyAt;

beforeAll(async () => {
  instance = await anInstance(clock);
  study = await foundSmallStudy(instance);
  await logContact();
  await instance.ports.securityLog.write({ kind: "sign-in-refused" });
  await backUpTo(sound);
});
afterAll(async () => {
  await instance.close();
  rmSync(root, { recursive: true, force: true });
});

async function logContact(): Promise<string> {
  const participant = instance.ports.randomness.randomId();
  await study.run("log-contact", participant, study.contact);
  return participant;
}

const backUpTo = (folder: string) =>
  withClient(ownerOf(instance.database), (owner) => backUp(owner, folder, instance.ports));

const read = (folder: string) => readBackup(folder, instance.ports.signer.isSignedBy);

/** The backup in a database of its own. */
async function restored(folder: string, use: (copy: Instance) => Promise<void>): Promise<void> {
  const copy = assembleInstance({ home: homeOf(instance) }, await aDatabase(), clock);
  try {
    const manifest = await read(folder);
    await withClient(ownerOf(copy.database), (owner) => fillFromBackup(owner, folder, manifest));
    await use(copy);
  } finally {
    await copy.close();
  }
}

/** Runs with a copy of the sound backup, which it may spoil. */
async function spoiled(spoil: (folder: string) => void): Promise<unknown> {
  const folder = mkdtempSync(path.join(root, "spoiled-"));
  cpSync(sound, folder, { recursive: true });
  spoil(folder);
  return read(folder).then(
    () => "taken",
    (error: Error) => error.message.replace(folder, "FOLDER"),
  );
}

function editManifest(folder: string, edit: (signed: SignedManifest) => SignedManifest): void {
  const file = path.join(folder, "backup.json");
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, "utf8")))));
}

const events = "ledger.event.ndjson.gz";
const accounts = "people.account.ndjson.gz";
const aFlippedByte = (folder: string): void => {
  const bytes = readFileSync(path.join(folder, events));
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(path.join(folder, events), bytes);
};

describe("a backup is taken only as it was written", () => {
  test("untouched it is taken", async () => {
    expect(await spoiled(() => {})).toBe("taken");
  });

  const another = "Take another backup.";
  const refused: readonly (readonly [string, (folder: string) => void, string])[] = [
    [
      "with a file of which one bit has changed",
      aFlippedByte,
      `${events} is not as it was written. ${another}`,
    ],
    [
      "with a file cut short",
      (folder) => truncateSync(path.join(folder, events), 100),
      `${events} is torn. ${another}`,
    ],
    ["without a file", (folder) => rmSync(path.join(folder, accounts)), `${accounts} is missing. ${another}`],
    [
      "with two files swapped",
      (folder) => {
        renameSync(path.join(folder, accounts), path.join(folder, "x"));
        renameSync(path.join(folder, "people.passkey.ndjson.gz"), path.join(folder, accounts));
        renameSync(path.join(folder, "x"), path.join(folder, "people.passkey.ndjson.gz"));
      },
      `${accounts} is torn. ${another}`,
    ],
    [
      "with a list that was edited",
      (folder) =>
        editManifest(folder, (signed) => ({
          ...signed,
          manifest: { ...signed.manifest, takenAt: "2026-11-19T00:00:00.000Z" },
        })),
      "none of the keys here has signed it. Put the keys back first; if they are here, backup.json was edited.",
    ],
    [
      "with the signature of a key that is not trusted here",
      (folder) => editManifest(folder, (signed) => ({ ...signed, keyId: "0000000000000000" })),
      "none of the keys here has signed it. Put the keys back first; if they are here, backup.json was edited.",
    ],
    [
      "with a list cut short",
      (folder) => truncateSync(path.join(folder, "backup.json"), 200),
      `backup.json is torn. ${another}`,
    ],
    ["without a list", (folder) => rmSync(path.join(folder, "backup.json")), "it holds no backup.json."],
  ];
  test.each(refused)("%s it is refused", async (_name, spoil, why) => {
    expect(await spoiled(spoil)).toBe(`Cannot restore from FOLDER: ${why}`);
  });
});

describe("a backup", () => {
  test("while people write holds all that was acknowledged before it began, and is one moment", async () => {
    const folder = path.join(root, "meanwhile");
    const acknowledged: string[] = [];
    let isOver = false;
    const writers = Array.from({ length: 4 }, async () => {
      while (!isOver) acknowledged.push(await logContact());
    });
    while (acknowledged.length < 20) await new Promise((resolve) => setTimeout(resolve, 10));
    const before = [...acknowledged];
    await backUpTo(folder);
    const during = acknowledged.length - before.length;
    isOver = true;
    await Promise.all(writers);
    expect(during).toBeGreaterThan(0);
    await restored(folder, async ({ ports }) => {
      const { heads } = await ports.archive.heads(study.id);
      const kept = new Set(heads.map(({ stream }) => stream));
      expect(before.filter((participant) => !kept.has(`participant:${participant}`))).toEqual([]);
      const report = await verifyStudy(ports, study.id, ports.verification());
      expect(report.findings).toEqual([]);
    });
  });

  test("is not written over another, nor left half-written where it fails", async () => {
    await expect(backUpTo(sound)).rejects.toThrow("it is not empty");
    const folder = path.join(root, "fails");
    const signer = {
      keyId: "none",
      sign: () => {
        throw new Error("The key is gone.");
      },
    };
    const failing = withClient(ownerOf(instance.database), (owner) =>
      backUp(owner, folder, { ...instance.ports, signer }),
    );
    await expect(failing).rejects.toThrow("The key is gone.");
    expect(readdirSync(root).filter((name) => name.startsWith("fails"))).toEqual([]);
  });

  test("put back leaves the security log able to go on", async () => {
    await restored(sound, async ({ ports, database }) => {
      await ports.securityLog.write({ kind: "sign-in-refused" });
      const { rows } = await withClient(ownerOf(database), (owner) =>
        owner.query("SELECT kind FROM security.log"),
      );
      expect(rows.filter(({ kind }) => kind === "sign-in-refused")).toHaveLength(2);
    });
  });

  test("is not mixed with what is there, be it only a line of the security log", async () => {
    await restored(sound, async ({ database }) => {
      const manifest = await read(sound);
      const again = withClient(ownerOf(database), (owner) => fillFromBackup(owner, sound, manifest));
      await expect(again).rejects.toThrow("it is not empty");
    });
    const started = assembleInstance({ home: homeOf(instance) }, await aDatabase(), clock);
    await started.ports.securityLog.write({ kind: "sign-in-refused" });
    const manifest = await read(sound);
    const mixed = withClient(ownerOf(started.database), (owner) => fillFromBackup(owner, sound, manifest));
    await expect(mixed).rejects.toThrow("it is not empty");
    await started.close();
  });

  test("is not put into a database that a server uses", async () => {
    const used = assembleInstance({ home: homeOf(instance) }, await aDatabase(), clock);
    await used.pool.query("SELECT 1");
    await expect(withClient(ownerOf(used.database), requireNobody)).rejects.toThrow("the server is running");
    await used.close();
  });

  test("of a newer version is refused, and leaves the database empty", async () => {
    const folder = mkdtempSync(path.join(root, "newer-"));
    cpSync(sound, folder, { recursive: true });
    const { keyId, sign } = instance.ports.signer;
    editManifest(folder, ({ manifest }) => {
      const newer = { ...manifest, migrations: [...manifest.migrations, "9999-newer.sql"] };
      return { manifest: newer, keyId, signature: sign(manifestText(newer)) };
    });
    await expect(restored(folder, async () => {})).rejects.toThrow("9999-newer.sql");
  });
});
