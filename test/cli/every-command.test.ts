import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { environmentOf, runCommand } from "../builders/command-line.ts";
import { aDatabase } from "../builders/database.ts";
import { aUsdmDocument } from "../builders/usdm-document.ts";
import { aWallStudy } from "../builders/wall-study.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";

let world: WalledWorld;
let folder: string;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  world = await aWalledWorld();
  folder = mkdtempSync(path.join(tmpdir(), "vigil-cli-"));
  environment = environmentOf(world.home, world.app.instance.database);
  writeFileSync(place("design.json"), JSON.stringify(aWallStudy()));
  writeFileSync(place("other.json"), JSON.stringify(aWallStudy("2.0")));
  writeFileSync(place("faulty.json"), JSON.stringify({ ...aWallStudy(), activities: [] }));
  writeFileSync(place("usdm.json"), JSON.stringify(aUsdmDocument()));
  writeFileSync(place("answers.json"), JSON.stringify({ item1: 3, item2: 2 }));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.app.close();
});

const place = (name: string): string => path.join(folder, name);

const sheets = (by: string): readonly string[] => [
  ...["--study", "P-one", "--site", "01"],
  ...["--by", by, "--out", place("sheets.html")],
];

/** A call of each command, in the order in which they are made, and how it ends. */
const calls: readonly (readonly [string, 0 | 1, () => readonly string[]])[] = [
  ["serve", 0, () => ["--port", "0"]],
  ["demo", 1, () => ["--no-serve"]],
  ["user list", 0, () => []],
  ["user invite", 0, () => ["ada", "--name", "Ada Lind"]],
  ["user invite", 1, () => ["ada"]],
  ["user reset", 0, () => ["ada"]],
  ["user disable", 0, () => ["ada", "--reason", "left the site"]],
  ["user enable", 0, () => ["ada"]],
  ["user unlock", 0, () => ["ada"]],
  ["user unlock", 1, () => ["nobody"]],
  ["user break-glass", 0, () => ["keeper"]],
  ["user break-glass", 1, () => ["nobody"]],
  ["unblindings", 0, () => ["--study", "P-one", "--by", "inspector-of-one"]],
  ["unblindings", 1, () => ["--study", "P-two", "--by", "inspector-of-one"]],
  ["emergency-envelopes", 1, () => sheets("unblinded-pharmacist-of-one")],
  ["emergency-envelopes", 1, () => sheets("inspector-of-one")],
  ["design check", 0, () => [place("design.json")]],
  ["design check", 1, () => [place("faulty.json")]],
  ["design import-usdm", 0, () => [place("usdm.json")]],
  ["design import-usdm", 1, () => [place("design.json")]],
  ["design matrix", 0, () => [place("design.json")]],
  ["design matrix", 1, () => [place("design.json"), "--timeline", "none"]],
  ["design compare", 0, () => [place("design.json"), place("other.json")]],
  ["score", 0, () => ["PHQ-9", place("answers.json")]],
  ["score", 0, () => ["--list"]],
  ["score", 0, () => ["PCL-5", "--schema"]],
  ["score", 1, () => ["PCL-5", place("design.json")]],
  ["kits list", 0, () => ["--study", world.studies[0].studyId]],
  ["kits receive", 1, () => ["--study", world.studies[0].studyId, "--site", "99"]],
  ["kits count", 1, () => ["--study", world.studies[0].studyId, "--site", "99"]],
  ["kits list", 1, () => ["--study", world.studies[0].studyId, "--site", "99"]],
  ["randomization status", 0, () => ["--study", world.studies[0].studyId]],
  ["randomization status", 1, () => ["--study", "none"]],
  ["randomization open", 1, () => ["--study", world.studies[0].studyId, "--as", "nobody"]],
  ["randomization recompute", 0, () => ["--study", world.studies[0].studyId]],
  ["agreement", 0, () => ["--study", world.studies[0].studyId]],
  ["agreement", 1, () => ["--study", "none"]],
  ["recordings", 0, () => ["--study", world.studies[0].studyId]],
  ["recordings", 1, () => ["--study", "none"]],
  ["adverse-events", 0, () => ["--study", world.studies[0].studyId]],
  ["adverse-events", 1, () => ["--study", world.studies[0].studyId, "--site", "99"]],
  ["checkpoint", 0, () => []],
  ["verify", 0, () => []],
  ["export", 0, () => [place("copy.vigil"), "--study", world.studies[0].studyId]],
  ["export", 0, () => [place("copy.zip"), "--study", world.studies[0].studyId, "--site", "01", "--readable"]],
  ["export", 1, () => [place("none.vigil"), "--study", "none"]],
  ["verify", 0, () => [place("copy.vigil")]],
  ["verify", 1, () => [place("design.json")]],
  ["read", 0, () => [place("copy.zip")]],
  ["blinding", 1, () => ["--study", "none"]],
  ["extract", 0, () => [place("pooled.csv"), "--study", world.studies[0].studyId, "--blinded", "pooled"]],
  ["extract", 1, () => [place("other.csv"), "--study", "none", "--blinded", "scrambled"]],
  ["keys rotate", 0, () => []],
  ["rebuild", 0, () => []],
  ["backup", 0, () => [place("backup")]],
  ["backup", 1, () => [place("backup")]],
  ["restore", 1, () => [place("backup")]],
];

