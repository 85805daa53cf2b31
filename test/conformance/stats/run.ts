import { parseArgs } from "node:util";
import { NoCases } from "./golden-folder.ts";
import { renderResults, tallyOf } from "./report.ts";
import { runFolder } from "./run-folder.ts";

const usage = "Usage: npm run conformance:stats -- DIR [--group GROUP] [--json]";

function wrongUse(message: string): never {
  console.error(message);
  process.exit(2);
}

function readArguments(): {
  readonly folder: string;
  readonly group: string | undefined;
  readonly asJson: boolean;
} {
  try {
    const options = { group: { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return wrongUse(usage);
    return { folder, group: values.group, asJson: values.json ?? false };
  } catch (error) {
    return wrongUse(`${(error as Error).message}\n${usage}`);
  }
}

const { folder, group, asJson } = readArguments();
const began = performance.now();
try {
  const results = await runFolder(folder, group);
  if (results.length === 0) wrongUse(`${folder} has no cases of the group ${group}.`);
  const seconds = (performance.now() - began) / 1000;
  const tally = tallyOf(results);
  console.log(
    asJson ? JSON.stringify({ ...tally, seconds, results }, null, 2) : renderResults(results, seconds),
  );
  process.exitCode = tally.failed > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof NoCases)) throw error;
  wrongUse(error.message);
}
