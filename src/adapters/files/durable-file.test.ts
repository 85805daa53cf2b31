import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { appendLineDurably, createDurably, removePartials, writeDurably } from "./durable-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file is written whole, for its owner alone, and nothing half-written stays beside it", () => {
  const file = path.join(folder, "a/b/file");
  writeDurably(file, "first");
  writeDurably(file, "second");
  expect(readFileSync(file, "utf8")).toBe("second");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(["file"]);
});

test("a file that is made once stays as the first has made it", () => {
  const file = path.join(folder, "once");
  expect(createDurably(file, "first")).toBe(true);
  expect(createDurably(file, "second")).toBe(false);
  expect(readFileSync(file, "utf8")).toBe("first");
  expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
});

test("a line after one that a crash has cut short stands on a line of its own", () => {
  const file = path.join(folder, "lines");
  appendLineDurably(file, "whole");
  appendLineDurably(file, "cut short");
  truncateSync(file, readFileSync(file).length - 4);
  appendLineDurably(file, "after");
  expect(readFileSync(file, "utf8")).toBe("whole\ncut sh\nafter\n");
});

test("what a killed process has left half-written is removed; what a living one writes is not", () => {
  const left = path.join(folder, "left");
  writeDurably(path.join(left, "whole"), "whole");
  writeFileSync(path.join(left, "key.999999999.partial"), "ha");
  writeFileSync(path.join(left, `key.${process.pid}.partial`), "ha");
  removePartials(left);
  expect(readdirSync(left).sort()).toEqual([`key.${process.pid}.partial`, "whole"]);
});
