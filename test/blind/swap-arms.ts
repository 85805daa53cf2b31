import type { Client } from "pg";
import type { StudyId } from "#kernel";
import { type LedgerEvent, noHash, readEvent, storeEvent } from "#ledger";
import type { SealedSecret } from "#trial";
import type { KeyRing } from "#usecases";
import { sealSecrets, secretOpener } from "../../src/usecases/ledger/secrets.ts";

type SealedPlace = { readonly place: string; readonly arm: string };
type Row = { readonly version: number; readonly canonical: string; readonly hash: string };

/**
 * Gives two participants each other's arm, behind the seal and nowhere else, as the owner of the database and of the keys: the ciphertext,
 * the chain that follows from it and its head become others, of the same lengths.
 */
export async function swapArms(
  owner: Client,
  keys: KeyRing,
  study: StudyId,
  pair: readonly [string, string],
): Promise<void> {
  const open = await secretOpener(keys, study);
  const { rows } = await owner.query<Row>(
    "SELECT version, canonical, hash FROM sealed.event WHERE study_id = $1 AND stream_id = 'sealed:allocation' ORDER BY version",
    [study],
  );
  const events = rows.map(({ canonical, hash }) => readEvent(canonical, hash as never).event);
  const armOf = (participant: string): string => {
    const found = events.find((event) => slotIn(event)?.participantId === participant);
    const arm = found && slotIn(found)?.arm;
    if (!arm) throw new Error(`${participant} has no arm of their own.`);
    return (open(arm) as SealedPlace).arm;
  };
  const [one, other] = pair;
  const swapped = new Map([
    [one, armOf(other)],
    [other, armOf(one)],
  ]);
  let previousHash = noHash;
  await owner.query("SET session_replication_role = replica");
  for (const event of events) {
    const slot = slotIn(event);
    const arm = slot && swapped.get(slot.participantId);
    const data =
      arm === undefined
        ? event.data
        : { ...slot, arm: { secret: { ...(open(slot?.arm as SealedSecret) as SealedPlace), arm } } };
    const stored = storeEvent({
      ...event,
      previousHash,
      data: (await sealSecrets(keys, study, data)) as never,
    });
    await owner.query(
      "UPDATE sealed.event SET canonical = $3, hash = $4 WHERE study_id = $1 AND stream_id = 'sealed:allocation' AND version = $2",
      [study, event.version, stored.canonical, stored.hash],
    );
    previousHash = stored.hash;
  }
  await owner.query(
    "UPDATE sealed.stream SET hash = $2 WHERE study_id = $1 AND stream_id = 'sealed:allocation'",
    [study, previousHash],
  );
  await owner.query("SET session_replication_role = origin");
}

type Slot = { readonly participantId: string; readonly arm?: SealedSecret };

function slotIn({ type, data }: LedgerEvent): Slot | undefined {
  return type === "SlotTaken" ? (data as unknown as Slot) : undefined;
}
