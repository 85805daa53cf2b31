import type { StudyId } from "#kernel";
import {
  type CheckpointPorts,
  CheckpointRefusedError,
  type Outbox,
  type SecurityLog,
  takeCheckpoint,
} from "#usecases";

export type BackgroundPorts = CheckpointPorts & {
  readonly outbox: Outbox;
  readonly securityLog: SecurityLog;
};

const lookEvery = 1_000;
const checkpointEvery = 30_000;
const mostMessages = 500;

/**
 * What the server does by itself: it takes messages from the outbox, and a checkpoint of every study at least every half minute in which
 * something moved, and at once after a signature. Returns how to end it.
 */
export function startBackground(ports: BackgroundPorts): () => Promise<void> {
  let lastCheckpoints = 0;
  let running: Promise<void> = Promise.resolve();
  const told = new Set<string>();

  const look = async (): Promise<void> => {
    const wanted = await attempt(told, () => takeMessages(ports));
    for (const study of wanted ?? []) await attempt(told, () => checkpointOf(ports, study, told));
    if (Date.now() - lastCheckpoints < checkpointEvery) return;
    lastCheckpoints = Date.now();
    const studies = await attempt(told, () => allStudies(ports));
    for (const study of studies ?? []) await attempt(told, () => checkpointOf(ports, study, told));
  };

  const timer = setInterval(() => {
    running = running.then(look);
  }, lookEvery);

  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Does one thing; a fault in it stops nothing else, and is told once, not every second. */
async function attempt<Value>(told: Set<string>, work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!told.has(message)) process.stderr.write(`background: ${message}\n`);
    told.add(message);
    return undefined;
  }
}

/** Takes what waits in the outbox; the studies of which a checkpoint is wanted. */
async function takeMessages({ outbox }: BackgroundPorts): Promise<ReadonlySet<StudyId>> {
  const wanted = new Set<StudyId>();
  await outbox.take(mostMessages, async (rows) => {
    for (const { study, topic } of rows) if (topic === "checkpoint-wanted") wanted.add(study);
  });
  return wanted;
}

/** Those of the database, and those that only the witness still knows of. */
async function allStudies({ archive, witness }: BackgroundPorts): Promise<ReadonlySet<StudyId>> {
  return new Set([...(await archive.studies()), ...(await witness.studies())]);
}

/** A database that does not fit its witness is an alarm for the administrator, told once, and no reason to stop serving. */
async function checkpointOf(ports: BackgroundPorts, study: StudyId, told: Set<string>): Promise<void> {
  try {
    await takeCheckpoint(ports, study);
  } catch (error) {
    if (!(error instanceof CheckpointRefusedError)) throw error;
    if (told.has(`${study} ${error.code}`)) return;
    told.add(`${study} ${error.code}`);
    await ports.securityLog.write({ kind: error.code, detail: { study } });
  }
}
