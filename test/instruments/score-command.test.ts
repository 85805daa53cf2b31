import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { instruments } from "#instruments";
import type { Outcome } from "../../src/cli/command.ts";
import { runCommand } from "../builders/command-line.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-score-"));
afterAll(() => rmSync(folder, { recursive: true }));

function vigil(args: readonly string[], input?: unknown): Promise<Outcome> {
  const given =
    input === undefined ? {} : { input: typeof input === "string" ? input : JSON.stringify(input) };
  return runCommand(args, { environment: {}, ...given });
}

type Schema = { readonly examples: readonly Readonly<Record<string, unknown>>[] };

/** What `--schema` prints, read back from its text. */
async function schemaOf(
  id: string,
): Promise<{ readonly validate: ValidateFunction; readonly example: object }> {
  const { code, text, json } = await vigil(["score", id, "--schema", "--json"]);
  expect(code).toBe(0);
  const schema = JSON.parse(text ?? "") as Schema;
  expect(json).toEqual(schema);
  const [example, ...more] = schema.examples;
  expect(more).toEqual([]);
  return { validate: new Ajv2020({ strict: true }).compile(schema), example: example ?? {} };
}

describe.each([...instruments.keys()])("vigil score %s", (id) => {
  test("prints a schema that its own example fits, and nothing that is not of the scale", async () => {
    const { validate, example } = await schemaOf(id);
    expect(validate(example)).toBe(true);
    expect(validate({ ...example, item999: 1 })).toBe(false);
    const [first = ""] = Object.keys(example);
    expect(validate({ ...example, [first]: "no such answer" })).toBe(false);
    expect(validate([])).toBe(false);
  });

  test("scores that example, from a file as from its input, with nothing missing", async () => {
    const { example } = await schemaOf(id);
    const { code, json } = await vigil(["score", id, "--json"], example);
    expect(code).toBe(0);
    const definition = instruments.get(id)?.definition;
    const scored = json as { readonly scores: Readonly<Record<string, unknown>> };
    expect(scored).toMatchObject({
      instrument: id,
      version: definition?.version,
      missing: [],
      prorated: false,
    });
    expect(Object.keys(scored.scores)).toEqual(definition?.scores.map((one) => one.id));
    const file = path.join(folder, `${id}.json`);
    writeFileSync(file, JSON.stringify(example));
    expect((await vigil(["score", id, file, "--json"])).json).toEqual(json);
  });

  test("refuses what the schema refuses, and names the item", async () => {
    const { validate, example } = await schemaOf(id);
    const [first = ""] = Object.keys(example);
    for (const [bad, at] of [
      [{ ...example, [first]: "no such answer" }, first],
      [{ ...example, item999: 1 }, "item999"],
    ] as const) {
      expect(validate(bad)).toBe(false);
      const { code, json } = await vigil(["score", id, "--json"], bad);
      expect(code).toBe(1);
      expect(json).toMatchObject({ error: { code: "invalid-input", issues: [{ path: at }] } });
    }
  });
});

test("a scale that there is not is wrong use, and so is none at all; each names those that there are", async () => {
  for (const args of [["score", "CAPS-6"], ["score"]]) {
    const { code, text } = await vigil(args);
    expect(code).toBe(2);
    expect(text).toMatch(/phq-9|--list/);
  }
});

test("the list names every scale, each of which can be scored", async () => {
  const { json } = await vigil(["score", "--list", "--json"]);
  expect((json as readonly { readonly id: string }[]).map(({ id }) => id)).toEqual([...instruments.keys()]);
});
