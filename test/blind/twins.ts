import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileKeyRing, ownerOf, withClient } from "#adapters";
import { millisecondsOf, seededRandom, uuidV7 } from "#kernel";
import { allocationStream, armOf } from "#trial";
import { assembleInstance, type Instance } from "../../src/cli/instance.ts";
import { staff } from "../../src/trial/testing/people.ts";
import { allocationFolding } from "../../src/usecases/ledger/foldings.ts";
import { secretOpener } from "../../src/usecases/ledger/secrets.ts";
import { aDatabase } from "../builders/database.ts";
import { aClock, anInstance, homeOf, type TestClock } from "../builders/instance.ts";
import { aMeadow, type Meadow, meadowOn } from "../builders/meadow.ts";
import { type ServedApp, serveInstance } from "../builders/served-app.ts";
import type { RandomTrial } from "./random-trial.ts";
import { swapArms, swapKits } from "./swap-arms.ts";

/** One of the two: the study on a real ledger, and the real server before it. */
export type Twin = {
  readonly meadow: Meadow;
  readonly app: ServedApp;
  /** What its server does to its answers from now on, knowing the arms; nothing where undefined. */
  readonly plant: (leak: Leak | undefined) => void;
};

/** Something that a careless change might make of an answer. */
export type Leak = (answer: { readonly url: string; readonly text: string }, armOf: ArmOf) => string;
export type ArmOf = (participantId: string) => string;

/** The same trial twice, but for the arms of two participants, which are swapped in the second. Clock, ids and nonces are the same. */
export type Twins = { readonly asItWas: Twin; readonly swapped: Twin; readonly close: () => Promise<void> };

/** Which two participants change arms, and which of their kits change contents with that. */
export type Swap = {
  readonly pair: readonly [string, string];
  readonly kits: readonly (readonly [string, string])[];
};

/** The cookie of somebody who is signed in on both. */
export function cookieOf(user: string): string {
  return `vigil_session=token-of-${user}`;
}

/**
 * Undefined where all participants have one arm.
 * @param goOn what is done before the two part, and who is swapped then; two of different arms, where nothing is said
 */
export async function makeTwins(
  { story }: Pick<RandomTrial, "story">,
  seed: string,
  goOn: (meadow: Meadow) => Promise<Swap | undefined> = twoOfDifferentArms,
): Promise<Twins | undefined> {
  const home = mkdtempSync(path.join(tmpdir(), "vigil-home-"));
  const database = await aDatabase();
  const random = seededRandom(`${seed}, before the two part`);
  const start = async (clock: TestClock): Promise<Instance> => {
    const instance = assembleInstance({ home }, { ...database, close: async () => {} }, clock);
    // Arms are drawn from it: with the same seed they are the same in every run.
    const token = (): string => Buffer.from(random.bytes(32)).toString("base64url");
    return { ...instance, ports: { ...instance.ports, randomness: { ...instance.ports.randomness, token } } };
  };
  const first = await aMeadow(start, story);
  // Once: a model is copied only when nobody is connected to it, nor can it be dropped before.
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= first.instance.close();
    return closing;
  };
  try {
    const swap = await goOn(first);
    await signEverybodyIn(first);
    await close();
    if (!swap) return undefined;
    const model = { database: String(database.app.database), home };
    const asItWas = await aTwin(first, model, seed);
    const swapped = await aTwin(first, model, seed, swap);
    const closeBoth = async (): Promise<void> => {
      await asItWas.app.close();
      await swapped.app.close();
    };
    return { asItWas, swapped, close: closeBoth };
  } finally {
    await close();
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
  swap?: Swap,
): Promise<Twin> {
  const clock = aClock(now());
  const instance = await anInstance(clock, model);
  const ports = inStep(instance, clock, seed);
  if (swap) {
    await withClient(ownerOf(instance.database), async (owner) => {
      const keys = fileKeyRing(path.join(homeOf(instance), "keys"));
      await swapArms(owner, keys, meadowStudyId, swap.pair);
      if (swap.kits.length > 0) await swapKits(owner, keys, meadowStudyId, swap.kits);
    });
  }
  const meadow = meadowOn({ ...instance, ports }, clock, progress());
  const app = serveInstance(meadow.instance, clock);
  const armOf = await armsIn(meadow);
  let planted: Leak | undefined;
  app.server.addHook("onSend", async (request, _reply, payload) =>
    planted && typeof payload === "string" ? planted({ url: request.url, text: payload }, armOf) : payload,
  );
  return {
    meadow,
    app,
    plant: (leak) => {
      planted = leak;
    },
  };
}

async function twoOfDifferentArms(meadow: Meadow): Promise<Swap | undefined> {
  const [[first, arm] = [], ...others] = await allArms(meadow);
  const other = others.find(([, another]) => another !== arm)?.[0];
  return first !== undefined && other !== undefined ? { pair: [first, other], kits: [] } : undefined;
}

async function armsIn(meadow: Meadow): Promise<ArmOf> {
  const arms = await allArms(meadow);
  return (participantId) => arms.get(participantId) ?? "none";
}

async function allArms({ instance, study }: Meadow): Promise<ReadonlyMap<string, string>> {
  const { ports } = instance;
  const stream = { stream: allocationStream, folding: allocationFolding };
  const [{ state: allocation }] = await ports.sealed.states.load({ study, sites: "all" }, stream);
  const open = await secretOpener(ports.keys, study);
  return new Map(
    allocation.taken.map((slot) => [String(slot.participantId), armOf({ allocation, open }, slot)]),
  );
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
