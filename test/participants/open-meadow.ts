import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildServer } from "#server";
import { acceptInvitation } from "#usecases";
import { type StaffName, staff } from "../../src/trial/testing/people.ts";
import { root } from "../architecture/layers.ts";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { signInAt } from "../browser/shown-demonstration.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";
import { buildApp } from "../setup/built-app.ts";

/** The password of everybody in these tests. */
export const password = "a long sentence here";

/** The study of the unit tests behind the real server, with the built app in a real browser in front of it. */
export type OpenMeadow = {
  readonly meadow: Meadow;
  readonly origin: string;
  readonly browser: Browser;
  /** Opens a page of the study as somebody sees it, once it has its heading. What time it is comes from the server's clock. */
  readonly open: (as: StaffName, path: string) => Promise<Page>;
  /** Stops the server, and nothing else. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** @param people who will open pages; they join before anything happens, while their invitations are valid */
export async function anOpenMeadow(people: readonly StaffName[]): Promise<OpenMeadow> {
  await buildApp();
  const meadow = await aMeadow();
  const { instance } = meadow;
  let origin = "";
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    appFolder: path.join(root, "dist/web-app"),
  });
  origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const browser: Browser = await launchBrowser();
  for (const name of people) {
    const token = meadow.invitations.get(staff[name].user) ?? "";
    const accepted = await acceptInvitation(instance.ports, { token, password, source: { kind: "cli" } });
    if (!accepted.ok) throw new Error(accepted.error.message);
  }
  return {
    meadow,
    origin,
    browser,
    open: async (name, place) => {
      const context = await aPersonsBrowser(browser);
      await context.clock.setFixedTime(meadow.clock.now());
      const [cookie = "", value = ""] = (await signInAt(origin, staff[name].name)).split("=");
      await context.addCookies([{ name: cookie, value, url: origin, httpOnly: true, sameSite: "Strict" }]);
      const page = await context.newPage();
      await page.goto(`${origin}/studies/${meadow.study}${place}`);
      await page.locator("main h1").waitFor();
      return page;
    },
    stop: () => server.close(),
    close: async () => {
      await browser.close();
      await server.close();
      await instance.close();
    },
  };
}
