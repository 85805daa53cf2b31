import path from "node:path";
import { rotateSigningKey } from "#adapters";
import { rebuildProjections, takeCheckpoint } from "#usecases";
import { type CliCommand, done } from "../command.ts";
import { openInstance, placeFromEnvironment, signingFolderOf } from "../instance.ts";

/** Makes every projection anew from the events. */
export const rebuild: CliCommand = {
  name: "rebuild",
  summary: "Throw all projections away and make them anew from the ledger.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: {},
  optionHelp: {},
  examples: ["vigil rebuild"],
  run: async (_operands, _options, around) => {
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const studies = await instance.ports.archive.studies();
      const rows: Record<string, number> = {};
      for (const study of studies) rows[study] = await rebuildProjections(instance.ports, study);
      const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
      return done({ rows }, `Made ${total} rows anew for ${studies.length} ledgers.`);
    } finally {
      await instance.close();
    }
  },
};

/** Signs where every ledger stands now. */
export const checkpoint: CliCommand = {
  name: "checkpoint",
  summary: "Sign where every ledger stands now, and give it to the witness.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: {},
  optionHelp: {},
  examples: ["vigil checkpoint"],
  run: async (_operands, _options, around) => {
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const taken = [];
      for (const study of await instance.ports.archive.studies()) {
        const signed = await takeCheckpoint(instance.ports, study);
        if (signed) taken.push({ study, number: signed.checkpoint.number });
      }
      return done(
        { taken },
        taken.length === 0
          ? "Nothing has moved since the last checkpoint."
          : `Took ${taken.length} checkpoints.`,
      );
    } finally {
      await instance.close();
    }
  },
};

/** Puts a new signing key in the old one's place. */
export const rotateKey: CliCommand = {
  name: "keys rotate",
  summary: "Make a new key for signing checkpoints; what the old one signed stays verifiable.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: {},
  optionHelp: {},
  examples: ["vigil keys rotate"],
  run: async (_operands, _options, around) => {
    const place = placeFromEnvironment(around.environment);
    const instance = await openInstance(place);
    try {
      for (const study of await instance.ports.archive.studies()) await takeCheckpoint(instance.ports, study);
    } finally {
      await instance.close();
    }
    const folder = signingFolderOf(place);
    const keyId = rotateSigningKey(folder);
    const message = `The new key is ${keyId}. Restart the server, and give ${path.join(folder, "public", `${keyId}.pem`)} to whoever verifies.`;
    return done({ keyId }, message);
  },
};
