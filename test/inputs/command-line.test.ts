import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instruments } from "#instruments";
import { bundleLines } from "#usecases";
import type { Outcome } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands/index.ts";
import type { ItemDefinition } from "../../src/instruments/item.ts";
import { environmentOf, runCommand } from "../builders/command-line.ts";
import { aUsdmDocument } from "../builders/usdm-document.ts";
import { aWallStudy } from "../builders/wall-study.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { campaign, showsInternals, wanted } from "./campaign.ts";
import { anyText, type Mutation, mutate, mutation, renderJson } from "./mutation.ts";
import { hashOfEverything } from "./whole-ledger.ts";

let world: WalledWorld;
let folder: string;
let environment: NodeJS.ProcessEnv;
let bundle: readonly string[];
beforeAll(async () => {
  world = await aWalledWorld();
  folder = mkdtempSync(path.join(tmpdir(), "vigil-inputs-"));
  environment = environmentOf(path.join(folder, "home"), world.app.instance.database);
  writeFileSync(place("empty.json"), "");
  writeFileSync(place("binary.json"), Buffer.from([0, 255, 254, 10, 0, 137]));
  writeFileSync(place("there.json"), "{}");
  mkdirSync(place("folder"));
  bundle = await linesOfBundle();
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.app.close();
});

/** Command-line arguments, the file that they name, and what every answer to them must name. */
type Bad = { readonly args: readonly string[]; readonly input?: string; readonly names?: string };

const place = (name: string): string => path.join(folder, name);
const named = fc.constantFrom(...commands);
const odd = fc.oneof(fc.constantFrom("-", "--", "=", "…", "--json=x", "-h=", "-xyz", "\u202e"), anyText(12));

const inputs: fc.Arbitrary<() => Bad> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ command: named, option: anyText(8) }).map((one) => () => unknownOption(one)),
  },
  {
    weight: 1,
    arbitrary: fc.array(odd, { minLength: 1, maxLength: 4 }).map((words) => () => noCommand(words)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ command: named, words: fc.array(odd, { maxLength: 5 }) })
      .map((one) => () => wrongCount(one)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        name: fc.constantFrom("design check", "design matrix", "design import-usdm", "score PHQ-9", "verify"),
        file: fc.constantFrom("missing.json", "empty.json", "binary.json", "folder", "there.json/below"),
      })
      .map((one) => () => badFile(one)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ id: fc.constantFrom(...instruments.keys()), change: mutation })
      .map((one) => () => badAnswers(one)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ change: mutation, act: fc.constantFrom("check", "matrix") })
      .map((one) => () => badDesign(one)),
  },
  { weight: 1, arbitrary: mutation.map((change) => () => badUsdm(change)) },
  {
    weight: 2,
    arbitrary: fc.record({ change: mutation, line: fc.nat(10_000) }).map((one) => () => badBundle(one)),
  },
  {
    weight: 1,
    arbitrary: fc.record({ words: odd, which: fc.nat(9) }).map((one) => () => badOfInstance(one)),
  },
);

test(`${wanted("cli")} bad calls of the command line end with 1 or 2 and name what is wrong, and nothing is written`, async () => {
  const before = await hashOfEverything(world.app.instance);
  const bad = await campaign("cli", inputs, async (make) => {
    const { args, names, ...more } = make();
    const outcome = await runCommand([...args, "--json"], { environment, ...more });
    const said = `${JSON.stringify(args)}\n${outcome.code} ${outcome.text.slice(0, 500)}`;
    if (outcome.code === 0) return false;
    expect([1, 2], said).toContain(outcome.code);
    expect(outcome.text.length, said).toBeGreaterThan(0);
    expect(showsInternals(outcome.text), said).toBe(false);
    expect(isDocument(outcome), said).toBe(true);
    if (names !== undefined) expect(JSON.stringify(outcome.json) + outcome.text, said).toContain(names);
    return true;
  });
  expect(bad).toBeGreaterThanOrEqual(wanted("cli"));
  expect(await hashOfEverything(world.app.instance)).toBe(before);
}, 3_600_000);

/** One document that says what was wrong, or what was found. */
function isDocument({ json }: Outcome): boolean {
  const { error, faults, intact } = JSON.parse(JSON.stringify(json)) as Record<string, unknown>;
  const isError = typeof (error as { message?: unknown } | undefined)?.message === "string";
  return isError || Array.isArray(faults) || intact === false;
}

