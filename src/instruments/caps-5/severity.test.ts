import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caps5Severity, permittedSeverities, severityBounds } from "./severity.ts";

/** VHA CAPS-5 training 2020, lessons 08_003 and 08_043: rows are intensity 1–4, columns frequency 1–4. */
const published = [
  [1, 1, 1, 1],
  [1, 2, 2, 2],
  [2, 2, 3, 3],
  [2, 3, 3, 4],
];

const cells = published.flatMap((row, i) => row.map((severity, f) => [f + 1, i + 1, severity] as const));

describe("the severity of a CAPS-5 symptom", () => {
  test("the published table has 16 cells", () => expect(cells).toHaveLength(16));

  test.each(cells)("frequency %i and intensity %i give severity %i", (frequency, intensity, severity) => {
    expect(caps5Severity(frequency, intensity)).toBe(severity);
  });

  test("what never occurred or has no intensity is absent", () => {
    for (const rating of [0, 1, 2, 3, 4]) {
      expect(caps5Severity(0, rating)).toBe(0);
      expect(caps5Severity(rating, 0)).toBe(0);
    }
  });

  test("it never falls where frequency or intensity rises, and never exceeds the frequency by more than one", () => {
    const rating = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(rating, rating, rating, rating, (f, i, moreF, moreI) => {
        const higher = caps5Severity(Math.max(f, moreF), Math.max(i, moreI));
        expect(higher).toBeGreaterThanOrEqual(caps5Severity(f, i));
        expect(caps5Severity(f, i)).toBeLessThanOrEqual(Math.min(f + 1, i));
      }),
    );
  });

  test("only where intensity is two or more above frequency may a rater choose, and then the lower value too", () => {
    const choices = cells.filter(([f, i]) => permittedSeverities(f, i).length > 1).map(([f, i]) => [f, i]);
    expect(choices).toEqual([
      [1, 3],
      [1, 4],
      [2, 4],
    ]);
    expect(permittedSeverities(1, 4)).toEqual([1, 2]);
  });

  test("half a rating bounds the severity", () => {
    const [severity, frequency, intensity] = [undefined, undefined, undefined];
    expect(severityBounds({ severity, frequency, intensity: 1 })).toEqual({ least: 0, most: 1 });
    expect(severityBounds({ severity, frequency: 1, intensity })).toEqual({ least: 0, most: 2 });
    expect(severityBounds({ severity, frequency, intensity: 0 })).toEqual({ least: 0, most: 0 });
    expect(severityBounds({ severity, frequency, intensity })).toEqual({ least: 0, most: 4 });
    expect(severityBounds({ severity: 3, frequency, intensity })).toEqual({ least: 3, most: 3 });
  });
});
