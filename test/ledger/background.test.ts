import { existsSync, readFileSync, truncateSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StreamId } from "#ledger";
import { checkpointHash } from "#ledger";
import { CheckpointRefusedError, takeCheckpoint, verifyStudy } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { startBackground } from "../../src/server/background.ts";
import { anInstance, homeOf } from "../builders/instance.ts";
import { aChain, anId, aStudyId, writeChains } from "../builders/ledger.ts";

let instance: Instance;
beforeEach(async () => {
  instance = await anInstance();
});
afterEach(() => instance.close());

const witnessFile = (): string => path.join(homeOf(instance), "witness", `${aStudyId}.witness`);

async function write(stream: StreamId = `site:${anId()}`): Promise<void> {
  await writeChains(instance, aStudyId, new Map([[stream, aChain(stream, 3)]]));
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waits = 0; waits < 200 && !(await holds()); waits++) await sleep(50);
  expect(await holds()).toBe(true);
}

async function proven() {
  const { ports } = instance;
  return verifyStudy(ports, aStudyId, ports.verification());
}

describe("the server by itself", () => {
  test("takes a checkpoint of what has moved, and gives it to the witness", async () => {
    await write();
    const end = startBackground(instance.ports);
    await until(() => existsSync(witnessFile()));
    await end();
    expect(await proven()).toMatchObject({ intact: true, checkpoints: 1, witnessed: 1, unproven: 0 });
  });

  test("takes one at once when a signature asks for it, and empties the outbox", async () => {
    const end = startBackground(instance.ports);
    await write();
    await until(() => existsSync(witnessFile()));
    const stream: StreamId = `site:${anId()}`;
    await instance.ports.store.append({
      scope: { study: aStudyId, sites: "all" },
      streams: [{ stream, expected: 0, events: aChain(stream, 1) }],
      outbox: [{ topic: "checkpoint-wanted", payload: {} }],
    });
    await until(async () => (await instance.ports.witness.read(aStudyId)).length === 2);
    await end();
    expect((await instance.pool.query("SELECT FROM ledger.outbox")).rowCount).toBe(0);
  });
});

describe("a crash", () => {
  test("between filing a checkpoint and witnessing it is made good by the next look, though nothing has moved since", async () => {
    await write();
    const keep = instance.ports.witness.keep;
    const { archive, clock, signer, witness } = instance.ports;
    const crashing = { ...witness, keep: () => Promise.reject(new Error("killed")) };
    await expect(takeCheckpoint({ archive, clock, signer, witness: crashing }, aStudyId)).rejects.toThrow(
      "killed",
    );
    expect(await proven()).toMatchObject({ checkpoints: 1, witnessed: 0 });
    await takeCheckpoint({ archive, clock, signer, witness: { ...witness, keep } }, aStudyId);
    expect(await proven()).toMatchObject({ intact: true, checkpoints: 1, witnessed: 1 });
  });

  test("that tears the witness's last line loses no checkpoint, and the torn line harms no later one", async () => {
    for (let count = 0; count < 3; count++) {
      await write();
      await takeCheckpoint(instance.ports, aStudyId);
    }
    const { length } = readFileSync(witnessFile());
    truncateSync(witnessFile(), length - 40);
    expect(await proven()).toMatchObject({ intact: true, checkpoints: 3, witnessed: 2 });
    await write();
    await takeCheckpoint(instance.ports, aStudyId);
    expect(await proven()).toMatchObject({ intact: true, checkpoints: 4, witnessed: 4 });
  });

  test("leaves the witness's newest checkpoint to be found at the end of a long file", async () => {
    for (let count = 0; count < 4; count++) {
      await write();
      await takeCheckpoint(instance.ports, aStudyId);
    }
    const all = await instance.ports.witness.read(aStudyId);
    const last = await instance.ports.witness.last(aStudyId);
    expect(last && checkpointHash(last)).toBe(checkpointHash(all[3] as never));
  });
});

describe("nothing is signed", () => {
  const owner = async (sql: string): Promise<void> => {
    const { ownerOf, withClient } = await import("#adapters");
    await withClient(ownerOf(instance.database), async (client) => {
      await client.query("SET session_replication_role = replica");
      await client.query(sql);
    });
  };
  const refused = (code: string) => expect.objectContaining({ name: "CheckpointRefusedError", code });

  test("on top of a database that is older than its witness", async () => {
    await write();
    await takeCheckpoint(instance.ports, aStudyId);
    await owner("DELETE FROM ledger.checkpoint");
    await expect(takeCheckpoint(instance.ports, aStudyId)).rejects.toThrow(CheckpointRefusedError);
    await expect(takeCheckpoint(instance.ports, aStudyId)).rejects.toEqual(refused("ledger-behind-witness"));
  });

  test("on top of a checkpoint that no known key has signed", async () => {
    await write();
    await takeCheckpoint(instance.ports, aStudyId);
    await owner("UPDATE ledger.checkpoint SET checkpoint = jsonb_set(checkpoint, '{events}', '7')");
    await expect(takeCheckpoint(instance.ports, aStudyId)).rejects.toEqual(refused("checkpoint-forged"));
  });

  test("of a stream that does not end where its events do", async () => {
    await write();
    await takeCheckpoint(instance.ports, aStudyId);
    await owner("UPDATE ledger.stream SET hash = repeat('0', 64)");
    await expect(takeCheckpoint(instance.ports, aStudyId)).rejects.toEqual(refused("head-astray"));
    await owner("DELETE FROM ledger.stream");
    await expect(takeCheckpoint(instance.ports, aStudyId)).rejects.toEqual(refused("head-astray"));
  });
});
