import type { Client } from "pg";
import type { StudyId } from "#kernel";
import { type LedgerEvent, noHash, readEvent, storeEvent } from "#ledger";
import type { SealedSecret } from "#trial";
import type { KeyRing } from "#usecases";
import { sealSecrets, secretOpener } from "../../src/usecases/ledger/secrets.ts";

type SealedPlace = { readonly place: string; readonly arm: string };
type Row = { readonly version: number; readonly canonical: string; readonly hash: string };

type Sealed = { readonly secret: unknown } | SealedSecret;
type Content = { readonly code: string; readonly arm: string };

/**
 * Permutes the kit map along with the arms of two participants: what is in the kits of the one is put into those of the other, kind by kind.
 * Both need kits of the same shipment for that.
 */
export async function swapKits(
  owner: Client,
  keys: KeyRing,
  study: StudyId,
  pairs: readonly (readonly [string, string])[],
): Promise<void> {
  const open = await secretOpener(keys, study);
  const partner = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
  const content = new Map<string, Content>();
  const events = await sealedEvents(owner, study, "sealed:kits");
  for (const { data } of events)
    for (const kit of (data as { kits?: readonly { code: string; content: SealedSecret }[] }).kits ?? [])
      content.set(kit.code, open(kit.content) as Content);
  const moved = (code: string, sealed: Sealed): Sealed => {
    const other = content.get(partner.get(code) ?? "");
    return other ? { secret: { ...other, code } } : sealed;
  };
  await rewrite(owner, keys, study, "sealed:kits", events, (event) => {
    const data = event.data as Record<string, unknown>;
    if (event.type !== "KitsSealed") return data;
    const kits = data["kits"] as readonly { readonly code: string; readonly content: SealedSecret }[];
    return { ...data, kits: kits.map((kit) => ({ ...kit, content: moved(kit.code, kit.content) })) };
  });
}

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
  const events = await sealedEvents(owner, study, "sealed:allocation");
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
  await rewrite(owner, keys, study, "sealed:allocation", events, (event) => {
    const slot = slotIn(event);
    const arm = slot && swapped.get(slot.participantId);
    return arm === undefined
      ? event.data
      : { ...slot, arm: { secret: { ...(open(slot?.arm as SealedSecret) as SealedPlace), arm } } };
  });
}

async function sealedEvents(owner: Client, study: StudyId, stream: string): Promise<readonly LedgerEvent[]> {
  const { rows } = await owner.query<Row>(
    "SELECT version, canonical, hash FROM sealed.event WHERE study_id = $1 AND stream_id = $2 ORDER BY version",
    [study, stream],
  );
  return rows.map(({ canonical, hash }) => readEvent(canonical, hash as never).event);
}

/** Writes a sealed stream anew, as its owner could: each event with other data, and the chain that follows from it. */
async function rewrite(
  owner: Client,
  keys: KeyRing,
  study: StudyId,
  stream: string,
  events: readonly LedgerEvent[],
  dataOf: (event: LedgerEvent) => unknown,
): Promise<void> {
  let previousHash = noHash;
  await owner.query("SET session_replication_role = replica");
  for (const event of events) {
    const stored = storeEvent({
      ...event,
      previousHash,
      data: (await sealSecrets(keys, study, dataOf(event))) as never,
    });
    await owner.query(
      "UPDATE sealed.event SET canonical = $4, hash = $5 WHERE study_id = $1 AND stream_id = $2 AND version = $3",
      [study, stream, event.version, stored.canonical, stored.hash],
    );
    previousHash = stored.hash;
  }
  await owner.query("UPDATE sealed.stream SET hash = $3 WHERE study_id = $1 AND stream_id = $2", [
    study,
    stream,
    previousHash,
  ]);
  await owner.query("SET session_replication_role = origin");
}

type Slot = { readonly participantId: string; readonly arm?: SealedSecret };

function slotIn({ type, data }: LedgerEvent): Slot | undefined {
  return type === "SlotTaken" ? (data as unknown as Slot) : undefined;
}
