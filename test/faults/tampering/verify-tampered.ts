import pg from "pg";
import { ownerOf, postgresEventStore, postgresLedgerArchive } from "#adapters";
import { seededRandom } from "#kernel";
import { type StreamId, storeEvent, type VerificationReport } from "#ledger";
import { bundleLines, type EventStore, type LedgerArchive, takeCheckpoint, verifyStudy } from "#usecases";
import { verifyBundleText } from "../../builders/bundle.ts";
import { aDatabase } from "../../builders/database.ts";
import { anEvent, aStudyId } from "../../builders/ledger.ts";
import type { Tamper } from "./rows.ts";
import type { SoundLedger } from "./sound-ledger.ts";

export type Verified = {
  /** `vigil verify` where the ledger lies. */
  readonly live: VerificationReport;
  /** A bundle that was exported after the tampering, against the witness and the real key. */
  readonly bundle: VerificationReport;
};

/** Tampers with a copy of the ledger, triggers switched off as its owner can, and lets it be verified. */
export async function verifyTampered(ledger: SoundLedger, tamper: Tamper, seed: string): Promise<Verified> {
  const database = await aDatabase(String(ledger.instance.database.app.database));
  const maintenance = new pg.Pool({ ...database.maintenance, max: 2 });
  const app = new pg.Pool({ ...database.app, max: 2 });
  for (const pool of [maintenance, app]) pool.on("error", () => {});
  try {
    const client = new pg.Client(ownerOf(database));
    await client.connect();
    await client.query("SET session_replication_role = replica");
    await tamper.apply(client, seededRandom(seed), ledger);
    await client.end();
    const archive = postgresLedgerArchive(maintenance);
    if (tamper.thenLifeGoesOn) await goOn(ledger, archive, postgresEventStore(app));
    return {
      live: await verifyStudy(
        { ...ledger.instance.ports, archive },
        aStudyId,
        ledger.instance.ports.verification(),
      ),
      bundle: await verifyExported(ledger, archive),
    };
  } finally {
    await maintenance.end();
    await app.end();
    await database.close();
  }
}

async function verifyExported(
  { instance }: SoundLedger,
  archive: LedgerArchive,
): Promise<VerificationReport> {
  const { publicKeys, witness } = instance.ports;
  const text = bundleLines({ ...instance.ports, archive }, { study: aStudyId, name: "tampered" });
  return verifyBundleText(text, publicKeys(), await witness.read(aStudyId));
}

/** The application writes on to every stream as it finds it, and takes the next checkpoint if it will. */
async function goOn(
  { streams, instance }: SoundLedger,
  archive: LedgerArchive,
  store: EventStore,
): Promise<void> {
  const scope = { study: aStudyId, sites: "all" } as const;
  for (const stream of streams) {
    const read = (await store.read(scope, [{ stream, after: 0 }])).get(stream);
    if (read) await append(store, stream, read);
  }
  const witness = { ...instance.ports.witness, keep: async () => {} };
  await takeCheckpoint({ ...instance.ports, archive, witness }, aStudyId).catch(() => {});
}

async function append(
  store: EventStore,
  stream: StreamId,
  { version, hash }: { readonly version: number; readonly hash: string },
): Promise<void> {
  const event = storeEvent(anEvent({ stream, version: version + 1, previousHash: hash as never }));
  const { outcome } = await store.append({
    scope: { study: aStudyId, sites: "all" },
    streams: [{ stream, expected: version, events: [event] }],
  });
  if (outcome !== "appended") throw new Error(`The application could not go on: ${outcome}.`);
}
