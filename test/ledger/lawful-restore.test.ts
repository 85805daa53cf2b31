import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backUp, fillFromBackup, ownerOf, readBackup, withClient } from "#adapters";
import type { Instant, StudyId } from "#kernel";
import type { SignedCheckpoint } from "#ledger";
import { bundleLines, takeCheckpoint, tellOfRestore, verifyStudy } from "#usecases";
import { assembleInstance, type Instance } from "../../src/cli/instance.ts";
import { verifyBundleText } from "../builders/bundle.ts";
import { aDatabase } from "../builders/database.ts";
import { aClock, anInstance, homeOf } from "../builders/instance.ts";
import { foundSmallStudy } from "../builders/small-study.ts";

const clock = aClock();
const folder = path.join(mkdtempSync(path.join(tmpdir(), "vigil-restore-")), "backup");
let before: Instance;
let study: StudyId;
let backupTakenAt: Instant;

/** A study under two checkpoints at the time of its backup, and two more after it. */
beforeAll(async () => {
  before = await anInstance(clock);
  const small = await foundSmallStudy(before);
  study = small.id;
  const work = async (contacts: number): Promise<void> => {
    for (let count = 0; count < contacts; count++)
      await small.run("log-contact", before.ports.randomness.randomId(), small.contact);
    clock.advance(60_000);
    await takeCheckpoint(before.ports, study);
  };
  await work(2);
  await work(3);
  backupTakenAt = clock.now();
  await withClient(ownerOf(before.database), (owner) => backUp(owner, folder, before.ports));
  await work(4);
  await work(5);
  await small.run("log-contact", before.ports.randomness.randomId(), small.contact);
});
afterAll(async () => {
  await before.close();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

/** The backup in a database of its own, with the keys and the witness that there are. */
async function aCopy(use: (copy: Instance) => Promise<void>): Promise<void> {
  const copy = assembleInstance({ home: homeOf(before) }, await aDatabase(), clock);
  const manifest = await readBackup(folder, before.ports.signer.isSignedBy);
  await withClient(ownerOf(copy.database), (owner) => fillFromBackup(owner, folder, manifest));
  await use(copy);
  await copy.close();
}

const verify = ({ ports }: Instance) => verifyStudy(ports, study, ports.verification());

describe("a backup that is put back", () => {
  test("without a word is taken for what it may be: an old copy over a newer ledger", async () => {
    await aCopy(async (copy) => {
      const report = await verify(copy);
      expect(report).toMatchObject({ intact: false, gaps: [], checkpoints: 2, witnessed: 2 });
      expect(report.findings.map(({ code, checkpoint }) => [code, checkpoint])).toEqual([
        ["ledger-older-than-witness", 3],
        ["ledger-older-than-witness", 4],
      ]);
      await expect(takeCheckpoint(copy.ports, study)).rejects.toThrow("vigil restore");
    });
  });

  test("lawfully is intact, says when, and names what is lost", async () => {
    await aCopy(async (copy) => {
      clock.advance(60_000);
      const restoredAt = clock.now();
      const told = await tellOfRestore(copy.ports, study, backupTakenAt);
      expect(told).toEqual({ study, lost: { fromCheckpoint: 3, toCheckpoint: 4 }, witness: "reaches" });
      const kept: unknown[] = [];
      const witness = {
        ...copy.ports.witness,
        keep: async (signed: SignedCheckpoint) => void kept.push(signed),
      };
      await takeCheckpoint({ ...copy.ports, witness }, study);
      const report = await verify(copy);
      expect(report.findings).toEqual([]);
      expect(report).toMatchObject({ intact: true, checkpoints: 3, witnessed: 2, unproven: 0 });
      expect(report.gaps).toMatchObject([
        {
          restoredAt,
          fromMoment: backupTakenAt,
          toMoment: restoredAt,
          fromCheckpoint: 3,
          toCheckpoint: 4,
          events: 9,
        },
      ]);
      const text = bundleLines(copy.ports, { study, name: "restored" });
      const bundle = await verifyBundleText(
        text,
        copy.ports.publicKeys(),
        await copy.ports.witness.read(study),
      );
      expect(bundle).toMatchObject({ intact: true, gaps: report.gaps });
    });
  });

  test("lawfully once excuses no second time: what was signed since may not be missing", async () => {
    await aCopy(async (copy) => {
      await tellOfRestore(copy.ports, study, backupTakenAt);
      const since: { readonly checkpoint: { readonly number: number } }[] = [];
      const witness = {
        ...copy.ports.witness,
        keep: async (signed: SignedCheckpoint) => void since.push(signed),
      };
      await takeCheckpoint({ ...copy.ports, witness }, study);
      expect(since.map(({ checkpoint }) => checkpoint.number)).toEqual([5]);
      await withClient(ownerOf(copy.database), async (owner) => {
        await owner.query("SET session_replication_role = replica");
        await owner.query("DELETE FROM ledger.checkpoint WHERE number = 5");
        await owner.query("DELETE FROM ledger.checkpoint_change WHERE number = 5");
      });
      const held = {
        ...copy.ports.witness,
        read: async () => [...(await copy.ports.witness.read(study)), ...since],
      };
      const report = await verifyStudy(
        { archive: copy.ports.archive, witness: held as never },
        study,
        copy.ports.verification(),
      );
      expect(report).toMatchObject({ intact: false, gaps: [{ fromCheckpoint: 3, toCheckpoint: 4 }] });
      expect(report.findings.map(({ code, checkpoint }) => [code, checkpoint])).toEqual([
        ["ledger-older-than-witness", 5],
      ]);
    });
  });

  test("tells of what no checkpoint had seen too: a restore is on record even where nothing witnessed is lost", async () => {
    const later = path.join(path.dirname(folder), "later");
    await withClient(ownerOf(before.database), (owner) => backUp(owner, later, before.ports));
    const copy = assembleInstance({ home: homeOf(before) }, await aDatabase(), clock);
    await withClient(ownerOf(copy.database), async (owner) =>
      fillFromBackup(owner, later, await readBackup(later, before.ports.signer.isSignedBy)),
    );
    const told = await tellOfRestore(copy.ports, study, clock.now());
    expect(told.lost).toBeNull();
    const report = await verify(copy);
    expect(report).toMatchObject({ intact: true, gaps: [{ fromCheckpoint: 5, toCheckpoint: 4, events: 0 }] });
    await copy.close();
  });
});
