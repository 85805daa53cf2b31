import { expect, test } from "vitest";
import { instant, zone } from "./fields.ts";

test("a moment is kept in one way of writing, so that moments sort as text", () => {
  expect(instant.parse("2026-03-10T15:00:00+01:00")).toBe("2026-03-10T14:00:00.000Z");
  expect(instant.parse("2026-03-10T14:00Z")).toBe("2026-03-10T14:00:00.000Z");
  expect(zone.parse("Europe/Berlin")).toBe("Europe/Berlin");
});

test("what is no moment says what was expected", () => {
  const [issue] = instant.safeParse("tomorrow").error?.issues ?? [];
  expect(issue?.message).toBe(
    'expected a date and time with its offset (2026-11-20T09:30:00Z), got "tomorrow"',
  );
});
