import fc from "fast-check";
import { expect, test } from "vitest";
import { importUsdm } from "#standards";
import { hasPilotStudy, readPilotStudy } from "../builders/pilot-study.ts";
import { aUsdmDocument } from "../builders/usdm-document.ts";
import { campaign, showsInternals, wanted } from "./campaign.ts";
import { mutate, mutation, renderJson } from "./mutation.ts";

const small = aUsdmDocument();
// CDISC's example is fifty times the size: one in a hundred is a change of it.
const large: unknown = hasPilotStudy ? readPilotStudy() : small;

const inputs = fc.record({
  document: fc.oneof(
    { weight: 99, arbitrary: fc.constant("small" as const) },
    { weight: 1, arbitrary: fc.constant("large" as const) },
  ),
  changes: fc.array(mutation, { minLength: 1, maxLength: 3 }),
});

test(`${wanted("usdm")} bad USDM documents are refused with their places`, async () => {
  const bad = await campaign("usdm", inputs, ({ document, changes }) => {
    const whole = document === "large" ? large : small;
    const changed = changes.reduce((before, change) => mutate(before, change).value, whole);
    const read: unknown = JSON.parse(renderJson(changed) || "null");
    const result = importUsdm(read);
    if (result.ok) {
      expect(JSON.stringify(result.value).isWellFormed()).toBe(true);
      return false;
    }
    const { issues } = result.error;
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.filter(({ path, message }) => (path === "" && isObject(read)) || message === "")).toEqual(
      [],
    );
    expect(issues.filter(({ message }) => showsInternals(message))).toEqual([]);
    return true;
  });
  expect(bad).toBeGreaterThanOrEqual(wanted("usdm"));
}, 3_600_000);

/** Only of what is no document at all there is no place to name. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
