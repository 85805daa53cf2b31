import { resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkStudyDesign, compileDesign, parseStudyDesign } from "#design";
import { publishedInstruments } from "#trial";
import { exampleStudy } from "../../src/design/testing/example-study.ts";
import { readStudyFolder } from "../architecture/read-study-folder.ts";
import { commandCall } from "../builders/command-call.ts";
import { aWallStudy } from "../builders/wall-study.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { campaign, seed, showsInternals, wanted } from "./campaign.ts";
import { type Mutation, mutate, mutation, renderJson } from "./mutation.ts";
import { hashOfEverything } from "./whole-ledger.ts";

const documents = {
  walls: aWallStudy(),
  example: exampleStudy,
  reference: readStudyFolder(resolve(import.meta.dirname, "../../studies/mdma-ptsd-phase3")),
};
const inputs = fc.record({
  document: fc.oneof(
    { weight: 9, arbitrary: fc.constant("walls" as const) },
    { weight: 9, arbitrary: fc.constant("example" as const) },
    { weight: 1, arbitrary: fc.constant("reference" as const) },
  ),
  changes: fc.array(mutation, { minLength: 1, maxLength: 2 }),
});

let world: WalledWorld;
beforeAll(async () => {
  world = await aWalledWorld();
}, 120_000);
afterAll(() => world.app.close());

test(`${wanted("design")} bad study designs are refused with their places, or compile to nothing`, async () => {
  const bad = await campaign("design", inputs, ({ document, changes }) => {
    const faults = faultsOf(changed(documents[document], changes));
    expect(faults.filter(({ path, message }) => message === "" || path === undefined)).toEqual([]);
    expect(faults.filter(({ message }) => showsInternals(message))).toEqual([]);
    return faults.length > 0;
  });
  expect(bad).toBeGreaterThanOrEqual(wanted("design"));
}, 3_600_000);

test("a bad design is not published: the answer names its place, and nothing is written", async () => {
  const { app, studies } = world;
  const [{ studyId, maker }] = studies;
  const before = await hashOfEvents();
  await fc.assert(
    fc.asyncProperty(mutation, async (change) => {
      const design = mutate(aWallStudy("9.0"), change).value;
      if (faultsOf(read(design)).length === 0) return;
      const target = { study: studyId, subject: studyId };
      const call = commandCall(app, "publish-design", target, { design, summary: "A bad one" });
      const headers = { "content-type": "application/json" };
      const answer = await app.call({ ...call, body: renderJson(call.body), headers, cookie: maker.cookie });
      expect([400, 422], answer.text).toContain(answer.status);
      expect(showsInternals(answer.text)).toBe(false);
      const { path, issues } = answer.json as { path?: string; issues?: { path: string }[] };
      expect(path ?? issues?.[0]?.path, answer.text).toMatch(/^(data\.design|body$)/);
    }),
    { seed, numRuns: 200 },
  );
  expect(await hashOfEvents()).toBe(before);

  /** A refusal is kept as the answer to its command; no event is. */
  function hashOfEvents(): Promise<string> {
    return hashOfEverything(app.instance, ["ledger.refused_command"]);
  }
}, 120_000);

function changed(document: unknown, changes: readonly Mutation[]): unknown {
  return read(changes.reduce((before, change) => mutate(before, change).value, document));
}

/** As it is read from a file. */
function read(value: unknown): unknown {
  return JSON.parse(renderJson(value) || "null");
}

/** What is wrong with a design: that it cannot be read, or what its check calls an error. One without fault must compile. */
function faultsOf(design: unknown): readonly { readonly path: string; readonly message: string }[] {
  const parsed = parseStudyDesign(design);
  if (!parsed.ok) return parsed.error.issues;
  const errors = checkStudyDesign(parsed.value, publishedInstruments).filter(
    ({ severity }) => severity === "error",
  );
  if (errors.length > 0) return errors;
  expect(compileDesign(parsed.value, publishedInstruments)).toMatchObject({ ok: true });
  return [];
}
