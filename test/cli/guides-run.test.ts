import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSmallStudy } from "../builders/small-study.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "vigil-guides-"));
beforeAll(async () => {
  await aSmallStudy(path.join(folder, ".vigil"));
  mkdirSync(path.join(folder, "bin"));
  const command = path.join(folder, "bin/vigil");
  const loader = pathToFileURL(path.join(repository, "node_modules/tsx/dist/loader.mjs")).href;
  const main = path.join(repository, "src/cli/main.ts");
  writeFileSync(
    command,
    `#!/bin/sh\nexec "${process.execPath}" --conditions=source --import "${loader}" "${main}" "$@"\n`,
  );
  chmodSync(command, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the shell examples of a guide one after the other, in one shell, up to the first that fails. */
function runGuide(name: string): { readonly status: number | null; readonly said: string } {
  const text = readFileSync(path.join(repository, "docs/guides", name), "utf8");
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
  const {
    VIGIL_HOME: _home,
    VIGIL_KEYS: _keys,
    VIGIL_WITNESS: _witness,
    DATABASE_URL: _url,
    ...rest
  } = process.env;
  const { status, stdout, stderr } = spawnSync("sh", ["-e"], {
    cwd: folder,
    input: blocks.join("\n"),
    env: { ...rest, PATH: `${path.join(folder, "bin")}${path.delimiter}${rest["PATH"]}` },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

test("what the guide to backups shows can be done as it is written", () => {
  const { status, said } = runGuide("backup-and-restore.md");
  expect(said).not.toContain("NOT INTACT");
  expect([status, said]).toEqual([
    0,
    expect.stringMatching(/Restored[\s\S]*Intact[\s\S]*Restored[\s\S]*A backup was put back/),
  ]);
  expect(existsSync(path.join(folder, "trial-run"))).toBe(false);
  expect(
    readdirSync(path.join(folder, ".vigil")).some((name) => name.startsWith("database.before-restore-")),
  ).toBe(true);
});

test("what the guide to keys shows can be done as it is written", () => {
  rmSync(path.join(folder, "keys-2026-11-20"), { recursive: true, force: true });
  const { status, said } = runGuide("keys.md");
  expect([status, said]).toEqual([0, expect.stringMatching(/The new key is [\s\S]*Intact/)]);
  expect(readdirSync(path.join(folder, ".vigil/keys/signing/public"))).toHaveLength(2);
});

test("what the guide to randomization shows can be done as it is written", () => {
  const { status, said } = runGuide("randomization.md");
  expect([status, said]).toEqual([0, expect.stringMatching(/randomized[\s\S]*Nobody is randomized yet/)]);
});

test("what the guide to adverse events shows can be done as it is written", () => {
  const { status, said } = runGuide("adverse-events.md");
  expect([status, said]).toEqual([0, expect.stringMatching(/no such adverse events[\s\S]*"events": ?\[\]/)]);
});
