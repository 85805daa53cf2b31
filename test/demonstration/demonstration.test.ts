import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readStudyDesign } from "#adapters";
import { makeDemonstration } from "#demonstration";
import type { StudyId } from "#kernel";
import { verifyStudy } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { anInstance } from "../builders/instance.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

let instance: Instance;
let study: StudyId;

beforeAll(async () => {
  instance = await anInstance();
  const read = readStudyDesign(path.join(root, "studies/mdma-ptsd-phase3"));
  if (!read.ok) throw new Error("The reference study cannot be read.");
  const made = await makeDemonstration(instance.ports, { design: read.value.design, seed: "a test" });
  if (!made) throw new Error("The demonstration was not made.");
  study = made;
}, 300_000);
afterAll(() => instance.close());

test("there are at least 24 participants at two sites, at every stage", async () => {
  const participants = await instance.ports.lists.participants({ study, sites: "all" });
  expect(participants.length).toBeGreaterThanOrEqual(24);
  expect(new Set(participants.map(({ siteId }) => siteId)).size).toBe(2);
  expect(new Set(participants.map(({ stage }) => stage))).toEqual(
    new Set(["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"]),
  );
});

test("its ledger is whole", async () => {
  const { ports } = instance;
  const report = await verifyStudy(ports, study, ports.verification());
  expect(report).toMatchObject({ intact: true, findings: [] });
  expect(report.events).toBeGreaterThan(4_000);
});
