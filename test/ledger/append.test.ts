import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandId, Sha256, SiteId, StudyId, UserId } from "#kernel";
import { noHash, type StreamId, storeEvent } from "#ledger";
import type { Instance } from "../../src/cli/instance.ts";
import { anInstance } from "../builders/instance.ts";
import { aChain, anEvent, anId, aStudyId } from "../builders/ledger.ts";

const scope = { study: aStudyId, sites: "all" } as const;
let instance: Instance;

beforeAll(async () => {
  instance = await anInstance();
});
afterAll(() => instance.close());

const key = (id = anId()) => ({ id: id as CommandId, user: anId() as UserId, hash: noHash as Sha256 });
const stream = (): StreamId => `site:${anId()}`;

describe("an append", () => {
  test("is read back as it was written, in order", async () => {
    const name = stream();
    const events = aChain(name, 5);
    await instance.ports.store.append({ scope, streams: [{ stream: name, expected: 0, events }] });
    const read = (await instance.ports.store.read(scope, [{ stream: name, after: 2 }])).get(name);
    expect(read?.version).toBe(5);
    expect(read?.hash).toBe(events[4]?.hash);
    expect(read?.events).toEqual(events.slice(2));
  });

  test("on a stream that has moved writes nothing and says where the stream is", async () => {
    const name = stream();
    const [first, second] = aChain(name, 2);
    if (!first || !second) throw new Error("no chain");
    await instance.ports.store.append({ scope, streams: [{ stream: name, expected: 0, events: [first] }] });
    const again = await instance.ports.store.append({
      scope,
      streams: [{ stream: name, expected: 0, events: [first] }],
    });
    expect(again).toEqual({ outcome: "conflict", stream: name, version: 1 });
    const other = stream();
    const both = await instance.ports.store.append({
      scope,
      streams: [
        { stream: other, expected: 0, events: aChain(other, 1) },
        { stream: name, expected: 0, events: [second] },
      ],
    });
    expect(both.outcome).toBe("conflict");
    expect((await instance.ports.store.read(scope, [{ stream: other, after: 0 }])).size).toBe(0);
  });

  test("fails where a stream that was only read has moved", async () => {
    const [read, written] = [stream(), stream()];
    await instance.ports.store.append({
      scope,
      streams: [{ stream: read, expected: 0, events: aChain(read, 3) }],
    });
    const append = (expected: number) =>
      instance.ports.store.append({
        scope,
        streams: [
          { stream: written, expected: 0, events: aChain(written, 1) },
          { stream: read, expected, events: [] },
        ],
      });
    expect(await append(2)).toEqual({ outcome: "conflict", stream: read, version: 3 });
    expect((await append(3)).outcome).toBe("appended");
  });

  test("of a command that was carried out before writes nothing", async () => {
    const [name, command] = [stream(), key()];
    const [first, second] = aChain(name, 2);
    if (!first || !second) throw new Error("no chain");
    await instance.ports.store.append({
      scope,
      command,
      streams: [{ stream: name, expected: 0, events: [first] }],
    });
    const again = await instance.ports.store.append({
      scope,
      command,
      streams: [{ stream: name, expected: 1, events: [second] }],
    });
    expect(again).toEqual({ outcome: "done-before" });
    expect((await instance.ports.store.read(scope, [{ stream: name, after: 0 }])).get(name)?.version).toBe(1);
  });

  test("that does not follow the stream's last hash is refused by the database", async () => {
    const name = stream();
    await instance.ports.store.append({
      scope,
      streams: [{ stream: name, expected: 0, events: aChain(name, 1) }],
    });
    const stray = storeEvent(anEvent({ stream: name, version: 2, previousHash: noHash }));
    const outcome = await instance.ports.store.append({
      scope,
      streams: [{ stream: name, expected: 1, events: [stray] }],
    });
    expect(outcome.outcome).toBe("conflict");
  });

  test("by many writers at once on one stream leaves one unbroken chain", async () => {
    const name = stream();
    const writer = async (): Promise<void> => {
      for (let done = 0; done < 5; ) {
        const read = (await instance.ports.store.read(scope, [{ stream: name, after: 0 }])).get(name);
        const [version, previousHash] = [(read?.version ?? 0) + 1, read?.hash ?? noHash];
        const event = storeEvent(anEvent({ stream: name, version, previousHash }));
        const { outcome } = await instance.ports.store.append({
          scope,
          streams: [{ stream: name, expected: version - 1, events: [event] }],
        });
        if (outcome === "appended") done++;
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    const events =
      (await instance.ports.store.read(scope, [{ stream: name, after: 0 }])).get(name)?.events ?? [];
    expect(events).toHaveLength(40);
    expect(
      events.every(({ event }, index) => event.previousHash === (events[index - 1]?.hash ?? noHash)),
    ).toBe(true);
  });
});

describe("the database", () => {
  const asRole = async (role: "app" | "owner", sql: string): Promise<pg.QueryResult> => {
    const client = new pg.Client(instance.database[role]);
    await client.connect();
    try {
      await client.query(
        `SELECT set_config('vigil.study', '${aStudyId}', false), set_config('vigil.sites', '*', false)`,
      );
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };

  test.each(["event", "refused_command", "checkpoint", "checkpoint_change"])(
    "refuses to change, delete or truncate ledger.%s, to the application and to the owner",
    async (table) => {
      const columns = {
        event: "canonical = ''",
        refused_command: "user_id = ''",
        checkpoint: "signature = ''",
        checkpoint_change: "hash = ''",
      };
      const update = `UPDATE ledger.${table} SET ${columns[table as keyof typeof columns]}`;
      for (const sql of [update, `DELETE FROM ledger.${table}`, `TRUNCATE ledger.${table}`]) {
        await expect(asRole("app", sql)).rejects.toThrow(/permission denied|append-only/);
      }
      await expect(asRole("owner", `TRUNCATE ledger.${table}`)).rejects.toThrow(/append-only/);
    },
  );

  test("refuses to change an event to its owner as well", async () => {
    const name = stream();
    await instance.ports.store.append({
      scope,
      streams: [{ stream: name, expected: 0, events: aChain(name, 1) }],
    });
    await expect(asRole("owner", "UPDATE ledger.event SET canonical = ''")).rejects.toThrow(
      /21 CFR 11.10\(e\)/,
    );
    await expect(asRole("owner", "DELETE FROM ledger.event")).rejects.toThrow(/append-only/);
  });

  test("runs the application as a role that is no superuser and bypasses no row-level security", async () => {
    const { rows } = await asRole(
      "app",
      "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user",
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  });

  test("shows a site its own streams and those of the whole study, and no other study's", async () => {
    const [north, south] = [anId() as SiteId, anId() as SiteId];
    const [a, b, shared]: StreamId[] = [`participant:${anId()}`, `participant:${anId()}`, `study:${anId()}`];
    const { store } = instance.ports;
    await store.append({
      scope,
      streams: [{ stream: a as StreamId, expected: 0, events: aChain(a as StreamId, 2), sites: [north] }],
    });
    await store.append({
      scope,
      streams: [{ stream: b as StreamId, expected: 0, events: aChain(b as StreamId, 2), sites: [south] }],
    });
    await store.append({
      scope,
      streams: [{ stream: shared as StreamId, expected: 0, events: aChain(shared as StreamId, 1) }],
    });
    const all = [a, b, shared].map((name) => ({ stream: name as StreamId, after: 0 }));
    const seen = async (sites: readonly SiteId[], study = aStudyId) =>
      [...(await store.read({ study, sites }, all)).keys()].sort();
    expect(await seen([north])).toEqual([a, shared].sort());
    expect(await seen([south])).toEqual([b, shared].sort());
    expect(await seen([])).toEqual([shared]);
    expect(await seen([north, south], anId() as StudyId)).toEqual([]);
  });

  test("shows nothing at all where no scope was set", async () => {
    const client = new pg.Client(instance.database.app);
    await client.connect();
    for (const table of ["ledger.event", "ledger.stream", "projection.participant", "vault.identity"]) {
      expect((await client.query(`SELECT * FROM ${table}`)).rowCount).toBe(0);
    }
    await client.end();
  });

  test("forgets what one request could see before the next one asks on the same connection", async () => {
    const client = new pg.Client(instance.database.app);
    await client.connect();
    const [north, name] = [anId() as SiteId, `participant:${anId()}`];
    const events = aChain(name as StreamId, 1);
    await instance.ports.store.append({
      scope,
      streams: [{ stream: name as StreamId, expected: 0, events, sites: [north] }],
    });
    const read = await client.query("SELECT * FROM ledger.read($1, $2, $3, $4)", [
      aStudyId,
      north,
      [name],
      [0],
    ]);
    expect(read.rowCount).toBe(1);
    expect((await client.query("SELECT * FROM ledger.event")).rowCount).toBe(0);
    await client.end();
  });
});
