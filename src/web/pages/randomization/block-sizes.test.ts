import { expect, test } from "vitest";
import { readBlockSizes } from "./block-sizes.ts";

test("lengths of blocks are whole numbers with commas or spaces between them", () => {
  expect(readBlockSizes("4, 6")).toEqual([4, 6]);
  expect(readBlockSizes(" 4 6 8 ")).toEqual([4, 6, 8]);
  expect(readBlockSizes("")).toEqual([]);
  for (const wrong of ["four", "4.5", "-4", "0"]) expect(readBlockSizes(wrong)).toBe("unreadable");
});
