import path from "node:path";
import {
  type BackupManifest,
  fillFromBackup,
  isClusterInUse,
  isClusterThere,
  markInFolder,
  openEmbeddedDatabase,
  ownerOf,
  readBackup,
  removeCluster,
  replaceCluster,
  requireNobody,
  successorOf,
  systemClock,
  trustedPublicKeys,
  verificationTools,
  withClient,
} from "#adapters";
import type { Instant } from "#kernel";
import {
  type RestoreOutcome,
  rebuildProjections,
  studiesToVerify,
  takeCheckpoint,
  tellOfRestore,
} from "#usecases";
import { type CliCommand, notDone, type Outcome, type Surroundings, wrongUse } from "../command.ts";
import {
  assembleInstance,
  databaseFolderOf,
  type Instance,
  type InstancePlace,
  keyFolderOf,
  openInstance,
  placeFromEnvironment,
  signingFolderOf,
} from "../instance.ts";
import { verifyInstance } from "./verify.ts";

/** Puts a backup back, and says in the ledger what is lost. */
export const restore: CliCommand = {
  name: "restore",
  summary: "Put a backup back, prove it against the witness, and note in the ledger what is lost.",
  operands: "FOLDER",
  leastOperands: 1,
  mostOperands: 1,
  options: { replace: { type: "boolean" } },
  optionHelp: { replace: "set the embedded database that is there now aside (it is renamed, never deleted)" },
  examples: ["vigil restore backups/2026-11-20", "vigil restore backups/2026-11-20 --replace"],
  run: async ([operand = ""], options, around) => {
    const place = placeFromEnvironment(around.environment);
    const folder = path.resolve(operand);
    const { isSignedBy } = verificationTools(trustedPublicKeys(signingFolderOf(place)));
    const backup: Backup = { folder, manifest: await readBackup(folder, isSignedBy) };
    const refused = withoutKeys(place, backup) ?? whatIsThere(place, options["replace"] === true);
    if (refused) return refused;
    return place.server ? restoreOnServer(place, backup) : restoreEmbedded(place, backup, around);
  },
};

type Backup = { readonly folder: string; readonly manifest: BackupManifest };

/** With another master key everything would be there, and nothing of what people wrote could be read. */
function withoutKeys(place: InstancePlace, { manifest }: Backup): Outcome | undefined {
  const folder = keyFolderOf(place);
  const mark = markInFolder(folder);
  if (mark === manifest.masterKeyMark) return undefined;
  const why =
    mark === undefined
      ? `there is no master.key in ${folder}`
      : `the master.key in ${folder} is not the one under which this backup's data are sealed`;
  return notDone({ code: "no-keys", message: `Cannot restore: ${why}. Put the keys back first.` });
}

function whatIsThere(place: InstancePlace, isToReplace: boolean): Outcome | undefined {
  const folder = databaseFolderOf(place);
  if (place.server !== undefined) {
    return isToReplace
      ? wrongUse("--replace is for the embedded database alone. On a server, make an empty one and name it.")
      : undefined;
  }
  if (!isClusterThere(folder)) return undefined;
  if (!isToReplace)
    return wrongUse(
      `There is a database in ${place.home}. Stop the server and add --replace to set it aside.`,
    );
  return isClusterInUse(folder) ? inUse : undefined;
}

const inUse = notDone({
  code: "in-use",
  message: "Cannot restore: the server is running. Stop it first.",
});

/** Fills a database beside the one that is there, and only then lets it take its place: until then the old one stays as it is. */
async function restoreEmbedded(place: InstancePlace, backup: Backup, around: Surroundings): Promise<Outcome> {
  const folder = databaseFolderOf(place);
  const successor = successorOf(folder);
  // What an interrupted restore has left.
  if (isClusterThere(successor)) await removeCluster(successor);
  let outcomes: readonly RestoreOutcome[];
  try {
    outcomes = await fillSuccessor(place, successor, backup);
    if (isClusterThere(folder) && isClusterInUse(folder)) throw new Error(inUse.text);
  } catch (error) {
    await removeCluster(successor);
    throw error;
  }
  const aside = replaceCluster(folder);
  if (aside !== undefined) around.say(`The database that was there is now ${aside}.`);
  const instance = await openInstance(place);
  try {
    const { code, json, text } = await closeGap(instance, backup, outcomes);
    return { code, json: { ...(json as object), aside: aside ?? null }, text };
  } finally {
    await instance.close();
  }
}

async function fillSuccessor(
  place: InstancePlace,
  successor: string,
  backup: Backup,
): Promise<readonly RestoreOutcome[]> {
  const instance = assembleInstance(place, await openEmbeddedDatabase(successor), systemClock);
  try {
    return await putBack(instance, backup);
  } finally {
    await instance.close();
  }
}

async function restoreOnServer(place: InstancePlace, backup: Backup): Promise<Outcome> {
  const instance = await openInstance(place);
  try {
    return await closeGap(instance, backup, await putBack(instance, backup));
  } finally {
    await instance.close();
  }
}

/** The rows are put back, projections made anew, and what is lost is told of. Nothing outside the database is touched. */
async function putBack(instance: Instance, backup: Backup): Promise<readonly RestoreOutcome[]> {
  const { database, ports } = instance;
  await withClient(ownerOf(database), async (owner) => {
    await requireNobody(owner);
    await fillFromBackup(owner, backup.folder, backup.manifest);
  });
  for (const study of await ports.archive.studies()) await rebuildProjections(ports, study);
  const outcomes: RestoreOutcome[] = [];
  // A study that was founded after the backup is lost whole, and only the witness knows of it.
  for (const study of await studiesToVerify(ports))
    outcomes.push(await tellOfRestore(ports, study, backup.manifest.takenAt as Instant));
  return outcomes;
}

/** A checkpoint closes the gap, and everything is proved. */
async function closeGap(
  instance: Instance,
  { manifest: { takenAt } }: Backup,
  studies: readonly RestoreOutcome[],
): Promise<Outcome> {
  for (const { study } of studies) await takeCheckpoint(instance.ports, study);
  const verified = await verifyInstance(instance, await studiesToVerify(instance.ports));
  const lines = [`Restored the backup of ${takenAt}.`, ...studies.map(renderOutcome)];
  return {
    code: verified.code,
    json: { restored: takenAt, studies, verification: verified.json },
    text: `${lines.join("\n")}\n\n${verified.text}`,
  };
}

function renderOutcome({ study, lost, witness }: RestoreOutcome): string {
  const unknown = "Nobody can tell whether something was written after the backup";
  if (witness === "missing")
    return `  Study ${study}: there is no witness here. ${unknown}. If it can be found, put it back and restore once more.`;
  if (witness === "older")
    return `  Study ${study}: the witness here is older than the backup. ${unknown}. If a newer one can be found, put it back and restore once more.`;
  if (lost)
    return `  Study ${study}: checkpoints ${lost.fromCheckpoint} to ${lost.toCheckpoint} are lost. The ledger says so.`;
  return `  Study ${study}: nothing that the witness knows of is lost.`;
}
