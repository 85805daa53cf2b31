import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ItemValue } from "#design";
import { findInstrument, score } from "#instruments";
import type { Question } from "../model/form-model.ts";
import { filledForm } from "../testing/filled-form.ts";
import { asksForTraumaRelatedness, caps5Items, severityChoices, severityOf, standingOf } from "./caps-5.ts";

const instrument = "caps-5-past-month";

/** The questions of an interview with these answers. */
function asked(answers: Readonly<Record<string, ItemValue>>): readonly Question[] {
  return filledForm({ instrument }, answers).sections[0]?.questions ?? [];
}

test("the interview has Criterion A and thirty items, in the order of the booklet", () => {
  const items = caps5Items(asked({}));
  expect(items.map(({ number }) => number)).toEqual([
    "A",
    ...Array.from({ length: 30 }, (_, at) => String(at + 1)),
  ]);
  expect(items.filter(({ isSymptom }) => isSymptom)).toHaveLength(22);
  expect(items.filter(({ traumaRelated }) => traumaRelated).map(({ number }) => number)).toEqual([
    "9",
    "11",
    "12",
    "13",
    "14",
    "15",
    "16",
    "17",
    "18",
    "19",
    "20",
  ]);
  expect(items.map(({ part }) => part).join("")).toBe("ABBBBBCCDDDDDDDEEEEEEFFGGGHHHII");
  expect(items[1]?.label).toBe("B1 intrusive memories");
});

describe("the severity beside the answers", () => {
  const rating = fc.integer({ min: 0, max: 4 });

  test("is the one that the instrument scores", () => {
    fc.assert(
      fc.property(rating, rating, (frequency, intensity) => {
        const answers = { item1Frequency: frequency, item1Intensity: intensity };
        const scale = findInstrument(instrument);
        const scored = scale.ok ? score(scale.value, answers) : scale;
        if (!scored.ok) throw new Error("not scored");
        const item = caps5Items(asked(answers))[1];
        expect(item && severityOf(item)).toBe(scored.value.scores["item1Severity"]);
      }),
    );
  });

  test("is zero as soon as frequency or intensity is, and unknown while it cannot be told", () => {
    const severity = (answers: Record<string, number>): number | undefined => {
      const item = caps5Items(asked(answers))[1];
      return item && severityOf(item);
    };
    expect(severity({ item1Frequency: 0 })).toBe(0);
    expect(severity({ item1Frequency: 3 })).toBe(undefined);
    expect(severity({ item1Severity: 2 })).toBe(2);
  });

  test("is the rater's to choose where intensity lies two or more above frequency", () => {
    const choices = (frequency: number, intensity: number): readonly number[] => {
      const answers = { item1Frequency: frequency, item1Intensity: intensity };
      const item = caps5Items(asked(answers))[1];
      return item ? severityChoices(item) : [];
    };
    expect(choices(1, 3)).toEqual([1, 2]);
    expect(choices(2, 4)).toEqual([2, 3]);
    expect(choices(2, 3)).toEqual([]);
    expect(choices(4, 1)).toEqual([]);
  });
});

describe("an item", () => {
  const standing = (answers: Record<string, number | string>, number: string): unknown => {
    const item = caps5Items(asked(answers)).find((one) => one.number === number);
    return item && [standingOf(item), asksForTraumaRelatedness(item)];
  };

  test("is done with its severity and, where the symptom is not absent, its link to the event", () => {
    expect(standing({}, "9")).toEqual(["open", true]);
    expect(standing({ item9Frequency: 2 }, "9")).toEqual(["part", true]);
    expect(standing({ item9Frequency: 2, item9Intensity: 2 }, "9")).toEqual(["part", true]);
    expect(
      standing({ item9Frequency: 2, item9Intensity: 2, item9TraumaRelatedness: "definite" }, "9"),
    ).toEqual(["done", true]);
    expect(standing({ item9Frequency: 0 }, "9")).toEqual(["done", false]);
    expect(standing({ item1Frequency: 2, item1Intensity: 2 }, "1")).toEqual(["done", false]);
    expect(standing({ item22: 30 }, "22")).toEqual(["done", false]);
  });
});
