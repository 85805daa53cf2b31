import { randomUUID } from "node:crypto";
import { uuidV7 } from "#kernel";
import { fromBase64 } from "../../src/web/offline/bytes.ts";
import { compare, offsetNow } from "../../src/web/offline/clock-offset.ts";
import {
  type DeviceRecord,
  devicePoint,
  newDevice,
  newSigner,
  type SignerRecord,
  signerNamed,
  type Unlocked,
  unlock,
} from "../../src/web/offline/device-vault.ts";
import { type Ask, httpDelivery } from "../../src/web/offline/http-delivery.ts";
import { type Outbox, openOutbox } from "../../src/web/offline/outbox.ts";
import type { Halt } from "../../src/web/offline/outbox-ports.ts";
import type { PreparedCommand } from "../../src/web/offline/queued-command.ts";
import { signCommand } from "../../src/web/offline/sign-command.ts";
import { aDisk, type Disk } from "../../src/web/offline/testing/crashable-storage.ts";

/** What the network does to the next request: nothing; lose it on the way there; lose the answer on the way back. */
export type NetworkCut = "none" | "before-send" | "after-send";

/** Somebody as a device knows them; `secret` stands for what their passphrase or passkey gives: 256 bits in base64. */
export type DevicePerson = {
  readonly user: string;
  readonly username: string;
  readonly secret: string;
  /** What proves, to the server, that it is them. */
  readonly proof: () => unknown;
};

/**
 * A tablet of a test: the engine of the browser, its real keys and its real requests, on a disk that can crash and a network that can be
 * cut. It outlives kills: `start` begins the app anew on the same disk.
 */
export type Device = {
  readonly id: string;
  readonly disk: Disk;
  /** The app as it runs now. */
  readonly outbox: () => Outbox;
  readonly record: () => DeviceRecord;
  readonly enroll: (person: DevicePerson, label?: string) => Promise<void>;
  /** Who works on it, and through whose session its requests go; undefined: nobody is signed in. */
  readonly signIn: (person: DevicePerson, ask: Ask) => void;
  readonly signOut: () => void;
  readonly unlock: (person: DevicePerson) => Promise<void>;
  /** Idle: the keys are dropped, nothing is discarded. */
  readonly lock: () => void;
  readonly sign: (
    person: DevicePerson,
    as: "author" | "witness",
    command: PreparedCommand,
  ) => Promise<PreparedCommand>;
  readonly cutNext: (cut: NetworkCut) => void;
  /** Cuts the network for good, until it is mended. */
  readonly setOffline: (isOffline: boolean) => void;
  readonly compareClocks: () => Promise<void>;
  /** Kills the app and starts it anew: it is locked, and knows nothing that was not on disk. */
  readonly restart: () => Promise<void>;
  readonly deliver: () => Promise<Halt | undefined>;
};

