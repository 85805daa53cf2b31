import { spawnSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { extract } from "tar-fs";

/** A browser that can be started here: its program, and what its environment needs beside ours. */
export type FoundBrowser = {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
};

const require = createRequire(import.meta.url);
const installed = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** An installed Chrome or Chromium (`CHROMIUM_PATH` names one); else the one that came from npm, unpacked once. */
export async function findBrowser(): Promise<FoundBrowser> {
  const isOwnWanted = process.env["VIGIL_NPM_CHROMIUM"] === "1";
  const own = isOwnWanted ? undefined : installed.find((file) => file !== undefined && existsSync(file));
  if (own !== undefined) return { executablePath: own, environment: { LANG: "en_US.UTF-8" } };
  return unpackedBrowser();
}

async function unpackedBrowser(): Promise<FoundBrowser> {
  const main = require.resolve("@sparticuz/chromium");
  const packageFolder = main.slice(0, main.lastIndexOf("@sparticuz/chromium") + "@sparticuz/chromium".length);
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = path.join(tmpdir(), "vigil-chromium", version);
  if (!existsSync(folder)) await unpack(path.join(packageFolder, "bin"), folder);
  const executablePath = path.join(folder, "chromium");
  return {
    executablePath,
    environment: {
      ...(lacksLibraries(executablePath) ? { LD_LIBRARY_PATH: path.join(folder, "lib") } : {}),
      FONTCONFIG_PATH: path.join(folder, "fonts"),
      LANG: "en_US.UTF-8",
    },
  };
}

/** Into a folder beside it, then renamed: two runs at once never see half of it. */
async function unpack(from: string, folder: string): Promise<void> {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  const opened = (file: string) =>
    createReadStream(path.join(from, file), { highWaterMark: 1 << 22 }).pipe(createBrotliDecompress());
  const archives = ["fonts.tar.br", "al2023.tar.br", "swiftshader.tar.br"];
  await Promise.all([
    pipeline(opened("chromium.br"), createWriteStream(path.join(half, "chromium"), { mode: 0o755 })),
    ...archives.map((archive) => pipeline(opened(archive), extract(half))),
  ]);
  try {
    renameSync(half, folder);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}

function lacksLibraries(program: string): boolean {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  return !stdout || stdout.includes("not found");
}
