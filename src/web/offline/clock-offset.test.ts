import { expect, test } from "vitest";
import { compare, offsetNow } from "./clock-offset.ts";

test("a clock that is five minutes ahead is found so, to half of the way there and back", () => {
  const measured = compare({ askedAt: 1_000_000, server: 700_050, answeredAt: 1_000_100 });
  expect(measured).toEqual({ aheadBy: 300_000, uncertainty: 50, at: 1_000_100 });
});

test("of several comparisons the surest counts, and all grow less sure with time", () => {
  const [slow, quick] = [
    compare({ askedAt: 0, server: 500, answeredAt: 1_000 }),
    compare({ askedAt: 10_000, server: 10_010, answeredAt: 10_020 }),
  ];
  expect(offsetNow([slow, quick], 10_020)).toEqual({ aheadBy: 0, uncertainty: 10 });
  expect(offsetNow([slow, quick], 10_020 + 3_600_000)?.uncertainty).toBe(370);
  expect(offsetNow([], 0)).toBeUndefined();
});
