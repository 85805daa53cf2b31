import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { seededRandom, uuidV7 } from "#kernel";
import { type AllocationState, allocationStream, armOf, listKey, type SealedFacts } from "#trial";
import { meadowStudy } from "../../src/trial/testing/meadow-study.ts";
import { aTrial, type Story } from "../../src/trial/testing/story.ts";
import { allocationFolding } from "../../src/usecases/ledger/foldings.ts";
import { secretOpener } from "../../src/usecases/ledger/secrets.ts";
import { anInstance, homeOf } from "../builders/instance.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";
import type { Orders } from "./randomizer.ts";

const isFull = process.env["VIGIL_BLIND_SIZE"] === "full";
const participants = isFull ? 64 : 12;
const [processes, kills] = [2, isFull ? 12 : 2];
const blockSize = 4;

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

/** One stratum, with blocks. */
const design = {
  ...meadowStudy,
  randomization: {
    ...meadowStudy.randomization,
    method: "permuted-blocks",
    blockSizes: [blockSize],
    randomElement: undefined,
  },
} as typeof meadowStudy;

let meadow: Meadow;
const orders = Array.from({ length: participants }, (_, at) => ({
  id: `00000004-0000-4000-8000-${String(at + 1).padStart(12, "0")}`,
  commandId: uuidV7(1_780_000_000_000 + at, new Uint8Array(10).fill(at)),
}));

beforeAll(async () => {
  const ready = orders.reduce<Story>(
    (story, _, at) =>
      story
        .another(at + 1)
        .screened()
        .confirmedEligible()
        .enrolled()
        .rated()
        .confirmedEligible("randomization"),
    aTrial(design).on("2026-02-02"),
  );
  meadow = await aMeadow(anInstance, aTrial(design));
  await meadow.tell(ready.does("open-randomization"));
});
afterAll(async () => meadow.instance.close());

/** A process that randomizes everybody at once, and who of them was acknowledged to it. */
function aRandomizer(acknowledged: Set<string>): ChildProcess {
  const { database } = meadow.instance.database.app;
  const told: Orders = {
    home: homeOf(meadow.instance),
    host: inject("databaseHost"),
    database: String(database),
    study: meadow.study,
    participants: orders,
  };
  const child = fork(fileURLToPath(new URL("./randomizer.ts", import.meta.url)), [JSON.stringify(told)], {
    execArgv: ["--conditions=source", "--import", "tsx"],
  });
  child.on("message", (message) => acknowledged.add(String(message)));
  return child;
}

/** Several processes at once; the first so many are killed some moments after they began, and others take their place. */
async function randomizeAllWithKills(acknowledged: Set<string>): Promise<number> {
  const random = seededRandom("kills");
  let killed = 0;
  await Promise.all(
    Array.from({ length: processes }, async () => {
      for (;;) {
        const child = aRandomizer(acknowledged);
        const ended = once(child, "exit") as Promise<[number | null]>;
        await once(child, "message");
        if (killed < kills) {
          killed++;
          await sleep(random.between(0, 150));
          child.kill("SIGKILL");
          await ended;
          continue;
        }
        const [code] = await ended;
        if (code === 0) return;
        throw new Error(`A process that nobody killed ended with ${code}.`);
      }
    }),
  );
  return killed;
}

async function sealedFacts(): Promise<Pick<SealedFacts, "allocation" | "open">> {
  const { ports } = meadow.instance;
  const scope = { study: meadow.study, sites: "all" } as const;
  const [{ state }] = await ports.sealed.states.load(scope, {
    stream: allocationStream,
    folding: allocationFolding,
  });
  return { allocation: state, open: await secretOpener(ports.keys, meadow.study) };
}

describe(`${participants} participants of one stratum, randomized by ${processes} processes at once that are killed again and again`, () => {
  test("take each a place of their own, and none is lost or left out", async () => {
    const acknowledged = new Set<string>();
    const killed = await randomizeAllWithKills(acknowledged);
    const { taken } = (await sealedFacts()).allocation;
    const all = Array.from({ length: participants }, (_, at) => at);
    expect(taken.map(({ number }) => number)).toEqual(all.map((at) => at + 1));
    expect(taken.map(({ position }) => position)).toEqual(all);
    expect(new Set(taken.map(({ stratum }) => stratum)).size).toBe(1);
    expect(taken.map(({ participantId }) => String(participantId)).sort()).toEqual(
      orders.map(({ id }) => id).sort(),
    );
    for (const { id } of orders) expect(acknowledged).toContain(id);
    if (isFull)
      console.log(
        `concurrent randomization: ${participants} participants, ${killed} kills, no place shared, none lost`,
      );
  });

  test("are known by the number of their place, and by no other", async () => {
    const { taken } = (await sealedFacts()).allocation;
    const { rows } = await meadow.instance.maintenance.query<{ id: string; number: string }>(
      `SELECT substr(stream_id, 13) AS id, canonical::jsonb #>> '{data,randomizationNumber}' AS number
        FROM ledger.event WHERE canonical LIKE '%"type":"ParticipantRandomized"%'`,
    );
    const numbers = new Map(taken.map(({ number, participantId }) => [String(participantId), number]));
    expect(rows).toHaveLength(participants);
    for (const { id, number } of rows) expect(Number(number.slice(2))).toBe(numbers.get(id));
  });

  test("fill whole blocks, each with as many of either arm", async () => {
    const facts = await sealedFacts();
    const arms = facts.allocation.taken.map((slot) => armOf(facts, slot));
    for (let from = 0; from + blockSize <= arms.length; from += blockSize) {
      const block = arms.slice(from, from + blockSize);
      expect(block.filter((arm) => arm === "active")).toHaveLength(blockSize / 2);
    }
    expect(listOf(facts.allocation)).toBeGreaterThanOrEqual(participants);
  });
});

function listOf({ lists, taken }: AllocationState): number {
  const [first] = taken;
  return first ? (lists[listKey(first.planVersion, first.stratum)]?.length ?? 0) : 0;
}
