import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { instantOf } from "#kernel";
import { buildServer } from "#server";
import type { Instance } from "../../src/cli/instance.ts";
import { builtApp } from "../builders/built-app.ts";
import { anInstance } from "../builders/instance.ts";
import { foundSmallStudy, type SmallStudyAt } from "../builders/small-study.ts";
import { type KillableBrowser, startBrowser } from "./killable-browser.ts";
import { filesWith, readWholeStorage } from "./whole-storage.ts";

vi.setConfig({ testTimeout: 240_000 });

const password = "the heron stands still";
const passphrase = "nine herons at dawn";
const notes = ["Systolic 148 two hours after the dose", "Participant reported euphoria and warmth"];

let instance: Instance;
let study: SmallStudyAt;
let server: ReturnType<typeof buildServer> | undefined;
let origin = "";
let profile: string;
let browser: KillableBrowser;
let participant: string;

/** At the same address each time: to a browser it is the same server. */
async function startServer(): Promise<void> {
  const port = origin === "" ? 0 : Number(new URL(origin).port);
  server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    appFolder: builtApp(),
  });
  const address = await server.listen({ port, host: "127.0.0.1" });
  origin = address.replace("127.0.0.1", "localhost");
}

async function stopServer(): Promise<void> {
  server?.server.closeAllConnections();
  await server?.close();
  server = undefined;
}

async function deviations(): Promise<
  readonly { readonly text: string; readonly source: Record<string, unknown> }[]
> {
  const { rows } = await instance.maintenance.query<{ canonical: string }>(
    "SELECT canonical FROM ledger.event WHERE stream_id = $1 ORDER BY version",
    [`participant:${participant}`],
  );
  return rows
    .map(({ canonical }) => JSON.parse(canonical) as { type: string; source: Record<string, unknown> })
    .filter(({ type }) => type === "DeviationRecorded")
    .map((event) => ({ text: JSON.stringify(event), source: event.source }));
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.locator("input[name=username]").fill("ada");
  await page.locator("input[name=password]").fill(password);
  await page.locator("form button[type=submit]").first().click();
  await page.locator("main h1").waitFor();
}

async function recordDeviation(page: Page, text: string): Promise<void> {
  await page.getByRole("tab", { name: "Deviations" }).click();
  await page.getByRole("button", { name: "Record a deviation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Which rule").fill("vitals-late");
  await dialog.getByLabel("What happened").fill(text);
  await dialog.getByRole("button", { name: "Record a deviation" }).last().click();
  await dialog.waitFor({ state: "hidden" });
}

beforeAll(async () => {
  instance = await anInstance({ now: () => instantOf(Date.now()) });
  study = await foundSmallStudy(instance);
  participant = instance.ports.randomness.randomId();
  await study.run("log-contact", participant, study.contact);
  profile = mkdtempSync(path.join(tmpdir(), "vigil-profile-"));
  await startServer();
  browser = await startBrowser(profile);
}, 240_000);
afterAll(async () => {
  await browser?.kill();
  await stopServer();
  await instance?.close();
  rmSync(profile, { recursive: true, force: true });
});

test("the network is cut, the browser killed and started anew without the server: all that was entered arrives once, and the disk tells a thief nothing", async () => {
  const { page } = browser;
  await signIn(page);
  await page.goto(`${origin}/studies/${study.id}/offline`);
  await page.getByRole("button", { name: "Enroll yourself" }).click();
  const enrolling = page.getByRole("dialog");
  await enrolling.getByLabel("Name of this device").fill("Tablet of room 2");
  await enrolling.getByLabel("Device passphrase").fill(passphrase);
  await enrolling.getByLabel("The passphrase again").fill(passphrase);
  await enrolling.getByLabel("Your password").fill(password);
  await enrolling.getByRole("button", { name: "Enroll yourself" }).click();
  await enrolling.waitFor({ state: "hidden" });
  await page.getByText("It locks itself").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await page.goto(`${origin}/studies/${study.id}/offline`);
  // A new page knows no keys: the person opens them again.
  await page.getByRole("main").getByRole("button", { name: "Unlock" }).click();
  await unlock(page);
  await page.goto(`${origin}/studies/${study.id}/participants/${participant}`);
  await page.getByRole("button", { name: "Device locked" }).click();
  await unlock(page);
  await page.getByRole("tab", { name: "Deviations" }).waitFor();
  await page.waitForTimeout(500);

  await stopServer();
  await recordDeviation(page, notes[0] ?? "");
  await page.getByText("1 entry to send").waitFor();
  await recordDeviation(page, notes[1] ?? "");
  await page.getByText("2 entries to send").waitFor();
  expect(await deviations()).toEqual([]);

  await browser.kill();
  browser = await startBrowser(profile);
  const again = browser.page;
  await again.goto(`${origin}/studies/${study.id}/participants/${participant}`);
  await again.getByRole("heading", { name: "Unlock this device" }).waitFor();
  const storage = await readWholeStorage(browser.context, again);
  const readable = [
    ...notes,
    "euphoria",
    "vitals-late",
    "Ada",
    "North",
    "A small study",
    "record-deviation",
    passphrase,
  ];
  expect(storage).toContain("vigil-device/entries");
  expect(readable.filter((text) => storage.includes(text))).toEqual([]);
  expect(storage).not.toMatch(/caches? \S+\/api\//);

  await again.getByLabel("Username").fill("ada");
  await unlock(again);
  await again.getByRole("tab", { name: "Deviations" }).waitFor();
  await again.getByText("2 entries to send").waitFor();

  await startServer();
  await again.getByRole("dialog").locator("input[name=password]").fill(password, { timeout: 90_000 });
  // The first answer is lost on the way back.
  let lost = 0;
  await again.route("**/commands/record-deviation", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await again.getByRole("dialog").locator("button[type=submit]").click();
  await again.getByText("entries to send").waitFor({ state: "hidden", timeout: 60_000 });
  await again.getByText("entry to send").waitFor({ state: "hidden", timeout: 60_000 });
  await vi.waitFor(async () => expect(await deviations()).toHaveLength(2), { timeout: 60_000 });
  const found = await deviations();
  expect(found.map(({ source }) => source["sequence"])).toEqual([1, 2]);
  expect(lost).toBeGreaterThan(1);

  await browser.kill();
  expect(filesWith(profile, [...notes, "vitals-late", passphrase])).toEqual([]);
});

async function unlock(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Device passphrase").fill(passphrase);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await dialog.waitFor({ state: "hidden" });
}
