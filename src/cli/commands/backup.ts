import { existsSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { backUp, fillFromBackup, isClusterInUse, ownerOf, readBackup, withClient } from "#adapters";
import type { Instant } from "#kernel";
import { type RestoreOutcome, rebuildProjections, takeCheckpoint, tellOfRestore } from "#usecases";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

/** Backs the database up while it is in use. */
export const backup: CliCommand = {
  name: "backup",
  summary: "Back the database up while it is in use. Keys and witness are backed up apart.",
  operands: "FOLDER",
  leastOperands: 1,
  mostOperands: 1,
  options: {},
  optionHelp: {},
  examples: ["vigil backup backups/2026-11-20"],
  run: async ([folder = ""], _options, around) => {
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const access = ownerOf(instance.database);
      for (const study of await instance.ports.archive.studies()) await takeCheckpoint(instance.ports, study);
      const manifest = await withClient(access, (owner) =>
        backUp(owner, path.resolve(folder), instance.ports.clock.now()),
      );
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      return done(
        { folder, rows, tables: manifest.tables },
        `Backed up ${rows} rows to ${folder}. Back up the keys and the witness as well (docs/guides/backup-and-restore.md).`,
      );
    } finally {
      await instance.close();
    }
  },
};

/** Puts a backup back into an empty instance, and says in the ledger what is lost. */
export const restore: CliCommand = {
  name: "restore",
  summary: "Put a backup back, prove it against the witness, and note in the ledger what is lost.",
  operands: "FOLDER",
  leastOperands: 1,
  mostOperands: 1,
  options: { replace: { type: "boolean" } },
  optionHelp: { replace: "set the embedded database that is there now aside (it is renamed, never deleted)" },
  examples: ["vigil restore backups/2026-11-20", "vigil restore backups/2026-11-20 --replace"],
  run: async ([folder = ""], options, around) => {
    const place = placeFromEnvironment(around.environment);
    const manifest = await readBackup(path.resolve(folder));
    const database = path.join(place.home, "database");
    const isThere = place.server === undefined && existsSync(database) && readdirSync(database).length > 0;
    if (isThere && options["replace"] !== true) {
      return wrongUse(
        `There is a database in ${place.home}. Stop the server and add --replace to set it aside.`,
      );
    }
    if (isThere) {
      if (isClusterInUse(database))
        return notDone({ code: "in-use", message: "Cannot restore: the server is running. Stop it first." });
      const aside = `${database}.before-restore-${Date.now()}`;
      renameSync(database, aside);
      around.say(`The database that was there is now ${aside}.`);
    }
    const instance = await openInstance(place);
    try {
      await withClient(ownerOf(instance.database), (owner) =>
        fillFromBackup(owner, path.resolve(folder), manifest),
      );
      const outcomes = await settle(instance, manifest.takenAt as Instant);
      return done(
        { restored: manifest.takenAt, studies: outcomes },
        renderOutcomes(manifest.takenAt, outcomes),
      );
    } finally {
      await instance.close();
    }
  },
};

/** After the rows are back: what is lost is told of, projections are made anew, a checkpoint closes the gap. */
async function settle({ ports }: Instance, backupTakenAt: Instant): Promise<readonly RestoreOutcome[]> {
  const outcomes: RestoreOutcome[] = [];
  for (const study of await ports.archive.studies()) {
    outcomes.push(await tellOfRestore(ports, study, backupTakenAt));
    await rebuildProjections(ports, study);
    await takeCheckpoint(ports, study);
  }
  return outcomes;
}

function renderOutcomes(takenAt: string, outcomes: readonly RestoreOutcome[]): string {
  const losses = outcomes.flatMap(({ study, lost }) =>
    lost
      ? [
          `  Study ${study}: checkpoints ${lost.fromCheckpoint} to ${lost.toCheckpoint} are lost. The ledger says so.`,
        ]
      : [],
  );
  return [
    `Restored the backup of ${takenAt}.`,
    ...(losses.length > 0 ? losses : ["  Nothing that the witness knows of is lost."]),
  ].join("\n");
}
