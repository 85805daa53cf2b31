import { describe, expect, test } from "vitest";
import { type Scored, score } from "../score.ts";
import { audit } from "./audit.ts";

function scored(...values: readonly (number | null)[]): Scored {
  const given = values.flatMap((value, index) => (value === null ? [] : [[`item${index + 1}`, value]]));
  const result = score(audit, Object.fromEntries(given));
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

describe("AUDIT", () => {
  test("totals 40 and falls into the zones of the manual", () => {
    expect(scored(4, 4, 4, 4, 4, 4, 4, 4, 4, 4).scores).toMatchObject({
      total: 40,
      consumption: 12,
      dependence: 12,
      harm: 16,
    });
    const zone = (...values: readonly number[]): unknown => scored(...values).scores["zone"];
    expect(zone(4, 3, 0, 0, 0, 0, 0, 0, 0, 0)).toBe("zone-1");
    expect(zone(4, 4, 0, 0, 0, 0, 0, 0, 0, 0)).toBe("zone-2");
    expect(zone(4, 4, 4, 3, 0, 0, 0, 0, 0, 0)).toBe("zone-2");
    expect(zone(4, 4, 4, 4, 0, 0, 0, 0, 0, 0)).toBe("zone-3");
    expect(zone(4, 4, 4, 4, 3, 0, 0, 0, 0, 0)).toBe("zone-3");
    expect(zone(4, 4, 4, 4, 4, 0, 0, 0, 0, 0)).toBe("zone-4");
  });

  test("who never drinks is asked items 9 and 10 only", () => {
    const result = scored(0, null, null, null, null, null, null, null, 2, 0);
    expect(result).toMatchObject({ scores: { total: 2, consumption: 0, zone: "zone-1" }, missing: [] });
    expect(result.notes).toEqual([
      "Not asked by the skip pattern and scored 0: item2, item3, item4, item5, item6, item7, item8",
    ]);
  });

  test("items 4–8 are left out where items 2 and 3 are 0, and only there", () => {
    expect(scored(1, 0, 0, null, null, null, null, null, 0, 0)).toMatchObject({
      scores: { total: 1 },
      missing: [],
    });
    expect(scored(1, 1, 0, null, null, null, null, null, 0, 0).scores["total"]).toBeNull();
    expect(scored(1, null, 0, null, null, null, null, null, 0, 0).missing).toContain("item2");
    expect(scored(0, null, null, null, null, null, null, null, 2, null)).toMatchObject({
      scores: { total: null, consumption: 0 },
      missing: ["item10"],
    });
  });

  test("an answer given in spite of the skip pattern counts", () => {
    expect(scored(0, 0, 0, 0, 0, 0, 2, 0, 0, 0).scores["total"]).toBe(2);
  });
});
