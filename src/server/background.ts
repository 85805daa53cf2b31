import {
  type CheckpointPorts,
  LedgerBehindWitnessError,
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
  let isEnded = false;
  let lastCheckpoints = 0;
  let running: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    const wanted = new Set<string>();
    await ports.outbox.take(mostMessages, async (rows) => {
      for (const { study, topic } of rows) if (topic === "checkpoint-wanted") wanted.add(study);
    });
    const isTime = Date.now() - lastCheckpoints >= checkpointEvery;
    if (isTime) for (const study of await ports.archive.studies()) wanted.add(study);
    if (isTime) lastCheckpoints = Date.now();
    for (const study of wanted) await checkpointOf(ports, study as Parameters<typeof takeCheckpoint>[1]);
  };

  const timer = setInterval(() => {
    running = running.then(look).catch((error: unknown) => {
      if (!isEnded)
        process.stderr.write(`background: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  }, lookEvery);

  return async () => {
    isEnded = true;
    clearInterval(timer);
    await running;
  };
}

/** A database behind its witness is an alarm for the administrator, not a reason to stop serving. */
async function checkpointOf(
  ports: BackgroundPorts,
  study: Parameters<typeof takeCheckpoint>[1],
): Promise<void> {
  try {
    await takeCheckpoint(ports, study);
  } catch (error) {
    if (!(error instanceof LedgerBehindWitnessError)) throw error;
    await ports.securityLog.write({ kind: "ledger-behind-witness", detail: { study } });
  }
}
