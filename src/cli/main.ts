import { text } from "node:stream/consumers";
import type { Surroundings } from "./command.ts";
import { commands } from "./commands/index.ts";
import { runCli } from "./run-cli.ts";

const around: Surroundings = {
  environment: process.env,
  folder: process.cwd(),
  readInput: () => text(process.stdin),
  say: (line) => process.stderr.write(`${line}\n`),
  untilAsked: () =>
    new Promise((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    }),
};

// Whoever reads the output may stop early, as `head` does: then there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

const { outcome, asJson } = await runCli(commands, process.argv.slice(2), around);
if (asJson) process.stdout.write(`${JSON.stringify(outcome.json, null, 2)}\n`);
if (!asJson && outcome.text !== "") {
  const stream = outcome.code === 0 ? process.stdout : process.stderr;
  stream.write(`${outcome.text}\n`);
}
if (asJson && outcome.code !== 0) process.stderr.write(`${outcome.text}\n`);
process.exitCode = outcome.code;
