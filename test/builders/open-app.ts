import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildServer, type ServerPorts } from "#server";
import type { Instance } from "../../src/cli/instance.ts";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { builtApp } from "./built-app.ts";
import { aClock, anInstance, type TestClock } from "./instance.ts";

/** The real server with the built app on a free port, and a real browser in front of it. The server's clock moves when it is told to. */
export type OpenApp = {
  readonly origin: string;
  readonly instance: Instance;
  readonly clock: TestClock;
  /** A browser of somebody's own, with the app open at the address. */
  readonly visit: (address: string) => Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  readonly close: () => Promise<void>;
};

export async function anOpenApp(more: Partial<ServerPorts> = {}): Promise<OpenApp> {
  const appFolder = builtApp();
  const clock = aClock(new Date().toISOString());
  const instance = await anInstance(clock);
  let origin = "";
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    appFolder,
    ...more,
  });
  origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const browser: Browser = await launchBrowser();
  return {
    origin,
    instance,
    clock,
    visit: async (address) => {
      const context = await aPersonsBrowser(browser);
      const page = await context.newPage();
      await page.goto(`${origin}${address}`);
      return { context, page };
    },
    close: async () => {
      await browser.close();
      await server.close();
      await instance.close();
    },
  };
}
