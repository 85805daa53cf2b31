import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileKeyRing, ownerOf, withClient } from "#adapters";
import { millisecondsOf, seededRandom, uuidV7 } from "#kernel";
import { assembleInstance, type Instance } from "../../src/cli/instance.ts";
import { staff } from "../../src/trial/testing/people.ts";
import { aDatabase } from "../builders/database.ts";
import { aClock, anInstance, homeOf, type TestClock } from "../builders/instance.ts";
import { aMeadow, type Meadow, meadowOn } from "../builders/meadow.ts";
import { type ServedApp, serveInstance } from "../builders/served-app.ts";
import type { RandomTrial } from "./random-trial.ts";
import { swapArms } from "./swap-arms.ts";

/** One of the two: the study on a real ledger, and the real server before it. */
export type Twin = { readonly meadow: Meadow; readonly app: ServedApp };

/** The same trial twice, but for the arms of two participants, which are swapped in the second. Clock, ids and nonces are the same. */
export type Twins = { readonly asItWas: Twin; readonly swapped: Twin; readonly close: () => Promise<void> };

/** The cookie of somebody who is signed in on both. */
export function cookieOf(user: string): string {
  return `vigil_session=token-of-${user}`;
}

export async function makeTwins({ story, pair }: RandomTrial, seed: string): Promise<Twins> {
  const home = mkdtempSync(path.join(tmpdir(), "vigil-home-"));
  const database = await aDatabase();
  const start = async (clock: TestClock): Promise<Instance> =>
    assembleInstance({ home }, { ...database, close: async () => {} }, clock);
  const first = await aMeadow(start);
  try {
    await first.tell(story);
    await signEverybodyIn(first);
    await first.instance.close();
    const model = { database: String(database.app.database), home };
    const asItWas = await aTwin(first, model, seed);
    const swapped = await aTwin(first, model, seed, pair);
    const close = async (): Promise<void> => {
      await asItWas.app.close();
      await swapped.app.close();
    };
    return { asItWas, swapped, close };
  } finally {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  }
}

export async function signEverybodyIn({ instance, clock }: Meadow): Promise<void> {
  const { accounts, credentials } = instance.ports;
  await withClient(ownerOf(instance.database), async (owner) => {
    await owner.query("UPDATE people.account SET status = 'active', invitation_hash = NULL");
    await owner.query("UPDATE people.account SET is_administrator = true WHERE user_id = $1", [
      staff.administrator.user,
    ]);
  });
  const now = clock.now();
  for (const userId of new Set(Object.values(staff).map(({ user }) => user))) {
    const tokenHash = credentials.hashToken(`token-of-${userId}`);
    const until = new Date(millisecondsOf(now) + 3_600_000).toISOString() as typeof now;
    await accounts.addSession({
      tokenHash,
      userId,
      createdAt: now,
      seenAt: now,
      expiresAt: until,
      pending: false,
      device: "a browser",
      handedOver: null,
    });
  }
}

async function aTwin(
  { progress, clock: { now } }: Meadow,
  model: { readonly database: string; readonly home: string },
  seed: string,
  pair?: readonly [string, string],
): Promise<Twin> {
  const clock = aClock(now());
  const instance = await anInstance(clock, model);
  const ports = inStep(instance, clock, seed);
  if (pair) {
    await withClient(ownerOf(instance.database), (owner) =>
      swapArms(owner, fileKeyRing(path.join(homeOf(instance), "keys")), meadowStudyId, pair),
    );
  }
  const meadow = meadowOn({ ...instance, ports }, clock, progress());
  return { meadow, app: serveInstance(meadow.instance, clock) };
}

const meadowStudyId = "00000001-0000-4000-8000-000000000001" as never;

/** Everything that is fresh is the same in both. */
function inStep({ ports, ...instance }: Instance, clock: TestClock, seed: string): Instance["ports"] {
  const random = seededRandom(seed);
  return {
    ...ports,
    keys: fileKeyRing(path.join(homeOf({ ports, ...instance } as Instance), "keys"), random.bytes),
    randomness: {
      ...ports.randomness,
      timedId: () => uuidV7(millisecondsOf(clock.now()), random.bytes(10)),
      token: () => Buffer.from(random.bytes(32)).toString("base64url"),
    },
  };
}
