import { expect, test } from "vitest";
import type { StudyDesign } from "#design";
import { readDesign } from "./read-design.ts";

const small = {
  format: "vigil-study-design/1",
  id: "small",
  version: "1.0",
  name: "Small",
  title: "A small study",
};

test("a file that is no JSON says so", () => {
  expect(readDesign("{", undefined)).toMatchObject({ outcome: "not-json" });
});

test("every fault of a file that is no design comes with its path", () => {
  const read = readDesign(JSON.stringify({ ...small, arms: [{ id: "a" }], epochs: 3 }), undefined);
  if (read.outcome !== "unreadable") throw new Error(read.outcome);
  expect(read.faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["arms.0.name", "arms.0.type", "epochs"]),
  );
});

test("what a design's shape alone does not show is found as the server finds it", () => {
  const faulty = { ...small, cells: [{ armId: "nobody", epochId: "never" }] };
  const read = readDesign(JSON.stringify(faulty), undefined);
  if (read.outcome !== "read") throw new Error(read.outcome);
  expect(read.faults.filter(({ severity }) => severity === "error").map(({ path }) => path)).toEqual([
    "cells.0.armId",
    "cells.0.epochId",
  ]);
});

test("a new version says what it changes", () => {
  const first = readDesign(JSON.stringify(small), undefined);
  if (first.outcome !== "read") throw new Error(first.outcome);
  expect(first).toMatchObject({ version: "1.0", faults: [] });
  expect(first.changes).toBeUndefined();
  const arms = [{ id: "drug", name: "Drug", type: "experimental" }];
  const next = readDesign(JSON.stringify({ ...small, version: "2.0", arms }), {
    ...emptyDesign,
    ...small,
  } as unknown as StudyDesign);
  if (next.outcome !== "read") throw new Error(next.outcome);
  expect(next.changes?.join()).toContain("drug");
});

const emptyDesign = Object.fromEntries(
  "identifiers,indications,notes,parameters,arms,epochs,elements,cells,objectives,estimands,encounters,activities,scheduleTimelines,codeLists,forms,eligibilityCriteria,consents,doseRegimens,amendments"
    .split(",")
    .map((key) => [key, []]),
);
