import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ownerOf, withClient } from "#adapters";
import { checkProjections, rebuildProjections } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { anInstance } from "../builders/instance.ts";
import { foundSmallStudy, type SmallStudyAt } from "../builders/small-study.ts";

let instance: Instance;
let study: SmallStudyAt;

beforeAll(async () => {
  instance = await anInstance();
  study = await foundSmallStudy(instance);
  for (let count = 0; count < 3; count++) {
    const participant = instance.ports.randomness.randomId();
    await study.run("log-contact", participant, study.contact);
    await study.run("record-deviation", participant, study.deviation);
  }
});
afterAll(() => instance.close());

const check = () => checkProjections(instance.ports, study.id);

async function asOwner(sql: string): Promise<void> {
  await withClient(ownerOf(instance.database), async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query(sql);
  });
}

describe("projections that were fed one by one", () => {
  test("are those that a rebuild makes", async () => {
    expect(await check()).toMatchObject({ missing: [], unfounded: [], shownToOthers: [] });
    const rows = await rebuildProjections(instance.ports, study.id);
    expect(rows).toBe((await check()).rows);
    expect(await check()).toMatchObject({ missing: [], unfounded: [], shownToOthers: [] });
  });

  test("are rebuilt while others write without losing what they write", async () => {
    let isDone = false;
    const writing = (async () => {
      for (let count = 0; !isDone || count < 5; count++)
        await study.run("log-contact", instance.ports.randomness.randomId(), study.contact);
    })();
    for (let times = 0; times < 5; times++) await rebuildProjections(instance.ports, study.id);
    isDone = true;
    await writing;
    expect(await check()).toMatchObject({ missing: [], unfounded: [], shownToOthers: [] });
  });
});

describe("an owner of the database", () => {
  beforeEach(async () => {
    await asOwner("UPDATE ledger.stream SET sites = sites[1:1]");
    await rebuildProjections(instance.ports, study.id);
    expect(await check()).toMatchObject({ missing: [], unfounded: [], shownToOthers: [] });
  });

  test("who gives themselves a role is found out", async () => {
    await asOwner(
      `INSERT INTO projection.staff_role VALUES ('${study.id}', 'g', 'u', 'inspector', NULL, '2026-01-01', NULL)`,
    );
    expect((await check()).unfounded).toMatchObject([{ table: "staff_role", row: { role: "inspector" } }]);
  });

  test("who moves a participant to another site's list is found out", async () => {
    await asOwner(
      "UPDATE projection.participant SET site_id = 'another' WHERE ctid = (SELECT min(ctid) FROM projection.participant)",
    );
    const found = await check();
    expect(found.missing).toHaveLength(1);
    expect(found.unfounded).toMatchObject([{ table: "participant", row: { site_id: "another" } }]);
  });

  test("who removes rows of a list is found out", async () => {
    await asOwner("DELETE FROM projection.deviation");
    expect((await check()).missing.map(({ table }) => table)).toEqual([
      "deviation",
      "deviation",
      "deviation",
    ]);
  });

  test("who shows a participant to another site is found out", async () => {
    await asOwner(
      `UPDATE ledger.stream SET sites = sites || 'another'::text
        WHERE stream_id = (SELECT min(stream_id) FROM ledger.stream WHERE stream_id LIKE 'participant:%')`,
    );
    const { shownToOthers } = await check();
    expect(shownToOthers).toHaveLength(1);
    expect(shownToOthers[0]).toMatch(/^participant:/);
  });
});

describe("the database's guards", () => {
  const missing = () => instance.ports.guards.missing();

  test("are all in their places", async () => {
    expect(await missing()).toEqual([]);
  });

  test.each([
    [
      "a trigger that is switched off",
      "ALTER TABLE ledger.event DISABLE TRIGGER append_only",
      "ALTER TABLE ledger.event ENABLE TRIGGER append_only",
      /ledger.event.*append_only/,
    ],
    [
      "row-level security that is switched off",
      "ALTER TABLE vault.identity DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE vault.identity ENABLE ROW LEVEL SECURITY",
      /vault.identity/,
    ],
    [
      "a view that shows something else",
      "CREATE OR REPLACE VIEW ledger.event_body WITH (security_invoker = true) AS SELECT study_id, stream_id, version, hash, '{}'::jsonb AS body FROM ledger.event",
      "CREATE OR REPLACE VIEW ledger.event_body WITH (security_invoker = true) AS SELECT study_id, stream_id, version, hash, canonical::jsonb AS body FROM ledger.event",
      /event_body/,
    ],
    [
      "a function that refuses nothing any more",
      "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
      "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
      /Nothing refuses/,
    ],
  ])("tell of %s", async (_name, lift, putBack, sentence) => {
    await asOwner(lift);
    const found = await missing();
    await asOwner(putBack);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(sentence);
    expect(await missing()).toEqual([]);
  });
});
