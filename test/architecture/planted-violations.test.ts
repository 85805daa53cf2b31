import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./layers.ts";

const bin = (name: string): string => path.join(root, "node_modules/.bin", name);

/** What the linter says of sources as if they stood in those places: a tree of their own under the house's rules. */
function lint(sources: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-planted-"));
  try {
    cpSync(path.join(root, "biome.json"), path.join(folder, "biome.json"));
    cpSync(path.join(root, "lint"), path.join(folder, "lint"), { recursive: true });
    for (const [place, source] of Object.entries(sources)) {
      mkdirSync(path.dirname(path.join(folder, place)), { recursive: true });
      writeFileSync(path.join(folder, place), source);
    }
    const args = ["lint", "--vcs-enabled=false", "--reporter=github", "--max-diagnostics=200", "."];
    const { stdout, stderr, status } = spawnSync(bin("biome"), args, { cwd: folder, encoding: "utf8" });
    return status === 0 ? "" : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the linter finds a planted", () => {
  const planted: readonly (readonly [what: string, place: string, source: string, told: RegExp])[] = [
    [
      "clock in a pure layer",
      "src/trial/planted.ts",
      "export const now = Date.now();\n",
      /takes the time as an argument/,
    ],
    [
      "chance in a pure layer",
      "src/design/planted.ts",
      "export const draw = Math.random();\n",
      /randomness as an argument/,
    ],
    [
      "package in a pure layer",
      "src/ledger/planted.ts",
      'import pg from "pg";\nexport const pool = pg;\n',
      /imports no package/,
    ],
    [
      "package in the statistics that other pure layers may import",
      "src/stats/planted.ts",
      'import { z } from "zod";\nexport const number = z.number();\n',
      /Statistics import no package/,
    ],
    [
      "clock in the statistics",
      "src/stats/planted.ts",
      "export const now = Date.now();\n",
      /takes the time as an argument/,
    ],
    [
      "node module in a pure layer",
      "src/kernel/planted.ts",
      'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
      /imports no package/,
    ],
    [
      "import at run time in a pure layer",
      "src/trial/planted.ts",
      'export const later = import("#design");\n',
      /imports nothing at run time/,
    ],
    [
      "eval",
      "src/design/planted.ts",
      'export const value = eval("1");\n',
      /evaluated as code|security\/noGlobalEval/,
    ],
    [
      "way round a door",
      "src/trial/visit/planted.ts",
      'import { role } from "../../design/model/role.ts";\nexport const x = role;\n',
      /by its door/,
    ],
    [
      "text outside the catalogue",
      "src/web/pages/planted.tsx",
      "export function P() {\n  return <p>Sign in</p>;\n}\n",
      /belongs in src\/web\/messages/,
    ],
    [
      "default export",
      "src/usecases/planted.ts",
      "const planted = 1;\nexport default planted;\n",
      /noDefaultExport/,
    ],
    ["word on the console", "src/server/planted.ts", 'console.log("x");\n', /noConsole/],
    [
      "forgotten promise",
      "src/usecases/planted.ts",
      "async function work(): Promise<number> {\n  return 1;\n}\nexport function start(): void {\n  work();\n}\n",
      /noFloatingPromises/,
    ],
    [
      "file name of another style",
      "src/trial/PlantedName.ts",
      "export const a = 1;\n",
      /useFilenamingConvention/,
    ],
  ];

  it.each(planted)("%s", (_what, place, source, told) => {
    expect(lint({ [place]: source })).toMatch(told);
  });

  it("and nothing in a source that keeps the rules", () => {
    expect(
      lint({ "src/trial/planted.ts": 'import { ok } from "#kernel";\n\nexport const fine = ok(1);\n' }),
    ).toBe("");
  });
});

describe("the compiler finds a planted", () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync(path.join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(path.join(root, ".cache/planted-"));
    execFileSync(bin("tsc"), ["-b", "src/kernel"], { cwd: root });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the compiler says of a source in a layer that references the kernel alone. */
  function compile(source: string): string {
    writeFileSync(path.join(folder, "planted.ts"), source);
    const config = {
      extends: path.join(root, "tsconfig.base.json"),
      compilerOptions: { rootDir: ".", outDir: "./out", noEmit: true },
      include: ["planted.ts"],
      references: [{ path: path.join(root, "src/kernel") }],
    };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    return spawnSync(bin("tsc"), ["-p", folder], { cwd: root, encoding: "utf8" }).stdout;
  }

  const planted: readonly (readonly [what: string, source: string, told: RegExp])[] = [
    [
      "arrow that is not declared",
      'import { parseStudyDesign } from "#design";\nexport const p: unknown = parseStudyDesign;\n',
      /TS6307/,
    ],
    ["import past a door", 'import { ok } from "#kernel/result";\nexport const p: unknown = ok;\n', /TS2307/],
    ["platform in a pure layer", "export const home: unknown = process.env;\n", /Cannot find name 'process'/],
    ["browser in a pure layer", 'export const answer: unknown = fetch("/");\n', /Cannot find name 'fetch'/],
    ["enum", "export enum Planted {\n  One,\n}\n", /TS1294/],
    [
      "index that may be missing",
      "export function first(all: readonly string[]): string {\n  return all[0];\n}\n",
      /TS2322/,
    ],
  ];

  it.each(planted)("%s", (_what, source, told) => {
    expect(compile(source)).toMatch(told);
  });

  it("and nothing in a source that keeps the rules", () => {
    expect(
      compile('import { type Ok, ok } from "#kernel";\n\nexport const fine: Ok<number> = ok(1);\n'),
    ).toBe("");
  });
});
