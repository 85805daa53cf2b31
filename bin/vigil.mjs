#!/usr/bin/env node
// Starts the command line: from the sources in a checkout, from dist/ in an installed package.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const source = path.join(root, "src/cli/main.ts");

if (existsSync(source)) {
  ensureInstalled();
  await ensureApp();
  runSources();
} else {
  await import(pathToFileURL(path.join(root, "dist/cli/main.js")).href);
}

function ensureInstalled() {
  if (existsSync(path.join(root, "node_modules/tsx"))) return;
  const { status } = spawnSync(process.execPath, [path.join(root, "tools/ensure-install.mjs")], {
    cwd: root,
    stdio: ["ignore", 2, "inherit"],
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Commands that serve the app need it built. */
async function ensureApp() {
  const [command, ...rest] = process.argv.slice(2);
  const isServing = command === "serve" || (command === "demo" && !rest.includes("--no-serve"));
  if (!isServing || rest.includes("--help") || rest.includes("-h")) return;
  const { buildAppIfOlder } = await import("../tools/build-app.mjs");
  buildAppIfOlder();
}

function runSources() {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const args = ["--conditions=source", "--import", loader, source, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
