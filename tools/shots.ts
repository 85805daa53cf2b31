// npm run shots: a picture of every page at desk and tablet size, light and dark, in docs/screenshots.
// npm run shots -- http://localhost:4173: of a demonstration that runs already. npm run shots -- --only session: of some pages, by name.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { aPersonsBrowser, desk, launchBrowser, tablet } from "../test/browser/launch-browser.ts";
import { firstPage, type Places, pages, placesIn, type ShownPage } from "../test/browser/pages.ts";
import { showPage } from "../test/browser/show-page.ts";
import { demonstrationAt, type ShownDemonstration } from "../test/browser/shown-demonstration.ts";
import { runApp } from "../test/builders/running-app.ts";
// @ts-expect-error plain JavaScript, so that it runs before anything is installed
import { buildAppIfOlder } from "./build-app.mjs";

const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));
const sizes = { desk, tablet } as const;
const schemes = ["light", "dark"] as const;
const { values: options, positionals } = parseArgs({
  options: { only: { type: "string" } },
  allowPositionals: true,
});
const wanted = pages.filter(({ name }) => options.only === undefined || name.startsWith(options.only));

type Shown = Pick<ShownDemonstration, "origin" | "signIn">;

/** Takes pictures of pages, at each size in each scheme. */
async function take(
  browser: Browser,
  shown: Shown,
  pagesToTake: readonly ShownPage[],
  places: Places,
): Promise<number> {
  let taken = 0;
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of schemes) {
      const context = await aPersonsBrowser(browser, { viewport, colorScheme });
      // In a session room it is night from the dose on, unless somebody switched.
      const light = colorScheme === "dark" ? "night" : "day";
      await context.addInitScript((chosen) => sessionStorage.setItem("vigil-room-light", chosen), light);
      for (const one of pagesToTake) {
        const page = await showPage(context, shown, one, places);
        await page.screenshot({ path: path.join(folder, `${one.name}-${size}-${colorScheme}.png`) });
        await page.close();
        taken++;
      }
      await context.close();
    }
  }
  return taken;
}

/** The page of an instance on which there is nobody yet. */
async function takeFirstPage(browser: Browser, places: Places): Promise<number> {
  const home = mkdtempSync(path.join(tmpdir(), "vigil-shots-empty-"));
  const { origin, stop } = await runApp(home);
  try {
    const nobody = { origin, signIn: () => Promise.reject(new Error("There is nobody yet.")) };
    return await take(browser, nobody, [firstPage], places);
  } finally {
    await stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** A demonstration that runs already at the address that was given, or a fresh one. */
async function withDemonstration(use: (demonstration: ShownDemonstration) => Promise<void>): Promise<void> {
  const [address] = positionals;
  if (address !== undefined) return use(await demonstrationAt(address));
  buildAppIfOlder();
  const home = mkdtempSync(path.join(tmpdir(), "vigil-shots-"));
  const app = await runApp(home, "demo");
  try {
    await use(await demonstrationAt(app.origin));
  } finally {
    await app.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

mkdirSync(folder, { recursive: true });
await withDemonstration(async (demonstration) => {
  const browser = await launchBrowser();
  try {
    const places = await placesIn(demonstration);
    const taken = await take(browser, demonstration, wanted, places);
    const first = options.only === undefined ? await takeFirstPage(browser, places) : 0;
    console.log(`Took ${taken + first} pictures in docs/screenshots.`);
  } finally {
    await browser.close();
  }
});