/** @param now the device's clock, in milliseconds since 1970 */
export async function aDevice(now: () => number = () => Date.now()): Promise<Device> {
  const [id, disk] = [randomUUID(), aDisk()];
  let [cut, isOffline] = ["none" as NetworkCut, false];
  let record: DeviceRecord | undefined;
  let unlocked: Unlocked | undefined;
  let author: string | undefined;
  let session: { readonly user: string; readonly ask: Ask } | undefined;
  let comparisons: readonly ReturnType<typeof compare>[] = [];
  let outbox: Outbox | undefined;

  const ask: Ask = async (...request) => {
    const present = cut;
    cut = "none";
    if (isOffline || present === "before-send") throw new Error("The network is cut.");
    if (!session) return { status: 401, body: { status: 401, code: "not-signed-in" } };
    const answer = await session.ask(...request);
    if (present === "after-send") throw new Error("The network is cut.");
    return answer;
  };
  const recordNow = (): DeviceRecord => {
    if (!record) throw new Error("This device is not enrolled.");
    return record;
  };
  const start = async (): Promise<void> => {
    const { vaultKeys } = await import("../../src/web/offline/vault-keys.ts");
    outbox = await openOutbox(id, {
      storage: disk.open(),
      keys: vaultKeys(recordNow(), () => unlocked),
      send: httpDelivery(ask, now),
      now,
      newId: () => uuidV7(now(), crypto.getRandomValues(new Uint8Array(10))),
      zone: () => "UTC",
      author: () => author,
      signedIn: () => session?.user,
      offset: () => offsetNow(comparisons, now()),
    });
  };
  const signerOf = ({ username }: DevicePerson): SignerRecord => {
    const signer = signerNamed(recordNow(), username);
    if (!signer) throw new Error(`${username} is not enrolled on this device.`);
    return signer;
  };
  const running = (): Outbox => {
    if (!outbox) throw new Error("The app is not running: enroll somebody first.");
    return outbox;
  };
  const unlockFor = async (person: DevicePerson): Promise<void> => {
    unlocked = await unlock(recordNow(), signerOf(person), fromBase64(person.secret));
    if (!unlocked) throw new Error(`The secret of ${person.username} does not open this device.`);
  };
  const enroll = async (person: DevicePerson, label = "Tablet"): Promise<void> => {
    const made = record ? undefined : await newDevice(id);
    const raw = made?.rawDataKey ?? unlocked?.rawDataKey;
    if (!raw) throw new Error("Somebody who is enrolled must unlock the device first.");
    const means = { kind: "passphrase", salt: "", memory: 0, passes: 0 } as const;
    const who = { user: person.user, username: person.username, means };
    const signer = await newSigner(id, who, fromBase64(person.secret), raw);
    const base = made?.record ?? recordNow();
    const { keyId, publicKey } = signer.signing;
    const server = await must(
      ask("POST", "/api/account/devices", {
        proof: person.proof(),
        device: { deviceId: id, label, publicKey: await devicePoint(base) },
        signer: { keyId, publicKey },
      }),
    );
    record = { ...base, server: server as DeviceRecord["server"], signers: [...base.signers, signer] };
    if (!outbox) await start();
    if (!unlocked) await unlockFor(person);
  };
  return {
    id,
    disk,
    outbox: running,
    record: recordNow,
    enroll,
    signIn: ({ user }, through) => {
      author = user;
      session = { user, ask: through };
    },
    signOut: () => {
      session = undefined;
    },
    unlock: unlockFor,
    lock: () => {
      unlocked = undefined;
    },
    sign: async (person, as, command) => {
      const part = { as, signedAt: new Date(now()).toISOString() };
      const signed = await signCommand(
        recordNow(),
        signerOf(person),
        fromBase64(person.secret),
        command,
        part,
      );
      if (!signed) throw new Error(`The secret of ${person.username} does not open their key.`);
      return signed;
    },
    cutNext: (wanted) => {
      cut = wanted;
    },
    setOffline: (wanted) => {
      isOffline = wanted;
    },
    compareClocks: async () => {
      const askedAt = now();
      const { milliseconds } = (await must(ask("GET", "/api/time"))) as { milliseconds: number };
      comparisons = [...comparisons, compare({ askedAt, server: milliseconds, answeredAt: now() })].slice(-8);
    },
    restart: async () => {
      disk.kill();
      unlocked = undefined;
      await start();
    },
    deliver: () => running().deliver(),
  };
}

/** @throws Error where it was not done */
async function must(answer: ReturnType<Ask>): Promise<unknown> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`Expected to be done, got ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Requests through a visitor of the tests' own door, or over the network to a server that runs by itself. */
export function askThrough(visitor: {
  readonly request: (
    method: string,
    url: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
}): Ask {
  return (method, path, body) => visitor.request(method, path, body);
}

export function askOver(origin: string, cookie: () => string): Ask {
  return async (method, path, body, person) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        cookie: cookie(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(person === undefined ? {} : { "x-vigil-person": person }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
  };
}
