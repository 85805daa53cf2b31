import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ServerOrders } from "./clocked-server.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The real server in a process of its own, which is killed and started anew at the same port. */
export type MortalServer = {
  readonly origin: string;
  readonly kills: () => number;
  /** kill -9; resolves once it is gone. */
  readonly kill: () => Promise<void>;
  readonly start: (isForgetful?: boolean) => Promise<void>;
  /** Ends it in good order. */
  readonly stop: () => Promise<void>;
};

export async function aMortalServer(
  about: Omit<ServerOrders, "port" | "isForgetful">,
): Promise<MortalServer> {
  let [port, kills] = [0, 0];
  let running: { readonly child: ChildProcess; readonly ended: Promise<void> } | undefined;
  const start = async (isForgetful = false): Promise<void> => {
    const child = launch({ ...about, port, isForgetful });
    running = { child, ended: new Promise((resolve) => child.once("exit", () => resolve())) };
    port = await untilListening(child);
  };
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    const { child, ended } = running ?? {};
    running = undefined;
    child?.kill(signal);
    await ended;
  };
  await start();
  return {
    origin: `http://localhost:${port}`,
    kills: () => kills,
    kill: () => {
      kills++;
      return end("SIGKILL");
    },
    start,
    stop: () => end("SIGTERM"),
  };
}

function launch(orders: ServerOrders): ChildProcess {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const main = fileURLToPath(new URL("./clocked-server.ts", import.meta.url));
  return spawn(process.execPath, ["--conditions=source", "--import", loader, main], {
    cwd: root,
    env: { ...process.env, VIGIL_TEST_SERVER: JSON.stringify(orders) },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function untilListening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      const port = /Vigil is at http:\/\/\S+:(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
    child.once("exit", (code) =>
      reject(new Error(`The server ended with ${code} before it listened:\n${said}`)),
    );
  });
}
