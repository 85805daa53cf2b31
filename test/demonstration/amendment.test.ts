import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readStudyDesign } from "#adapters";
import { checkStudyDesign, compareDesigns } from "#design";
import type { CalendarDate } from "#kernel";
import { publishedInstruments } from "#trial";
import { amendedDesign, datedDesign } from "../../src/demonstration/amendment.ts";

const folder = fileURLToPath(new URL("../../studies/mdma-ptsd-phase3", import.meta.url));
const read = readStudyDesign(path.join(folder));
if (!read.ok) throw new Error("The reference study cannot be read.");
const first = datedDesign(read.value.design, "2025-04-20" as CalendarDate);
const amended = amendedDesign(first, "2026-09-19" as CalendarDate);

test("the amended protocol of the demonstration has no fault that the first version does not have", () => {
  const faults = (design: typeof first) =>
    checkStudyDesign(design, publishedInstruments).map(({ code, path: at }) => `${code} ${at}`);
  expect(faults(amended)).toEqual(faults(first));
});

test("it adds the form on fluids with its parameter, calls the physician earlier, and has a consent form of its own", () => {
  const { changes } = compareDesigns(first, amended);
  const items = ["drunk", "limit-told", "with-electrolytes"].map((item) => `added item fluid-intake.${item}`);
  expect(amended.amendments.map(({ id }) => id)).toContain("amendment-1");
  expect(changes.map(({ change, kind, id }) => `${change} ${kind} ${id}`).sort()).toEqual(
    [
      "added form fluid-intake",
      "added group fluid-intake.fluids",
      "added parameter fluid-limit",
      "changed activity session-documenting",
      "changed consent main-consent",
      // Its advice names the sodium at which a physician is called.
      "changed emergency care emergency-care",
      "changed parameter sodium-alert",
      ...items,
    ].sort(),
  );
  const [newest] = amended.consents.flatMap(({ versions }) => versions.slice(1));
  expect(newest).toMatchObject({ version: "2.0", change: "major" });
});

test("its protocol is older than its first day, and dated no later than it is published", () => {
  const dates = first.consents.flatMap(({ versions }) => versions.map(({ date }) => date));
  expect(new Set([first.versionDate, ...dates])).toEqual(new Set(["2025-04-20"]));
  expect(amended.versionDate).toBe("2026-09-19");
});
