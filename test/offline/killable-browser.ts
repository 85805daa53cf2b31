import { type ChildProcess, spawn } from "node:child_process";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findBrowser } from "../browser/find-browser.ts";

/** A browser on a profile of its own, which outlives it: kill it, and start another on what it left on disk. */
export type KillableBrowser = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** kill -9 of the browser. */
  readonly kill: () => Promise<void>;
};

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

export async function startBrowser(profile: string): Promise<KillableBrowser> {
  const { executablePath, environment } = await findBrowser();
  const child = spawn(executablePath, [...flags, `--user-data-dir=${profile}`, "about:blank"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
    // A group of its own: its renderers end with it.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const killGroup = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  };
  // A test that is cut off leaves no browser behind.
  process.once("exit", killGroup);
  const browser = await chromium.connectOverCDP(await untilListening(child));
  const [context] = browser.contexts();
  if (!context) throw new Error("The browser has no window.");
  const page = await context.newPage();
  await page.setViewportSize({ width: 834, height: 1112 });
  return {
    context,
    page,
    kill: async () => {
      killGroup();
      process.off("exit", killGroup);
      await ended;
      await browser.close().catch(() => {});
    },
  };
}

function untilListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once("exit", (code) => reject(new Error(`The browser ended with ${code}:\n${said.slice(-2_000)}`)));
  });
}
