import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { buildApp } from "../setup/built-app.ts";
import { rateAll, standsAt } from "./caps-5-keys.ts";
import {
  appFolder,
  aServedStudy,
  type Person,
  proof,
  type ServedStudy,
  theRealClock,
} from "./served-study.ts";

const meaning = "I held and scored the interview";
let study: ServedStudy;
let browser: Browser;
let cora: Person;
let rena: Person;
beforeAll(async () => {
  await buildApp();
  study = await aServedStudy(
    {
      forms: [
        {
          id: "caps5",
          label: "CAPS-5",
          instrument: "caps-5",
          completedBy: "independent-rater",
          signedBy: [{ role: "independent-rater", meaning }],
        },
      ],
    },
    { appFolder, clock: theRealClock() },
  );
  browser = await launchBrowser();
  cora = await study.person("cora", "site-coordinator");
  rena = await study.person("rena", "independent-rater");
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

/** An assessment as its rater opens it on a desk, and where the site finds it. */
async function opened() {
  const { path, visit } = await study.participant();
  const formKey = `${visit}/caps5/1`;
  const asked = await cora.command(`${path}/commands/request-rating`, {
    formKey,
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    language: "en",
    indexTrauma: { freeText: "A fire at work" },
  });
  if (asked.status !== 200) throw new Error(JSON.stringify(asked.body));
  const { body } = await rena.get<{ handle: string }[]>(`${study.base}/ratings`);
  const address = `/studies/${study.study}/ratings/${body[0]?.handle}`;
  const context = await aPersonsBrowser(browser);
  await context.addCookies([{ ...rena.cookie, url: study.origin }]);
  const page = await context.newPage();
  await page.goto(`${study.origin}${address}`);
  return { page, context, rating: `/api${address}`, form: `${path}/form?formKey=${formKey}` };
}

async function sign(page: Page): Promise<void> {
  await page.getByLabel("Your password").fill(proof.password);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
}

type View = {
  items: { path: string; value: unknown }[];
  signatures: { standing: string; meaning: string }[];
  derived: Record<string, unknown>;
};

describe("the CAPS-5 interview", () => {
  test("is held by keys alone, leaves half a desk to the video, is handed in and corrected", async () => {
    const { page, context, rating, form } = await opened();
    await page.getByText("A fire at work").waitFor();
    await page.getByRole("button", { name: "Begin", exact: true }).click();
    await page.locator(".vigil-map").waitFor();
    const column = await page.locator(".vigil-interview-column").boundingBox();
    expect(column?.x).toBeGreaterThanOrEqual(720);
    await rateAll(page, 14);
    await page.locator(".vigil-save-state", { hasText: /^Saved \d/ }).waitFor();
    // A crash: the interview goes on where it was left.
    await page.reload();
    await page.locator(".vigil-map").waitFor();
    expect(await standsAt(page)).toBe(15);
    await rateAll(page, 30);
    await page.getByRole("button", { name: "Sign and hand in" }).click();
    await page.getByText(meaning).waitFor();
    await sign(page);
    await page.getByText("The assessment was handed in").waitFor();
    const { body } = await cora.get<View>(form);
    expect(body.signatures).toMatchObject([{ standing: "valid", meaning }]);
    // Frequency 2 and intensity 3 make severity 2: forty in twenty symptoms.
    expect(body.derived).toMatchObject({ "score:total": 40 });

    await page.getByRole("button", { name: "Correct a rating" }).click();
    await page.locator(".vigil-map").waitFor();
    expect(await page.locator('.vigil-map [data-standing="done"]').count()).toBe(0);
    await page.getByRole("button", { name: /^Item 2,/ }).click();
    await page.getByRole("button", { name: /^Item 1,/ }).click();
    for (const key of ["4", "4"]) await page.keyboard.press(key);
    await page.getByRole("button", { name: "Sign the correction" }).click();
    await page.getByLabel("Reason for the change").fill("Misheard");
    await sign(page);
    await page.getByRole("button", { name: "Correct a rating" }).waitFor();
    const after = await cora.get<View>(form);
    expect(after.body.derived).toMatchObject({ "score:total": 42 });
    expect(after.body.signatures.map(({ standing }) => standing).sort()).toEqual(["broken", "valid"]);
    expect((await rena.get(rating)).body).toMatchObject({ status: "submitted", items: [], indexTrauma: "" });
    await context.close();
  }, 300_000);
});
