import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The real server in a process of its own, on an embedded database of its own or on a server that its environment names. */
export type RunningApp = {
  readonly origin: string;
  readonly process: ChildProcess;
  /** kill -9 of the server; the system tells its database to end. */
  readonly killServer: () => void;
  /** kill -9 of the database's first process. */
  readonly killDatabase: () => void;
  /** Ends it in good order. */
  readonly stop: () => Promise<void>;
  readonly ended: Promise<void>;
};

/** Starts `vigil serve`, or `vigil demo`, over the home folder and waits until it listens. */
export async function runApp(
  home: string,
  command: "serve" | "demo" = "serve",
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningApp> {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const args = [
    "--conditions=source",
    "--import",
    loader,
    path.join(root, "src/cli/main.ts"),
    command,
    "--port",
    "0",
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment, VIGIL_HOME: home },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const origin = await untilListening(child);
  return {
    origin,
    process: child,
    ended,
    killServer: () => child.kill("SIGKILL"),
    killDatabase: () => killDatabase(home),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function untilListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const origin = /Vigil is at (http:\S+)/.exec(said)?.[1];
      if (origin) resolve(origin);
    });
    child.once("exit", (code) =>
      reject(new Error(`The server ended with ${code} before it listened:\n${said}`)),
    );
  });
}

function killDatabase(home: string): void {
  const file = path.join(home, "database/postmaster.pid");
  if (existsSync(file)) process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
}
