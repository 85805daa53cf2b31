import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseStudyDesign, type StudyDesign } from "#design";
import { readDesign } from "./read-design.ts";

const small = {
  format: "vigil-study-design/1",
  id: "small",
  version: "1.0",
  name: "Small",
  title: "A small study",
};

function inOneFile(json: unknown, current?: StudyDesign) {
  return readDesign([{ path: "study.json", text: JSON.stringify(json) }], current);
}

test("a file that is no JSON says so", () => {
  const read = readDesign([{ path: "study.json", text: "{" }], undefined);
  expect(read).toMatchObject({ outcome: "unreadable", faults: [{ path: "study.json" }] });
});

test("every fault of a file that is no design comes with its path", () => {
  const read = inOneFile({ ...small, arms: [{ id: "a" }], epochs: 3 });
  if (read.outcome !== "unreadable") throw new Error(read.outcome);
  expect(read.faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["arms.0.name", "arms.0.type", "epochs"]),
  );
});

test("what a design's shape alone does not show is found as the server finds it", () => {
  const read = inOneFile({ ...small, cells: [{ armId: "nobody", epochId: "never" }] });
  if (read.outcome !== "read") throw new Error(read.outcome);
  const errors = read.faults.filter(({ severity }) => severity === "error");
  expect(errors.map(({ path }) => path)).toEqual(["cells.0.armId", "cells.0.epochId"]);
});

test("a new version says what it changes", () => {
  const first = inOneFile(small);
  expect(first).toMatchObject({ outcome: "read", faults: [] });
  expect(first).not.toHaveProperty("changes");
  const parsed = parseStudyDesign(small);
  if (!parsed.ok) throw new Error("The small design is none.");
  const arms = [{ id: "drug", name: "Drug", type: "experimental" }];
  const next = inOneFile({ ...small, version: "2.0", arms }, parsed.value);
  if (next.outcome !== "read") throw new Error(next.outcome);
  expect(next.changes?.join()).toContain("drug");
});

test("a folder is read as the command line reads it, and its faults name their file", () => {
  const folder = fileURLToPath(new URL("../../../../../studies/mdma-ptsd-phase3/", import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  const files = names.map((name) => ({
    path: `mdma-ptsd-phase3/${name}`,
    text: readFileSync(`${folder}${name}`, "utf8"),
  }));
  const read = readDesign(files, undefined);
  if (read.outcome !== "read") throw new Error(JSON.stringify(read.faults));
  expect(read.design.forms.length).toBeGreaterThan(30);
  expect(read.faults.filter(({ severity }) => severity === "error")).toEqual([]);
  const broken = files.map((file) =>
    file.path.endsWith("forms/ecg.json") ? { ...file, text: JSON.stringify({ id: "ecg" }) } : file,
  );
  const faulty = readDesign(broken, undefined);
  expect(faulty.faults.map(({ path }) => path)).toEqual(["forms/ecg.json: label"]);
});
