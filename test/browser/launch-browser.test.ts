import { expect, test } from "vitest";
import { aPersonsBrowser, launchBrowser } from "./launch-browser.ts";

test("the browser shows a page with text, in its own zone", async () => {
  const browser = await launchBrowser();
  try {
    const person = await aPersonsBrowser(browser);
    const page = await person.newPage();
    await page.setContent("<h1>Vigil</h1>");
    expect(await page.locator("h1").textContent()).toBe("Vigil");
    expect(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(
      "America/New_York",
    );
  } finally {
    await browser.close();
  }
}, 120_000);
