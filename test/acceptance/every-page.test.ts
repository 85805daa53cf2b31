import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../architecture/layers.ts";
import { aPersonsBrowser, desk, launchBrowser, tablet } from "../browser/launch-browser.ts";
import { type Places, pages, pagesOfOtherStates, placesIn } from "../browser/pages.ts";
import { showPage } from "../browser/show-page.ts";
import { aDemonstration, type Demonstration } from "../builders/demonstration.ts";
import { buildApp } from "../setup/built-app.ts";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

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

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/** What axe finds against WCAG 2.2 A and AA. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: runner } = window as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: readonly Violation[] }> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await runner.run({ runOnly: { type: "tag", values: tags } })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const looks = [
  ["at the desk, light", { viewport: desk, colorScheme: "light" }],
  ["on a tablet, dark", { viewport: tablet, colorScheme: "dark" }],
] as const;

describe.each(looks)("%s, every page", (_look, options) => {
  test.each(pages)(
    "$name has no violation of accessibility, no error, and no overflow",
    async (shown) => {
      const context = await aPersonsBrowser(browser, options);
      const errors: string[] = [];
      context.on("weberror", (error) => errors.push(error.error().message));
      try {
        const page = await showPage(context, demonstration, shown, places);
        expect(await violations(page)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, "pixels that stand out at the side").toBeLessThanOrEqual(0);
        expect(errors).toEqual([]);
      } finally {
        await context.close();
      }
    },
    120_000,
  );
});

test("the list of pages is the router's", () => {
  const router = readFileSync(path.join(root, "src/web/router.tsx"), "utf8");
  const addressed = [...router.matchAll(/\b(page|framed|inStudy)\(\s*"([^"]+)"/g)].map(([, kind, address]) =>
    kind === "inStudy" ? `/studies/$studyId${address}` : address,
  );
  const shown = [...new Set([...pages.map(({ route }) => route), ...pagesOfOtherStates])];
  expect(addressed.toSorted()).toEqual(shown.toSorted());
});
