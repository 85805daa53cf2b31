import { describe, expect, test } from "vitest";
import { meadowStudy } from "../testing/meadow-study.ts";
import { aTrial } from "../testing/story.ts";
import { armOf } from "./sealed-arms.ts";

const { randomElement: _element, ...plan } = meadowStudy.randomization ?? { ratio: [], factors: [] };
const inBlocks = aTrial({
  ...meadowStudy,
  randomization: { ...plan, method: "permuted-blocks", site: { balance: false }, factors: [] },
} as typeof meadowStudy).on("2026-02-02");

describe("lengths of blocks that are given when randomization is opened", () => {
  test("are sealed, and in no public event", () => {
    const [open, behind] = inBlocks.events("open-randomization", { blockSizes: [2] });
    expect(open?.data).toEqual({ designVersion: "1.0" });
    expect(behind?.data).toMatchObject({ blockSizes: { secret: { blockSizes: [2] } } });
  });

  test("are those that lists are drawn with", () => {
    const opened = inBlocks.does("open-randomization", { blockSizes: [2] });
    const eight = [1, 2, 3, 4, 5, 6, 7, 8].reduce(
      (story, serial) => story.another(serial).randomized(),
      opened,
    );
    const { sealed } = eight.facts("randomize-participant");
    if (!sealed) throw new Error("Nothing is sealed.");
    const arms = sealed.allocation.taken.map((slot) => armOf(sealed, slot));
    expect(arms).toHaveLength(8);
    for (let at = 0; at < 8; at += 2) expect(new Set(arms.slice(at, at + 2)).size).toBe(2);
  });

  test("hold the ratio, and are given only where there are blocks", () => {
    expect(inBlocks.refusal("open-randomization", { blockSizes: [4, 3] })?.code).toBe("block-size");
    const minimized = aTrial().on("2026-02-02");
    expect(minimized.refusal("open-randomization", { blockSizes: [4] })?.code).toBe("no-blocks");
  });
});
