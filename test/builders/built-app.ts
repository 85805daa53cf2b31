import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const script = 'import("./tools/build-app.mjs").then(({ buildAppIfOlder }) => buildAppIfOlder())';

/** The folder of the built app, which is built first where its sources are newer. */
export function builtApp(): string {
  const { status } = spawnSync(process.execPath, ["--eval", script], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("The app could not be built; see above.");
  return path.join(root, "dist/web-app");
}
