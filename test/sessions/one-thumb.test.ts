import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aDosingDay, type DosingDay, site } from "../acceptance/dosing-day.ts";
import { button, dialog } from "../acceptance/participant-steps.ts";
import { assess, goToPart, measure, turnTo, unlock } from "../acceptance/session-steps.ts";
import { settled, violations } from "../browser/accessibility.ts";
import { tablet } from "../browser/launch-browser.ts";
import { beyondOneThumb, outOfLowerTwoThirds, standingOut } from "../browser/touch-targets.ts";

vi.setConfig({ testTimeout: 120_000 });

/** A ten-inch tablet, upright and lying. */
const sizes = [tablet, { width: tablet.height, height: tablet.width }] as const;

let day: DosingDay;
let page: Page;
let sessionId: string;
beforeAll(async () => {
  day = await aDosingDay();
  sessionId = await day.openSession();
  page = await day.open(site.leadTherapist, `/sessions/${sessionId}`);
}, 300_000);
afterAll(() => day?.close());

/** Looks at the page as it is in both positions of the tablet, by day and by night. */
async function look(): Promise<void> {
  const found: string[] = [];
  for (const light of ["day", "night"] as const) {
    await page.evaluate(
      (scheme) => document.documentElement.setAttribute("data-mantine-color-scheme", scheme),
      light === "day" ? "light" : "dark",
    );
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      await settled(page);
      const where = `${light}, ${viewport.width} wide`;
      const all = [
        ...(await violations(page)),
        ...(await beyondOneThumb(page)),
        ...(await standingOut(page)),
      ];
      found.push(...all.map((one) => `${where}: ${one}`));
    }
  }
  expect(found).toEqual([]);
}

/** What is entered lies where the thumb is, with nothing scrolled. */
async function entryIsLow(): Promise<void> {
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    expect(await outOfLowerTwoThirds(page, ".vigil-key, .vigil-entry-save, .vigil-entry-tab")).toEqual([]);
  }
}

describe("one thumb on a ten-inch tablet works, without a violation of accessibility,", () => {
  test("the gate", look);

  test("the console before the dose", async () => {
    await goToPart(page, "Session");
    await look();
  });

  test("the console after the dose, and each of its entries", async () => {
    await day.dose();
    await page.getByRole("timer").waitFor();
    await look();
    await entryIsLow();
    for (const tab of ["Effects", "Probes", "SUDS", "Note", "Touch, music", "Rescue"]) {
      await turnTo(page, tab);
      await look();
    }
    await turnTo(page, "Effects");
    await button(page, "Nausea").click();
    await look();
  });

  test("the window of the supplemental dose, and the decision on it", async () => {
    await button(page, "Lock this screen").click();
    await day.minutes(95);
    await unlock(page);
    await measure(page, "124", "80", "72", "367");
    await page.getByText("May be offered", { exact: true }).waitFor();
    await look();
    await button(page, "Decide").click();
    await look();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  });

  test("an emergency threshold, with the numbers to dial, and the card of emergencies", async () => {
    await measure(page, "192", "118", "104", "373");
    await page.getByRole("region", { name: "Hypertensive emergency" }).waitFor();
    await look();
    await entryIsLow();
    await button(page, "Emergency").click();
    await page.locator(".vigil-emergency-card").waitFor();
    await look();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  });

  test("a locked screen", async () => {
    await button(page, "Lock this screen").click();
    await look();
    await unlock(page);
  });

  test("discharge, the record, and the paper", async () => {
    await goToPart(page, "Discharge");
    await look();
    await goToPart(page, "Record");
    await look();
    await goToPart(page, "Paper");
    await look();
  });

  test("the night of the attendant", async () => {
    await goToPart(page, "Discharge");
    await assess(page, "No", site.coTherapist);
    await day.act("end-session", { ending: "overnight" });
    await goToPart(page, "Night");
    await page.getByText("Nobody has taken over yet").waitFor();
    await look();
  });
});
