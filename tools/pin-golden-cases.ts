import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/**
 * Keeps the cases of reference numbers that may be kept (`out` and `metafor-5.1` with their data, nothing of `fetched`) in
 * test/reference/golden, one line to a case: `npx tsx -C source tools/pin-golden-cases.ts ../shared/golden/stats`.
 */
const [from] = process.argv.slice(2);
if (from === undefined) throw new Error("Name the folder of the cases.");
const target = path.join(import.meta.dirname, "../test/reference/golden");

type Case = { readonly data?: string };

for (const base of ["out", "metafor-5.1"]) {
  rmSync(path.join(target, base), { recursive: true, force: true });
  mkdirSync(path.join(target, base), { recursive: true });
  for (const group of foldersOf(path.join(from, base))) pinGroup(from, path.join(base, group));
}

function foldersOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function pinGroup(root: string, group: string): void {
  const files = readdirSync(path.join(root, group)).sort();
  const cases = files.map((file) => JSON.parse(readFileSync(path.join(root, group, file), "utf8")) as Case);
  writeFileSync(
    path.join(target, `${group}.jsonl`),
    `${cases.map((one) => JSON.stringify(one)).join("\n")}\n`,
  );
  for (const { data } of cases) if (data !== undefined) pinDataOf(root, path.dirname(group), data);
}

/** Data of one version lie in its folder; those of all in the folder that the name says. */
function pinDataOf(root: string, base: string, data: string): void {
  const own = path.join(base, path.basename(data));
  const name = existsSync(path.join(root, own)) ? own : data;
  pinData(path.join(root, name), path.join(target, name));
}

function pinData(source: string, copy: string): void {
  if (!existsSync(source)) throw new Error(`Its data are missing: ${source}`);
  mkdirSync(path.dirname(copy), { recursive: true });
  copyFileSync(source, copy);
}
