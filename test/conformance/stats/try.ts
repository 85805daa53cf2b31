// biome-ignore-all lint/suspicious/noConsole: a command that prints is what this is.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Adapter, GoldenCase, GoldenData } from "./adapter.ts";

const [root = "../shared/golden/stats", wantedGroup] = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);

function readData(file: string | undefined, folder: string): GoldenData {
  if (file === undefined) return new Map();
  const [header = "", ...rows] = readFileSync(path.join(folder, file), "utf8").trim().split(/\r?\n/);
  const cells = (line: string): readonly string[] =>
    [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((m) => m[2] ?? m[1] ?? "");
  const names = cells(header).slice(0, header.split(",").length);
  const table = rows.map(cells);
  return new Map(names.map((name, index) => [name, table.map((row) => row[index] ?? "NA")]));
}

function plain(value: unknown): unknown {
  if (value === "Infinity" || value === "Inf") return Number.POSITIVE_INFINITY;
  if (value === "-Infinity" || value === "-Inf") return Number.NEGATIVE_INFINITY;
  return value === "NaN" || value === "NA" ? null : value;
}

function differences(
  ours: unknown,
  theirs: unknown,
  tol: GoldenCase["tolerance"],
  at: string,
): readonly string[] {
  if (Array.isArray(theirs)) {
    const list = Array.isArray(ours) ? ours : ArrayBuffer.isView(ours) ? [...(ours as Float64Array)] : [ours];
    if (list.length !== theirs.length) return [`${at}: ${list.length} for ${theirs.length}`];
    return theirs.flatMap((item, index) => differences(list[index], item, tol, `${at}[${index}]`));
  }
  if (theirs !== null && typeof theirs === "object") {
    return Object.entries(theirs).flatMap(([key, item]) =>
      differences((ours as Record<string, unknown> | null)?.[key], item, tol, `${at}.${key}`),
    );
  }
  const [a, b] = [plain(ours), plain(theirs)];
  if (a === b || (a === null && b === null) || (typeof a === "number" && Number.isNaN(a) && b === null))
    return [];
  if (typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= tol.abs + tol.rel * Math.abs(b))
    return [];
  return [`${at}: ${String(a)} is not ${String(b)}`];
}

const adapters: Adapter[] = [];
for (const file of readdirSync(path.join(here, "adapters")).filter((name) => name.endsWith(".ts"))) {
  const loaded = (await import(path.join(here, "adapters", file))) as { adapters?: readonly Adapter[] };
  adapters.push(...(loaded.adapters ?? []));
}
let [passed, failed, skipped] = [0, 0, 0];
for (const sub of ["out", "metafor-5.1", "fetched/out"]) {
  for (const group of readdirSync(path.join(root, sub))) {
    if (group.endsWith(".csv") || (wantedGroup !== undefined && group !== wantedGroup)) continue;
    for (const file of readdirSync(path.join(root, sub, group))) {
      const raw = JSON.parse(readFileSync(path.join(root, sub, group, file), "utf8"));
      const folder = sub.startsWith("fetched") ? path.join(root, "fetched") : root;
      const data = (() => {
        try {
          return readData(raw.data, folder);
        } catch {
          return readData(raw.data, root);
        }
      })();
      const golden: GoldenCase = { ...raw, call: raw.r_call, tolerance: raw.tol, data };
      const adapter = adapters.find((candidate) => candidate.takes(golden));
      const place = `${sub}/${group}/${golden.id}`;
      try {
        const answer = adapter?.answer(golden) ?? { skipped: "no adapter" };
        if ("skipped" in answer) {
          skipped += 1;
          console.log(`SKIP ${place}: ${answer.skipped}`);
          continue;
        }
        const wrong = differences(answer.figures, golden.expected, golden.tolerance, "");
        if (wrong.length === 0) passed += 1;
        else {
          failed += 1;
          console.log(`FAIL ${place}: ${wrong.slice(0, 3).join("; ")} (${wrong.length})`);
        }
      } catch (error) {
        failed += 1;
        console.log(
          `FAIL ${place}: ${error instanceof Error ? error.stack?.split("\n").slice(0, 3).join(" | ") : String(error)}`,
        );
      }
    }
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
