import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The app, built from the sources as they are into a folder of its own. */
export async function aBuiltApp(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-app-"));
  await build({
    configFile: path.join(root, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: folder, minify: false },
  });
  if (!existsSync(path.join(folder, "index.html"))) throw new Error("The app was not built.");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
