import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { checkProjections, verifyStudy } from "#usecases";
import { aDemonstration, type Demonstration } from "../builders/demonstration.ts";

// It is large: what is asked of all of it takes a while where the machine is busy.
vi.setConfig({ testTimeout: 60_000 });

let demonstration: Demonstration;

beforeAll(async () => {
  demonstration = await aDemonstration();
}, 300_000);
afterAll(() => demonstration.close());

test("there are at least 24 participants at two sites, at every stage", async () => {
  const { instance, study } = demonstration;
  const participants = await instance.ports.lists.participants({ study, sites: "all" });
  expect(participants.length).toBeGreaterThanOrEqual(24);
  expect(new Set(participants.map(({ siteId }) => siteId)).size).toBe(2);
  expect(new Set(participants.map(({ stage }) => stage))).toEqual(
    new Set(["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"]),
  );
});

test("its ledger is whole, and proven to its end by checkpoints of each week", async () => {
  const { instance, study } = demonstration;
  const { ports } = instance;
  const report = await verifyStudy(ports, study, ports.verification());
  expect(report).toMatchObject({ intact: true, findings: [] });
  expect(report.events).toBeGreaterThan(4_000);
  expect((await ports.witness.read(study)).length).toBeGreaterThan(70);
});

test("its projections are what a rebuild makes of its events", async () => {
  const { instance, study } = demonstration;
  const check = await checkProjections(instance.ports, study);
  expect(check).toMatchObject({ missing: [], unfounded: [], shownToOthers: [] });
  expect(check.rows).toBeGreaterThan(100);
});

test("a test may do with its copy as it likes: the next one has its own", async () => {
  const { instance, study, signIn, get, close } = await aDemonstration();
  await instance.maintenance.query("DELETE FROM projection.task WHERE study_id = $1", [study]);
  const path = `/api/studies/${study}/worklist`;
  const cookies = [await signIn("nora.coordinator"), await demonstration.signIn("nora.coordinator")] as const;
  type Worklist = { readonly items: readonly { readonly kind: string }[] };
  const visits = ({ items }: Worklist) => items.filter(({ kind }) => kind.startsWith("visit-"));
  expect(visits(await get<Worklist>(path, cookies[0]))).toEqual([]);
  expect(visits(await demonstration.get<Worklist>(path, cookies[1])).length).toBeGreaterThan(3);
  await close();
});
