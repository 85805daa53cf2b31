import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { readCsv } from "../../../src/stats/front/csv.ts";
import type { GoldenCase, GoldenData } from "./adapter.ts";

/** A case with the place of its file below the folder; or why it cannot be read. */
export type PlacedCase = { readonly place: string; readonly golden: GoldenCase } | Unreadable;
export type Unreadable = { readonly place: string; readonly unreadable: string };

/** Says what is wrong with a folder that holds no cases. */
export class NoCases extends Error {}

/**
 * Every case below a folder: JSON files that hold an `expected`, at any depth (`out/rma`, `metafor-5.1/rma`, `fetched/out/mi`). Their data are
 * looked for beside them and in every folder above, up to the one that was given.
 */
export function readGoldenFolder(root: string): readonly PlacedCase[] {
  if (!existsSync(root)) throw new NoCases(`There is no folder ${root}.`);
  if (!statSync(root).isDirectory()) throw new NoCases(`${root} is a file; a folder of cases is expected.`);
  const data = new Map<string, GoldenData>();
  const cases = jsonFiles(root).flatMap((file) => readCases(file, root, data));
  if (cases.length === 0)
    throw new NoCases(`${root} holds no cases: JSON files with id, group, spec and expected are looked for.`);
  return cases;
}

function jsonFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return jsonFiles(file);
      return /\.jsonl?$/.test(entry.name) ? [file] : [];
    });
}

/** One case in a `.json` file, or one to a line of a `.jsonl` file. Other JSON is no case and passed over. */
function readCases(file: string, root: string, data: Map<string, GoldenData>): readonly PlacedCase[] {
  const text = readFileSync(file, "utf8");
  const place = path.relative(root, file).replace(/\.jsonl?$/, "");
  if (file.endsWith(".json")) return caseOf(text, { place, file, root, data });
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line) => caseOf(line, { place, file, root, data }, true));
}

type Origin = {
  readonly place: string;
  readonly file: string;
  readonly root: string;
  readonly data: Map<string, GoldenData>;
};

function caseOf(text: string, origin: Origin, isOneOfMany = false): readonly PlacedCase[] {
  const { place } = origin;
  const raw = parsed(text);
  if (raw === undefined) return [{ place, unreadable: "the file is no JSON" }];
  if (!isRecord(raw) || !("expected" in raw)) return [];
  const whole = isOneOfMany ? `${place}/${String(raw["id"])}` : place;
  try {
    return [{ place: whole, golden: goldenOf(raw, origin) }];
  } catch (error) {
    return [{ place: whole, unreadable: (error as Error).message }];
  }
}

function goldenOf(raw: Readonly<Record<string, unknown>>, origin: Origin): GoldenCase {
  const { id, group, spec, data, r_call: call, oracle, tol, expected } = raw;
  if (typeof id !== "string" || typeof group !== "string") throw new Error("id and group must be text");
  if (!isRecord(spec)) throw new Error("spec must be an object");
  if (!isRecord(expected)) throw new Error("expected must be an object");
  if (!isRecord(tol) || typeof tol["abs"] !== "number" || typeof tol["rel"] !== "number")
    throw new Error("tol must hold the numbers abs and rel");
  const { package: name = "", version = "" } = isRecord(oracle) ? oracle : {};
  return {
    id,
    group,
    spec,
    call: callText(call),
    oracle: { package: String(name), version: String(version) },
    tolerance: { abs: tol["abs"], rel: tol["rel"] },
    expected,
    data: typeof data === "string" ? dataOf(data, origin) : new Map(),
  };
}

function callText(call: unknown): string {
  return Array.isArray(call) ? call.join("\n") : String(call ?? "");
}

function dataOf(name: string, { file, root, data }: Origin): GoldenData {
  const found = foldersAbove(file, root)
    // A version's own data lie beside its groups, without the folder that the name says.
    .flatMap((folder) => [path.join(folder, name), path.join(folder, path.basename(name))])
    .find(existsSync);
  if (found === undefined) throw new Error(`its data are missing: ${name}`);
  const known = data.get(found);
  if (known) return known;
  const table = readCsv(readFileSync(found, "utf8"));
  if (!table.ok) throw new Error(`${name}: ${table.error.issues.map(renderIssue).join("; ")}`);
  const columns = new Map(table.value.columns);
  data.set(found, columns);
  return columns;
}

function renderIssue({ path: at, message }: { readonly path: string; readonly message: string }): string {
  return `${at}: ${message}`;
}

/** From the file's own folder up to the root, both included. */
function foldersAbove(file: string, root: string): readonly string[] {
  const steps = path.relative(root, path.dirname(file)).split(path.sep).filter(Boolean);
  return steps.map((_, index) => path.join(root, ...steps.slice(0, steps.length - index))).concat(root);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
