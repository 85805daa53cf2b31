import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { north, staff } from "../../src/trial/testing/people.ts";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { desk, tablet } from "../browser/launch-browser.ts";
import { anOpenMeadow, type OpenMeadow, password } from "../participants/open-meadow.ts";

const randomized = aParticipant(1).randomized();
const shots = process.env["VIGIL_KIT_SHOTS"];

let opened: OpenMeadow;
beforeAll(async () => {
  opened = await anOpenMeadow(["pharmacist", "coordinator", "unblindedPharmacist", "investigator"]);
  await opened.meadow.tell(randomized);
  const plan = { instanceId: "at-dosing", plannedFor: "2026-02-09T14:00:00.000Z", mode: "in-person" };
  const story = await opened.meadow.story();
  await opened.meadow.act(story.command("schedule-visit", plan, { by: "coordinator" }));
}, 300_000);
afterAll(() => opened?.close());

const dialogOf = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

/** No violation that axe finds, at both sizes and in both schemes. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ desk, tablet })) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForTimeout(150);
      if (shots)
        await page.screenshot({ path: `${shots}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      await page.evaluate(axe.source);
      const found = (await page.evaluate("axe.run()")) as {
        violations: readonly { id: string; nodes: readonly { html: string }[] }[];
      };
      expect(
        found.violations.map(({ id, nodes }) => `${name} ${size} ${colorScheme}: ${id} ${nodes[0]?.html}`),
      ).toEqual([]);
    }
  }
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: "light" });
}

async function standBy(page: Page, name: string): Promise<void> {
  await dialogOf(page).getByLabel("Witness: username").fill(name);
  await dialogOf(page).getByLabel("Witness: password").fill(password);
}

async function codesOnShelf(): Promise<readonly string[]> {
  const { trial } = await opened.meadow.story();
  return Object.values(trial.stocks[north]?.kits ?? {}).map(({ code }) => code);
}

test("the unblinded pharmacist ships kits, alike for both arms", async () => {
  const page = await opened.open("unblindedPharmacist", "/kits");
  await button(page, "Ship kits").click();
  const dialog = dialogOf(page);
  await dialog.getByText("A low dose of it, level 80: 30 mg, then 15 mg").waitFor();
  await dialog.getByLabel("Sets for each arm").fill("2");
  await dialog.getByLabel("Expiry on the label, the same on all").fill("2026-12-31");
  for (const arm of ["The drug", "A low dose of it"]) {
    await dialog.getByLabel(`Lot of ${arm}`, { exact: true }).fill(`LOT-${arm.length}`);
    await dialog.getByLabel(`Lot of ${arm} is good to`).fill("2027-06-30");
  }
  if (shots) await page.screenshot({ path: `${shots}/ship-dialog.png` });
  await button(page, "Ship kits").last().click();
  await page.getByText("On its way").first().waitFor();
  expect(await codesOnShelf()).toHaveLength(16);
}, 120_000);

test("the site's pharmacist receives them kit by kit, and the page says how many sessions they serve", async () => {
  const page = await opened.open("pharmacist", "/kits");
  await button(page, "Receive").click();
  const dialog = dialogOf(page);
  const [first = ""] = await codesOnShelf();
  await dialog.getByLabel("Code", { exact: true }).fill(first.toLowerCase().replace("-", ""));
  await page.keyboard.press("Enter");
  await dialog.getByText("15 kits are not accounted for.").waitFor();
  if (shots) await page.screenshot({ path: `${shots}/receive-dialog.png` });
  await button(page, "Mark the rest as present").click();
  await dialog.getByLabel("In range").check();
  await dialog.getByRole("button", { name: "Receive", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("row", { name: /80 mg level 2 4 4 0/ }).waitFor();
  await expectAccessible(page, "kits");
  const text = await page.locator("body").innerText();
  expect(text).not.toMatch(/The drug|low dose|LOT-/);
}, 120_000);

test("kits are assigned on the participant's page, handed out and taken back by two persons", async () => {
  const page = await opened.open("pharmacist", `/participants/${randomized.id}#kits`);
  await button(page, "Assign kits").click();
  await page.getByText("Assigned").first().waitFor();
  await expectAccessible(page, "session-kits");
  const dispense = page.getByRole("button", { name: /^Dispense/ }).first();
  const code = (await dispense.getAttribute("aria-label"))?.replace("Dispense ", "") ?? "";
  await dispense.click();
  await dialogOf(page).getByLabel("Code on the kit").fill(code);
  await standBy(page, staff.coordinator.name);
  if (shots) await page.screenshot({ path: `${shots}/dispense-dialog.png` });
  await dialogOf(page).getByRole("button", { name: "Dispense", exact: true }).click();
  await page.getByText("Handed out").waitFor();
  await page.getByRole("button", { name: `Take back ${code}` }).click();
  await standBy(page, staff.coordinator.name);
  await dialogOf(page).getByRole("button", { name: "Take back", exact: true }).click();
  await page.getByText("Taken back").waitFor();
}, 120_000);

test("the kit map is opened with a purpose, to the unblinded pharmacist alone, and that stays on record", async () => {
  const page = await opened.open("unblindedPharmacist", "/kits");
  await button(page, "Open the kit map").click();
  const dialog = dialogOf(page);
  await dialog.getByLabel("What for").fill("To check a lot.");
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Open the kit map" }).click();
  await page.getByText("This tells the arm of every participant at this site.").waitFor();
  await page.getByRole("cell", { name: "LOT-8" }).first().waitFor();
  await expectAccessible(page, "kit-map");
  const blinded = await opened.open("pharmacist", "/kits");
  await blinded.getByRole("heading", { name: "Shipments" }).waitFor();
  expect(await button(blinded, "Open the kit map").count()).toBe(0);
  const { rows } = await opened.meadow.instance.maintenance.query(
    'SELECT FROM ledger.event WHERE canonical LIKE \'%"type":"KitMapOpened"%\'',
  );
  expect(rows).toHaveLength(1);
}, 120_000);
