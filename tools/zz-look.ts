import { readFileSync } from "node:fs";
import { aPersonsBrowser, desk, launchBrowser, tablet } from "../test/browser/launch-browser.ts";
import { pages, placesIn } from "../test/browser/pages.ts";
import { showPage } from "../test/browser/show-page.ts";
import { demonstrationAt } from "../test/browser/shown-demonstration.ts";
const wanted = process.argv[2] ?? "";
const sizes = { desk, tablet, wide: { width: 1112, height: 834 } } as const;
const pick = (process.argv[3] ?? "desk-dark,tablet-dark").split(",");
const demo = await demonstrationAt(readFileSync("/tmp/dstory/origin", "utf8"));
const browser = await launchBrowser();
const places = await placesIn(demo);
for (const one of pick) {
  const [size, scheme] = one.split("-") as [keyof typeof sizes, "light" | "dark"];
  const context = await aPersonsBrowser(browser, { viewport: sizes[size] as never, colorScheme: scheme });
  for (const shown of pages.filter(({ name }) => new RegExp(wanted).test(name))) {
    try {
      const page = await showPage(context, demo, shown, places);
      await page.screenshot({ path: `/tmp/dstory/shots/${shown.name}-${one}.png` });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      console.log(shown.name, one, over);
      await page.close();
    } catch (error) { console.log(shown.name, String(error).slice(0, 200)); }
  }
  await context.close();
}
await browser.close();
