// Builds the app into dist/web-app where its sources are newer than the build. With Node's own modules and Vite alone.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, "dist/web-app");
// What the browser runs, and what says how it is built.
const sources = [
  ...["web", "kernel", "ledger", "instruments", "design", "trial"].map((layer) => `src/${layer}`),
  "vite.config.ts",
  "package-lock.json",
];

export function buildAppIfOlder() {
  const index = path.join(folder, "index.html");
  if (existsSync(index) && newest(sources.map((name) => path.join(root, name))) <= statSync(index).mtimeMs)
    return;
  process.stderr.write("Building the app; this takes a moment, after every change of its sources …\n");
  build();
}

/** Into a folder beside, renamed when whole: a build that fails or is interrupted leaves the one before it. */
function build() {
  const partial = `${folder}.${process.pid}`;
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--outDir", partial, "--emptyOutDir", "--logLevel", "error"];
  // Whoever asks: what is built is what people get, never React's slow checks for developers.
  const env = { ...process.env, NODE_ENV: "production" };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    process.stderr.write("The app could not be built. See above.\n");
    process.exit(1);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

/** When anything in the files and folders last changed; a file that was removed changes its folder. */
function newest(paths) {
  let latest = 0;
  for (const name of paths) {
    const { mtimeMs } = statSync(name);
    latest = Math.max(latest, mtimeMs);
    if (!statSync(name).isDirectory()) continue;
    latest = Math.max(latest, newest(readdirSync(name).map((entry) => path.join(name, entry))));
  }
  return latest;
}
