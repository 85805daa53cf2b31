import { uuidV7 } from "#kernel";
import { actingPerson } from "../api/acting-person.ts";
import { call } from "../api/call.ts";
import { newId } from "../api/envelope.ts";
import { correction, recallAhead } from "../api/server-clock.ts";
import type { Proof } from "../components/proof-fields.tsx";
import { browserAsk } from "./browser-ask.ts";
import { compare, offsetNow } from "./clock-offset.ts";
import { within } from "./device-database.ts";
import { deviceState, setDevice } from "./device-state.ts";
import {
  type DeviceRecord,
  devicePoint,
  type Means,
  newDevice,
  newSigner,
  signerNamed,
  unlock,
} from "./device-vault.ts";
import { httpDelivery } from "./http-delivery.ts";
import { indexedStorage } from "./indexed-storage.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import type { ClockOffset } from "./queued-command.ts";
import { type Brought, secretOf } from "./secret-of-person.ts";
import { vaultKeys } from "./vault-keys.ts";

const recordKey = "record";
const clockKey = "clock";
const compareEvery = 300_000;
type Comparisons = readonly ReturnType<typeof compare>[];
let comparisons: Comparisons = [];

let reading: Promise<void> | undefined;

/** Looks up what this browser is as a device, once, and opens its outbox. */
export function readDevice(): Promise<void> {
  if (deviceState().isRead || typeof indexedDB === "undefined") return Promise.resolve();
  reading ??= lookUp().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function lookUp(): Promise<void> {
  const record = await within<DeviceRecord | undefined>("device", "readonly", (store) =>
    store.get(recordKey),
  );
  if (record) await recallClock();
  setDevice({ isRead: true, record, outbox: record && (await openOutboxOf(record)) });
}

async function openOutboxOf(record: DeviceRecord): Promise<Outbox> {
  return openOutbox(record.deviceId, {
    storage: indexedStorage,
    keys: vaultKeys(record, () => deviceState().unlocked),
    send: httpDelivery(browserAsk, Date.now),
    now: () => Date.now(),
    newId: () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    // After a start without the server nobody is known but whoever has unlocked.
    author: () => actingPerson() ?? deviceState().unlocked?.user,
    signedIn: actingPerson,
    offset: clockOffset,
  });
}

/** Of the clock by which entries are told: this device's, put right where it was far off. */
function clockOffset(): ClockOffset | undefined {
  const known = offsetNow(comparisons, Date.now());
  return known && { ...known, aheadBy: known.aheadBy - correction() };
}

/** What was last measured of this clock, before the app was started: without the server it is all that is known. */
async function recallClock(): Promise<void> {
  const known = await within<Comparisons>("device", "readonly", (store) => store.get(clockKey));
  const best = known && offsetNow(known, Date.now());
  if (!best || comparisons.length > 0) return;
  comparisons = known;
  recallAhead(best.aheadBy);
}

/** Compares this clock with the server's, unless that was done a moment ago. @throws where no answer comes */
export async function compareWithServer(): Promise<void> {
  const last = comparisons.at(-1);
  if (last && Date.now() - last.at < compareEvery) return;
  const askedAt = Date.now();
  const { milliseconds } = await call("GET /api/time", {});
  const fresh = compare({ askedAt, server: milliseconds, answeredAt: Date.now() });
  comparisons = [...comparisons, fresh].slice(-8);
  await within("device", "readwrite", (store) => store.put(comparisons, clockKey));
}

export type EnrollingPerson = {
  readonly userId: string;
  readonly username: string;
};

/**
 * Enrolls somebody on this device: makes their key, wraps the device's data key for them, and registers both with the server. A device that
 * has signers already must be unlocked by one of them.
 * @throws ApiError where the server refuses; Error where the device is locked
 */
export async function enrollHere(
  person: EnrollingPerson,
  label: string,
  means: Means,
  brought: Brought,
  proof: Proof,
): Promise<void> {
  const known = deviceState().record;
  const { unlocked } = deviceState();
  if (known && !unlocked) throw new Error("locked");
  const made =
    known && unlocked ? { record: known, rawDataKey: unlocked.rawDataKey } : await newDevice(newId());
  const secret = await secretOf(means, brought);
  const { deviceId } = made.record;
  const who = { user: person.userId, username: person.username, means };
  const signer = await newSigner(deviceId, who, secret, made.rawDataKey);
  const { keyId, publicKey } = signer.signing;
  const server = await call("POST /api/account/devices", {
    body: {
      proof,
      device: { deviceId, label, publicKey: await devicePoint(made.record) },
      signer: { keyId, publicKey },
    },
  });
  const others = made.record.signers.filter(({ user }) => user !== person.userId);
  const record = { ...made.record, server, signers: [...others, signer] };
  await within("device", "readwrite", (store) => store.put(record, recordKey));
  // Without this a browser may clear what it keeps when the disk runs full.
  await navigator.storage?.persist?.().catch(() => false);
  const opened = await unlock(record, signer, secret);
  setDevice({
    isRead: true,
    record,
    outbox: deviceState().outbox ?? (await openOutboxOf(record)),
    unlocked: opened,
  });
}

/** @returns whether it opened */
export async function unlockHere(username: string, brought: Brought): Promise<boolean> {
  const { record } = deviceState();
  const signer = record && signerNamed(record, username);
  if (!record || !signer) return false;
  const unlocked = await unlock(record, signer, await secretOf(signer.means, brought));
  if (unlocked) setDevice({ unlocked });
  return unlocked !== undefined;
}

/** How somebody who is enrolled here unlocks; undefined: they are not. */
export function meansOf(username: string): Means["kind"] | undefined {
  const { record } = deviceState();
  return record && signerNamed(record, username)?.means.kind;
}

/** Drops the keys from memory. What is queued stays, and what is entered is still taken. */
export function lockHere(): void {
  setDevice({ unlocked: undefined });
}
