import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { everyTypeForm, everyTypeLists } from "../forms/every-type-form.ts";
import { appFolder, aServedStudy, type Person, proof, type ServedStudy } from "../forms/served-study.ts";
import { buildApp } from "../setup/built-app.ts";

const open = "to be confirmed by the medical monitor" as const;
const parameters = [
  { id: "systolic-ceiling", label: "Highest systolic pressure before a dose", value: 150, unit: "mm[Hg]" },
  { id: "pulse-ceiling", label: "Highest pulse before a dose", value: 100, unit: "/min" },
].map((parameter) => ({ ...parameter, source: "Sponsor", confirmation: open }));

let study: ServedStudy;
let browser: Browser;
let cora: Person;
let mona: Person;
beforeAll(async () => {
  await buildApp();
  study = await aServedStudy(
    { codeLists: everyTypeLists, forms: [everyTypeForm], parameters },
    { appFolder },
  );
  browser = await launchBrowser();
  cora = await study.person("cora", "site-coordinator");
  mona = await study.person("mona", "monitor");
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

/** A page of the study in the browser of somebody. */
async function opened(person: Person, path: string): Promise<Page> {
  const context = await aPersonsBrowser(browser);
  await context.addCookies([{ ...person.cookie, url: study.origin }]);
  const page = await context.newPage();
  await page.goto(`${study.origin}/studies/${study.study}${path}`);
  await page.locator("main h1").waitFor();
  return page;
}

describe("the day's work in the browser", () => {
  test("the medical monitor goes from the worklist to open parameters, and signs for them", async () => {
    const vera = await study.person("vera", "medical-monitor");
    const page = await opened(vera, "/");
    await page.getByRole("link", { name: "Confirm 2 parameters of protocol version 1.0" }).click();
    await page.getByRole("checkbox", { name: "Select all that are to be confirmed" }).check();
    await page.getByRole("button", { name: "Confirm 2 parameters" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Highest pulse before a dose").waitFor();
    await dialog.getByLabel("Your password").fill(proof.password);
    await dialog.getByRole("button", { name: "Sign" }).click();
    await page.getByText("To be confirmed (0)").waitFor();
    expect(await page.getByText(/^vera of the test,/).count()).toBe(2);
  }, 60_000);

  test("a question is on the worklist, leads to its item, is answered from the list, and is gone", async () => {
    const { path, visit } = await study.participant();
    const formKey = `${visit}/every-type/1`;
    const drafted = await cora.command(`${path}/commands/draft-items`, {
      formKey,
      entries: [{ path: "remark", value: { freeText: "Slept badly." } }],
    });
    expect(drafted).toMatchObject({ status: 200 });
    const asked = await mona.command(`${path}/commands/open-query`, {
      formKey,
      itemPath: "remark",
      question: { freeText: "Since when?" },
    });
    expect(asked).toMatchObject({ status: 200 });

    const worklist = await opened(cora, "/");
    await worklist.getByRole("link", { name: /^Answer the query on/ }).click();
    const item = worklist.locator('[id="item-remark"]');
    await item.waitFor();
    await expect.poll(() => isInView(worklist, "item-remark")).toBe(true);

    const queries = await opened(cora, "/queries");
    await queries.getByRole("button", { name: "Answer", exact: true }).click();
    await queries.getByRole("dialog").getByRole("textbox").fill("Since Tuesday.");
    await queries.getByRole("dialog").getByRole("button", { name: "Answer", exact: true }).click();
    await queries.getByText("Open (0)").waitFor();
    await queries.getByText("Answered (1)").waitFor();
    await worklist.goBack();
    await worklist.getByRole("heading", { name: "Worklist" }).waitFor();
    await worklist.reload();
    await worklist.locator("main h1").waitFor();
    await worklist.getByText(/^As of/).waitFor();
    expect(await worklist.getByRole("link", { name: /^Answer the query on/ }).count()).toBe(0);
  }, 60_000);

  test("a copy is proved in the browser, with the server out of reach; one altered letter is found", async () => {
    const taken = await fetch(`${study.origin}${study.base}/ledger/exports`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        cookie: `${cora.cookie.name}=${cora.cookie.value}`,
        origin: study.origin,
      },
      body: JSON.stringify({
        siteId: study.site,
        contents: "sealed",
        withIdentities: false,
        zone: "America/New_York",
      }),
    });
    expect(taken.status).toBe(200);
    const copy = Buffer.from(await taken.arrayBuffer());
    const text = copy.toString("utf8");
    const altered = text.replace("telephone", "telephons");
    expect(altered).not.toBe(text);

    const page = await opened(cora, "/ledger");
    await page.getByText("Nothing was altered").waitFor();
    await expect.poll(() => page.workers().length).toBe(1);
    await page.context().setOffline(true);
    const check = page.locator("section[aria-labelledby=offline-title]");
    const choose = async (name: string, buffer: Buffer): Promise<void> =>
      check.locator(`input[type=file][accept*=".vigil"]`).setInputFiles({ name, buffer, mimeType: "" });
    await choose("copy.vigil.gz", gzipSync(copy));
    await check.getByText("Nothing was altered").waitFor();
    await check.getByRole("button", { name: "Check another file" }).click();
    await choose("altered.vigil", Buffer.from(altered));
    await check.getByText("Something was altered").waitFor();
  }, 60_000);
});

async function isInView(page: Page, id: string): Promise<boolean> {
  return page.evaluate((elementId) => {
    const box = document.getElementById(elementId)?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight;
  }, id);
}