describe("every command answers --json with one document and ends with 0, 1 or 2", () => {
  test("no command is left out", () => {
    expect(
      commands.map(({ name }) => name).filter((name) => !calls.some(([called]) => called === name)),
    ).toEqual([]);
  });

  test.each(calls)("%s ends with %i", async (name, code, operands) => {
    const said: string[] = [];
    const args = [...name.split(" "), ...operands(), "--json"];
    const outcome = await runCommand(args, { environment, said });
    expect(outcome.code, outcome.text).toBe(code);
    const document = JSON.parse(JSON.stringify(outcome.json)) as Record<string, unknown>;
    expect(document).toEqual(outcome.json);
    expect(typeof document).toBe("object");
    if (code === 1) expect(outcome.text.length).toBeGreaterThan(10);
  });

  test("a backup is restored into an empty database", async () => {
    const empty = await aDatabase();
    const keys = {
      VIGIL_KEYS: path.join(world.home, "keys"),
      VIGIL_WITNESS: path.join(world.home, "witness"),
    };
    const elsewhere = { ...environmentOf(place("other-home"), empty), ...keys };
    const outcome = await runCommand(["restore", place("backup"), "--json"], { environment: elsewhere });
    expect(outcome, outcome.text).toMatchObject({ code: 0, json: { restored: expect.any(String) } });
    await empty.close();
  });

  test.each(commands.map(({ name }) => name))(
    "%s, called wrongly, ends with 2 and says how to call it",
    async (name) => {
      const args = [...name.split(" "), "--no-such-option", "--json"];
      const outcome = await runCommand(args, { environment });
      expect(outcome).toMatchObject({ code: 2, json: { error: { code: "wrong-use" } } });
      expect(outcome.text).toContain("--no-such-option");
      expect(outcome.text).toContain(`vigil ${name} --help`);
    },
  );

  test.each(commands.map(({ name }) => name))("%s --help tells its options and examples", async (name) => {
    const outcome = await runCommand([...name.split(" "), "--help", "--json"], { environment });
    expect(outcome).toMatchObject({ code: 0, json: { command: name } });
    const { options, examples } = commands.find((command) => command.name === name) ?? {
      options: {},
      examples: [],
    };
    for (const option of Object.keys(options)) expect(outcome.text).toContain(`--${option}`);
    for (const example of examples) expect(outcome.text).toContain(example);
  });
});

describe("in a shell", () => {
  const vigil = fileURLToPath(new URL("../../bin/vigil.mjs", import.meta.url));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [vigil, ...args], {
      encoding: "utf8",
      env: { ...process.env, ...environment },
    });

  test("a document goes to standard output and nothing else, for done and for refused", () => {
    const done = run("design", "check", place("design.json"), "--json");
    expect([done.status, done.stderr]).toEqual([0, ""]);
    expect(JSON.parse(done.stdout)).toMatchObject({ design: "walls", errors: 0 });
    const refused = run("design", "check", place("faulty.json"), "--json");
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ errors: expect.any(Number) });
    expect(refused.stderr.length).toBeGreaterThan(10);
  }, 60_000);

  test("without --json what is done is said on standard output, what is not on standard error", () => {
    const listed = run("user", "list");
    expect([listed.status, listed.stderr]).toEqual([0, ""]);
    expect(listed.stdout).toContain("keeper");
    const wrong = run("user", "lost");
    expect([wrong.status, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain("vigil user list");
  }, 60_000);

  test("nothing of a failed export is left, and the ledger tells of none", async () => {
    const before = await exportsTold();
    const refused = run(
      "export",
      place("no-folder/copy.vigil"),
      "--study",
      world.studies[1].studyId,
      "--json",
    );
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { message: expect.stringContaining("no-folder") },
    });
    expect(existsSync(place("no-folder"))).toBe(false);
    expect(await exportsTold()).toBe(before);
  }, 60_000);

  async function exportsTold(): Promise<string | undefined> {
    const { rows } = await world.app.instance.maintenance.query<{ count: string }>(
      `SELECT count(*) FROM ledger.event WHERE canonical LIKE '%"type":"LedgerExported"%'`,
    );
    return rows[0]?.count;
  }
});
