import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { readWholeStorage } from "../offline/whole-storage.ts";
import { buildApp } from "../setup/built-app.ts";
import { everyTypeForm, everyTypeLists } from "./every-type-form.ts";
import {
  appFolder,
  aServedStudy,
  type Person,
  proof,
  type ServedStudy,
  theRealClock,
} from "./served-study.ts";

const passphrase = "eleven plovers at dusk";

let study: ServedStudy;
let browser: Browser;
let cora: Person;
beforeAll(async () => {
  await buildApp();
  study = await aServedStudy(
    { codeLists: everyTypeLists, forms: [everyTypeForm] },
    { appFolder, clock: theRealClock() },
  );
  browser = await launchBrowser();
  cora = await study.person("cora", "site-coordinator");
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

/** The form of a new participant, in the browser of somebody; `clock` where its clock is not the real one. */
async function opened(person: Person = cora, clock?: number) {
  const { path, visit } = await study.participant();
  const context = await aPersonsBrowser(browser);
  if (clock !== undefined) await context.clock.install({ time: clock });
  await context.addCookies([{ ...person.cookie, url: study.origin }]);
  const formKey = `${visit}/every-type/1`;
  const address = `${study.origin}${path.replace("/api", "")}/forms/${formKey}`;
  const page = await openPage(context, address);
  return { path, formKey, context, address, page };
}

async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("[data-form]").waitFor();
  return page;
}

/** What the server has of the form, by path. */
async function stored({ path, formKey }: { readonly path: string; readonly formKey: string }) {
  type View = { status: string; items: { path: string; value: unknown }[]; derived: Record<string, unknown> };
  const { body } = await cora.get<View>(`${path}/form?formKey=${encodeURIComponent(formKey)}`);
  return { ...body, values: Object.fromEntries(body.items.map(({ path: at, value }) => [at, value])) };
}

const field = (page: Page, path: string) =>
  page.locator(`[id="item-${path}"] input, [id="item-${path}"] textarea`).first();
const saved = (page: Page) => page.locator(".vigil-save-state", { hasText: /^Saved \d/ }).waitFor();

describe("a form in the browser", () => {
  test("is filled and handed in without a mouse, and every item type reads back as it was typed", async () => {
    const { page, context, ...form } = await opened();
    await field(page, "weight").focus();
    const { keyboard } = page;
    for (const typed of ["82", "36,6", "Slept badly.\nCalm now."]) {
      await keyboard.type(typed.split("\n")[0] ?? "");
      if (typed.includes("\n")) {
        await keyboard.press("Enter");
        await keyboard.type(typed.split("\n")[1] ?? "");
        await keyboard.press("Control+Enter");
      } else await keyboard.press("Enter");
    }
    // Yes, the second answer of one list, the first and third of the other.
    await keyboard.press("y");
    await keyboard.press("2");
    await keyboard.press("1");
    await keyboard.press("3");
    await keyboard.press("Enter");
    for (const typed of ["20 nov 2026", "nov 2024", "930"]) {
      await keyboard.type(typed);
      await keyboard.press("Enter");
    }
    await keyboard.type("2026-11-20");
    await keyboard.press("Tab");
    await keyboard.type("21:15");
    await keyboard.press("Enter");
    await keyboard.type("180");
    await keyboard.press("Enter");
    // A reason for none, by the item's menu.
    await keyboard.press("Alt+n");
    await page.getByRole("menuitem", { name: "Refused" }).waitFor();
    await keyboard.press("Enter");
    await field(page, "readings.0.systolic").focus();
    await keyboard.type("120");
    await keyboard.press("Alt+s");
    await page.getByText("Submitted", { exact: true }).waitFor();
    const { status, values, derived } = await stored(form);
    expect(status).toBe("submitted");
    expect(values).toEqual({
      weight: 82,
      temperature: 36.6,
      remark: { freeText: "Slept badly.\nCalm now." },
      fasting: true,
      position: "lying",
      symptoms: ["pain", "dizziness"],
      "seen-on": "2026-11-20",
      "ill-since": "2024-11",
      "measured-at": "09:30",
      "dosed-at": "2026-11-21T02:15:00.000Z",
      height: 180,
      waist: { nullFlavor: "refused" },
      "readings.0.systolic": 120,
    });
    expect(derived["bmi"]).toBeCloseTo(25.3086, 3);
    await context.close();
  }, 240_000);

  test("loses nothing when the network is cut and the page crashes", async () => {
    const { page, context, address, ...form } = await opened();
    await context.setOffline(true);
    await field(page, "weight").fill("82");
    await field(page, "temperature").fill("36.x");
    await page.getByText("Kept on this device, server not reached").waitFor();
    expect((await stored(form)).values).toEqual({});
    await page.close();
    await context.setOffline(false);
    const again = await openPage(context, address);
    await saved(again);
    expect(await field(again, "weight").inputValue()).toBe("82");
    // What could not be read yet is still there as it was typed.
    expect(await field(again, "temperature").inputValue()).toBe("36.x");
    await again.locator(".vigil-problem", { hasText: "Not a number yet" }).waitFor();
    expect((await stored(form)).values).toEqual({ weight: 82 });
    await context.close();
  }, 240_000);

  test("on an enrolled tablet tells a thief nothing of what was typed, and goes on once it is unlocked", async () => {
    const tessa = await study.person("tessa", "site-coordinator");
    const { page, context, address, ...form } = await opened(tessa);
    await page.goto(`${study.origin}/studies/${study.study}/offline`);
    await page.getByRole("button", { name: "Enroll yourself" }).click();
    const enrolling = page.getByRole("dialog");
    await enrolling.getByLabel("Name of this device").fill("Tablet of room 2");
    await enrolling.getByLabel("Device passphrase").fill(passphrase);
    await enrolling.getByLabel("The passphrase again").fill(passphrase);
    await enrolling.getByLabel("Your password").fill(proof.password);
    await enrolling.getByRole("button", { name: "Enroll yourself" }).click();
    await enrolling.waitFor({ state: "hidden" });
    await page.close();
    // Nobody has unlocked it since: what is typed is taken and sealed all the same.
    const locked = await openPage(context, address);
    await context.setOffline(true);
    await field(locked, "remark").fill("Slept badly, dreamed of the heron.");
    await locked.getByText("Kept on this device, server not reached").waitFor();
    const storage = await readWholeStorage(context, locked);
    expect(storage).toContain("vigil/drafts");
    expect(storage).toContain(form.formKey);
    expect(storage).not.toMatch(/heron|remark/);
    await locked.close();
    await context.setOffline(false);
    const again = await openPage(context, address);
    await again.getByText("Answers not sent yet lie sealed on this device").waitFor();
    expect(await field(again, "weight").count()).toBe(0);
    await again.getByRole("button", { name: "Device locked" }).click();
    const unlocking = again.getByRole("dialog");
    await unlocking.getByLabel("Device passphrase").fill(passphrase);
    await unlocking.getByRole("button", { name: "Unlock" }).click();
    await saved(again);
    expect(await field(again, "remark").inputValue()).toBe("Slept badly, dreamed of the heron.");
    expect((await stored(form)).values).toEqual({
      remark: { freeText: "Slept badly, dreamed of the heron." },
    });
    await context.close();
  }, 240_000);

  test("on a tablet whose clock is a day fast is saved all the same, and its history says what the tablet said", async () => {
    const day = 86_400_000;
    const { page, context, ...form } = await opened(cora, Date.now() + day);
    await field(page, "weight").fill("82");
    await saved(page);
    expect((await stored(form)).values).toEqual({ weight: 82 });
    type Entry = {
      occurredAt: string;
      recordedAt: string;
      deviceClock: { claimed: string | null; aheadBy: number };
    };
    const history = await cora.get<Entry[]>(
      `${form.path}/history?formKey=${encodeURIComponent(form.formKey)}`,
    );
    const { occurredAt, recordedAt, deviceClock } = history.body.at(-1) as Entry;
    expect(Date.parse(recordedAt) - Date.parse(occurredAt)).toBeLessThan(day / 2);
    expect(occurredAt <= recordedAt).toBe(true);
    // The browser knew from the server's answers that its clock was off, and claimed nothing that was still to come.
    expect(deviceClock.claimed).toBeNull();
    expect(Math.round(deviceClock.aheadBy / 3_600_000)).toBe(24);
    await context.close();
  }, 240_000);

  test("never sends what one person typed in the name of the next one to sign in", async () => {
    const carl = await study.person("carl", "site-coordinator");
    const { page, context, address, ...form } = await opened();
    await context.addCookies([{ ...carl.cookie, url: study.origin }]);
    const refused = page.waitForResponse((response) => response.status() === 401);
    await field(page, "weight").fill("82");
    expect(await (await refused).json()).toMatchObject({ code: "another-person" });
    // The page of the first is gone, and the second sees none of it.
    await page.waitForURL((url) => !url.href.includes("/forms/"));
    const others = await openPage(context, address);
    expect(await field(others, "weight").inputValue()).toBe("");
    expect((await stored(form)).values).toEqual({});
    await context.addCookies([{ ...cora.cookie, url: study.origin }]);
    const again = await openPage(context, address);
    await saved(again);
    expect(await field(again, "weight").inputValue()).toBe("82");
    expect((await stored(form)).values).toEqual({ weight: 82 });
    await context.close();
  }, 240_000);

  test("shows both values where somebody else changed an answer meanwhile, and lets the person choose", async () => {
    const carl = await study.person("carl", "site-coordinator");
    const { page, context, ...form } = await opened();
    await carl.command(`${form.path}/commands/draft-items`, {
      formKey: form.formKey,
      entries: [{ path: "weight", value: 80 }],
    });
    await field(page, "weight").fill("82");
    const conflict = page.locator(".vigil-conflict");
    await conflict.waitFor();
    expect((await conflict.innerText()).replaceAll(/\s+/g, " ")).toMatch(
      /Yours 82 kg carl of the test’s 80 kg/,
    );
    expect((await stored(form)).values).toEqual({ weight: 80 });
    await conflict.getByRole("button", { name: "Keep mine" }).click();
    await saved(page);
    await conflict.waitFor({ state: "detached" });
    expect((await stored(form)).values).toEqual({ weight: 82 });
    await context.close();
  }, 240_000);

  test("leads to what is to be put right, and is corrected with a reason that breaks the signature visibly", async () => {
    const ines = await study.person("ines", "investigator");
    const { page, context, address, ...form } = await opened(ines);
    await page.getByRole("button", { name: "Submit form" }).click();
    await page.getByText(/points to put right before this can be submitted/).waitFor();
    // The focus is on the first open answer.
    await page.keyboard.type("82");
    await saved(page);
    await cora.command(`${form.path}/commands/submit-form`, { formKey: form.formKey, entries: restOfForm });
    await page.reload();
    await page.getByRole("button", { name: "Sign: I checked this" }).click();
    await page.getByLabel("Your password").fill(proof.password);
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByText("Valid", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    await field(page, "weight").fill("81");
    await page.getByText("1 change not recorded yet").first().waitFor();
    expect((await stored(form)).values["weight"]).toBe(82);
    await page.getByRole("button", { name: "Record corrections" }).click();
    await page.getByLabel("Reason for the change").fill("Misread");
    await page.getByRole("dialog").getByRole("button", { name: "Record corrections" }).click();
    await page.getByText("Broken", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Weight, changed by ines of the test/ }).waitFor();
    expect((await stored(form)).values["weight"]).toBe(81);
    // A link of another page leads to the answer.
    const linked = await openPage(context, `${address}#item-measured-at`);
    await linked.locator('[id="item-measured-at"]:focus-within').waitFor();
    await context.close();
  }, 240_000);
});

const restOfForm = [
  { path: "temperature", value: 36.6 },
  { path: "fasting", value: false },
  { path: "position", value: "sitting" },
  { path: "symptoms", value: ["pain"] },
  { path: "seen-on", value: "2026-11-20" },
  { path: "ill-since", value: "2024" },
  { path: "measured-at", value: "09:30" },
  { path: "dosed-at", value: "2026-11-20T14:30:00.000Z" },
  { path: "height", value: 180 },
  { path: "waist", value: 90 },
  { path: "readings.0.systolic", value: 120 },
];
