import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildServer } from "#server";
import { root } from "../architecture/layers.ts";
import { settled, violations } from "../browser/accessibility.ts";
import { aPersonsBrowser, desk, launchBrowser, tablet } from "../browser/launch-browser.ts";
import { firstPage, type Places, pages, placesIn, type ShownPage } from "../browser/pages.ts";
import { showPage } from "../browser/show-page.ts";
import { aDemonstration, type Demonstration } from "../builders/demonstration.ts";
import { anInstance } from "../builders/instance.ts";
import { buildApp } from "../setup/built-app.ts";

let demonstration: Demonstration;
let browser: Browser;
let places: Places;
beforeAll(async () => {
  await buildApp();
  demonstration = await aDemonstration();
  browser = await launchBrowser();
  places = await placesIn(demonstration);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

/** Both sizes and both schemes, in two looks. */
const looks = [
  { look: "at the desk, light", viewport: desk, colorScheme: "light" },
  { look: "on a tablet, dark", viewport: tablet, colorScheme: "dark" },
] as const;

describe("every page, at the desk and on a tablet", () => {
  test.each(pages)(
    "$name has no violation of accessibility, no error, and no overflow, and marks what it shows of a trial",
    (shown) => inspect(demonstration, shown),
  );

  test("nor has the first page of an instance on which there is nobody yet", async () => {
    const empty = await anEmptyInstance();
    await inspect({ origin: empty.origin, signIn: () => Promise.reject(new Error("Nobody.")) }, firstPage);
    await empty.close();
  });
});

async function inspect(at: Pick<Demonstration, "origin" | "signIn">, shown: ShownPage): Promise<void> {
  const context = await aPersonsBrowser(browser);
  const errors: string[] = [];
  context.on("weberror", (error) => errors.push(error.error().message));
  try {
    const page = await showPage(context, at, shown, places);
    const mark = page.getByText("Demonstration data: nobody here is real");
    expect(await mark.isVisible(), "marked as demonstration data").toBe(isOfTrial(page));
    for (const { look, viewport, colorScheme } of looks) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await violations(page), look).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `pixels that stand out at the side, ${look}`).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
  } finally {
    await context.close();
  }
}

/** What is shown inside a study, or of it on the tablet that a participant holds. */
function isOfTrial(page: Page): boolean {
  return /^\/(studies\/|handed-over)/.test(new URL(page.url()).pathname);
}

/** The real server over an empty database. */
async function anEmptyInstance() {
  const instance = await anInstance();
  const server = buildServer({
    ...instance.ports,
    origin: () => "",
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin: "" }),
    isHttps: false,
    appFolder: path.join(root, "dist/web-app"),
  });
  const origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const close = async (): Promise<void> => {
    await server.close();
    await instance.close();
  };
  return { origin, close };
}

test("the list of pages is the router's", () => {
  const router = readFileSync(path.join(root, "src/web/router.tsx"), "utf8");
  const addressed = [...router.matchAll(/\b(page|framed|inStudy)\(\s*"([^"]+)"/g)].map(([, kind, address]) =>
    kind === "inStudy" ? `/studies/$studyId${address}` : address,
  );
  const shown = [...new Set([...pages, firstPage].map(({ route }) => route))];
  expect(addressed.toSorted()).toEqual(shown.toSorted());
});
