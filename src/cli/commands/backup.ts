import path from "node:path";
import { backUp, ownerOf, withClient } from "#adapters";
import { takeCheckpoint } from "#usecases";
import { type CliCommand, done } from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

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
        backUp(owner, path.resolve(folder), instance.ports),
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
