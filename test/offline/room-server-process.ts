import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DatabaseAccess } from "#adapters";

const root = fileURLToPath(new URL("../../", import.meta.url));

export type RoomServerPlace = {
  readonly home: string;
  readonly database: Pick<DatabaseAccess, "owner" | "app" | "maintenance" | "sealed">;
  readonly port: number;
  readonly appFolder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** A server in a process of its own, whose clock the test sets. */
export type RoomServer = {
  readonly setClock: (now: number) => Promise<void>;
  /** kill -9. */
  readonly kill: () => Promise<void>;
};

export async function startRoomServer(place: RoomServerPlace): Promise<RoomServer> {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const file = fileURLToPath(new URL("./room-server.ts", import.meta.url));
  const args = ["--conditions=source", "--import", loader, file, JSON.stringify(place)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const killNow = (): void => void child.kill("SIGKILL");
  // A test that is cut off leaves no server behind.
  process.once("exit", killNow);
  child.setMaxListeners(0);
  await said(child, "listening");
  return {
    setClock: async (now) => {
      const done = said(child, "set");
      child.send(now);
      await done;
    },
    kill: async () => {
      killNow();
      process.off("exit", killNow);
      await ended;
    },
  };
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown): void => {
      if (message !== word) return;
      child.off("message", listen);
      resolve();
    };
    child.on("message", listen);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it said ${word}.`)));
  });
}
