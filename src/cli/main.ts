import { text } from "node:stream/consumers";
import type { Surroundings } from "./command.ts";
import { commands } from "./commands/index.ts";
import { runCli } from "./run-cli.ts";

let asked: Promise<void> | undefined;

/** The first signal asks; more of them, as when a terminal and npm both pass one on, change nothing. */
function untilAsked(): Promise<void> {
  asked ??= new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  return asked;
}

const around: Surroundings = {
  environment: process.env,
  folder: process.cwd(),
  readInput: () => text(process.stdin),
  say: (line) => process.stderr.write(`${line}\n`),
  untilAsked,
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
