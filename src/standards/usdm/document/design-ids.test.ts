import fc from "fast-check";
import { expect, test } from "vitest";
import { designId } from "#design";
import { createDesignIds } from "./design-ids.ts";

test("an id that a design can have stays as it is", () => {
  expect(createDesignIds([]).of("ScheduledActivityInstance_9")).toBe("ScheduledActivityInstance_9");
});

test("an id for something without one gives way to the ids of the file", () => {
  const ids = createDesignIds(["Activity_1-form"]);
  expect(ids.made("Activity_1-form", "Activity_1")).toMatch(/^Activity-1-form-[0-9a-f]{8}$/);
  expect(ids.of("Activity_1-form")).toBe("Activity_1-form");
});

test("the same wish made again gives another id, that of the same id of the file does not", () => {
  const ids = createDesignIds([]);
  const made = [1, 2, 3, 4, 5, 6].map(() => ids.made("VSPOS-codes", "P_1"));
  expect(new Set(made).size).toBe(6);
  expect(ids.of("a b")).toBe(ids.of("a b"));
});

test("whatever the ids of a file are, those of the design are well formed, distinct and lead back", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200 }), { maxLength: 20 }), (usdmIds) => {
      const ids = createDesignIds(usdmIds);
      const given = usdmIds.map(ids.of);
      expect(new Set(given).size).toBe(usdmIds.length);
      expect(given.filter((id) => !designId.safeParse(id).success)).toEqual([]);
      expect(given.map((id) => ids.sources.get(id))).toEqual(usdmIds);
      expect(usdmIds.map(createDesignIds(usdmIds).of)).toEqual(given);
    }),
  );
});