function unknownOption({ command, option }: { command: (typeof commands)[number]; option: string }): Bad {
  const name = option.replaceAll(/[^a-z]/gi, "") || "surprise";
  return { args: [...command.name.split(" "), `--x${name}`], names: `--x${name}` };
}

function noCommand(words: readonly string[]): Bad {
  return { args: ["nonsense", ...words.filter((word) => !word.includes("\u0000"))] };
}

/** One operand too few or too many. */
function wrongCount({
  command,
  words,
}: {
  command: (typeof commands)[number];
  words: readonly string[];
}): Bad {
  const plain = words.filter((word) => !word.startsWith("-"));
  const few = plain.slice(0, Math.max(0, command.leastOperands - 1));
  const many = [...plain, "one", "two", "three"];
  const isFew = command.leastOperands > 0 && words.length % 2 === 0;
  return { args: [...command.name.split(" "), ...(isFew ? few : many)] };
}

function badFile({ name, file }: { name: string; file: string }): Bad {
  return { args: [...name.split(" "), place(file)], names: file };
}

function badAnswers({ id, change }: { id: string; change: Mutation }): Bad {
  const { value, path: at } = mutate(answersTo(id), change);
  const isItem = at !== "" && change.act !== "insert" && change.act !== "delete";
  return {
    args: ["score", id],
    input: renderJson(value),
    ...(isItem ? { names: at.split(".")[0] ?? "" } : {}),
  };
}

/** An answer to every item of an instrument: the first that it takes. */
function answersTo(id: string): Readonly<Record<string, unknown>> {
  const items = instruments.get(id)?.definition.items ?? [];
  return Object.fromEntries(items.map((item) => [item.id, firstAnswer(item)]));
}

function firstAnswer(item: ItemDefinition): unknown {
  switch (item.kind) {
    case "integer":
      return item.range.minimum;
    case "boolean":
      return false;
    case "code":
      return item.choices[0]?.value;
    case "code-set":
      return [item.choices[0]?.value];
  }
}

function badDesign({ change, act }: { change: Mutation; act: string }): Bad {
  writeFileSync(place("design.json"), renderJson(mutate(aWallStudy(), change).value));
  return { args: ["design", act, place("design.json")] };
}

function badUsdm(change: Mutation): Bad {
  writeFileSync(place("usdm.json"), renderJson(mutate(aUsdmDocument(), change).value));
  return { args: ["design", "import-usdm", place("usdm.json")], names: "usdm.json" };
}

/** A copy of the ledger with one line of it changed. */
function badBundle({ change, line }: { change: Mutation; line: number }): Bad {
  const at = line % bundle.length;
  const text = bundle[at] ?? "";
  const changed = text.startsWith("{") ? renderJson(mutate(JSON.parse(text), change).value) : change.act;
  writeFileSync(place("copy.vigil"), bundle.with(at, changed).join("\n"));
  return { args: ["verify", place("copy.vigil")] };
}

/** Commands over the instance, asked for what is not there or may not be. */
function badOfInstance({ words, which }: { words: string; which: number }): Bad {
  const name = words.replaceAll("\u0000", "").replace(/^-+/, "") || "nobody";
  const calls: readonly Bad[] = [
    { args: ["user", "disable", name], names: JSON.stringify(name).slice(1, -1) },
    { args: ["user", "invite", ` ${name.slice(0, 0)}`] },
    { args: ["user", "invite", name.repeat(101).slice(0, 500).padEnd(101, "x")] },
    { args: ["export", place("there.json")], names: "there.json" },
    { args: ["export", place("new.vigil"), "--study", name] },
    { args: ["verify", "--study", name] },
    { args: ["restore", place("folder")], names: "folder" },
    { args: ["backup", place("there.json/below")], names: "there.json" },
    { args: ["serve", "--port", name] },
    {
      args: ["export", place("no-such-folder/new.vigil"), "--study", world.studies[0].studyId],
      names: "no-such-folder",
    },
  ];
  return calls[which] ?? { args: [] };
}

async function linesOfBundle(): Promise<readonly string[]> {
  const lines: string[] = [];
  const { studyId } = world.studies[0];
  for await (const line of bundleLines(world.app.instance.ports, { study: studyId, name: "One" }))
    lines.push(line.trimEnd());
  return lines;
}
