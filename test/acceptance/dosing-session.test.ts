import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aDosingDay, type DosingDay, site } from "./dosing-day.ts";
vi.setConfig({ testTimeout: 120_000 });
let day: DosingDay;
beforeAll(async () => {
  const began = performance.now();
  day = await aDosingDay({ "fasting-for": 8, overridden: false });
  console.log("made in", performance.now() - began);
}, 300_000);
afterAll(() => day?.close());
describe("x", () => {
  test("y", async () => {
    const page = await day.open(site.leadTherapist, `/participants/${day.participantId}#visit-${day.visitId}`);
    await page.getByRole("button", { name: "Open the session" }).click();
    await page.locator(".vigil-gate-list").waitFor();
    console.log(await page.locator(".vigil-gate-list").innerText());
    await page.screenshot({ path: "/tmp/dstory/gate.png" });
    console.log(await day.story(), await day.codeOf("initial"));
  });
});
