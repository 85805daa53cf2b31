import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { type Instance, openInstance } from "../../src/cli/instance.ts";
import { runCli } from "../../src/cli/run-cli.ts";
import { foundSmallStudy } from "../builders/small-study.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

function aHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), "vigil-home-"));
  homes.push(home);
  return home;
}

/** `vigil demo --no-serve` in a process of its own. */
function makeDemonstrationIn(home: string): { readonly process: ChildProcess; readonly said: () => string } {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const main = path.join(root, "src/cli/main.ts");
  const args = ["--conditions=source", "--import", loader, main, "demo", "--no-serve", "--json"];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, VIGIL_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  return { process: child, said: () => said };
}

async function until(isSo: () => boolean): Promise<void> {
  for (const giveUp = Date.now() + 60_000; !isSo(); await sleep(20))
    if (Date.now() > giveUp) throw new Error("It did not come to pass within a minute.");
}

async function ends({ process: child }: { readonly process: ChildProcess }): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once("exit", resolve));
  return child.exitCode;
}

/** The instance that lies in the home folder, as it is. */
async function withInstance<Value>(
  home: string,
  use: (instance: Instance) => Promise<Value>,
): Promise<Value> {
  const instance = await openInstance({ home });
  try {
    return await use(instance);
  } finally {
    await instance.close();
  }
}

const accountsIn = (home: string) =>
  withInstance(home, async ({ ports }) => (await ports.accounts.list()).map(({ userId }) => userId));

test("a demonstration that was killed while it was made is not taken for whole: the next start makes it anew", {
  timeout: 240_000,
}, async () => {
  const home = aHome();
  const note = path.join(home, "demonstration-unfinished");
  const first = makeDemonstrationIn(home);
  await until(() => existsSync(note));
  await sleep(1_500);
  first.process.kill("SIGKILL");
  await ends(first);
  const left = await accountsIn(home);
  expect(left.length).toBeGreaterThan(0);

  const second = makeDemonstrationIn(home);
  await until(() => second.said().includes("Making the demonstration trial"));
  expect(second.said()).toContain("Making the demonstration was interrupted the last time.");
  await sleep(1_500);
  second.process.kill("SIGTERM");
  expect(await ends(second)).toBe(1);
  expect(second.said()).toContain('"code": "interrupted"');
  expect(existsSync(note)).toBe(true);
  const anew = await withInstance(home, async ({ ports }) => ({
    accounts: (await ports.accounts.list()).map(({ username }) => username),
    studies: await ports.archive.studies(),
  }));
  // What the first one had made is gone: nobody is there twice, and there is no second study.
  expect(new Set(anew.accounts).size).toBe(anew.accounts.length);
  expect(anew.studies.length).toBeLessThanOrEqual(2);
});

test("no demonstration is made beside real accounts", { timeout: 60_000 }, async () => {
  const home = aHome();
  await withInstance(home, async (instance) => {
    await foundSmallStudy(instance);
    await instance.pool.query("UPDATE people.account SET is_demonstration = false");
  });
  const before = await accountsIn(home);
  const { outcome } = await runCli(commands, ["demo", "--no-serve", "--json"], {
    environment: { VIGIL_HOME: home },
    folder: home,
    readInput: async () => "",
    say: () => {},
    untilAsked: () => new Promise(() => {}),
  });
  expect(outcome).toMatchObject({ code: 1, json: { error: { code: "real-accounts" } } });
  expect(await accountsIn(home)).toEqual(before);
});
