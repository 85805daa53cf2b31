import { describe, expect, test } from "vitest";
import { meadow } from "../testing/people.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import type { AllocatedSlot, AllocationState } from "./evolve.ts";
import { type PublicPlace, type Recomputation, recomputeAllocation } from "./recompute-allocation.ts";

const five = [2, 3, 4, 5].reduce(
  (story, serial) => story.another(serial).randomized(),
  aParticipant(1).randomized(),
);

function placesIn({ trial }: Story): readonly PublicPlace[] {
  return Object.entries(trial.participants).flatMap(
    ([
      participantId,
      {
        enrollment: { randomized },
      },
    ]) =>
      randomized
        ? [{ number: randomized.randomizationNumber, participantId, strata: randomized.strata }]
        : [],
  );
}

function drawnAgain(
  story: Story,
  change: (allocation: AllocationState) => AllocationState = (same) => same,
  places = placesIn(story),
): Recomputation {
  const { sealed, designs } = story.facts("open-randomization");
  if (!sealed) throw new Error("Nothing is sealed.");
  const allocation = change(sealed.allocation);
  return recomputeAllocation({ ...sealed, allocation }, meadow, designs, places);
}

/** The places with one of them altered. */
const altered =
  (at: number, change: (slot: AllocatedSlot) => AllocatedSlot) =>
  (allocation: AllocationState): AllocationState => ({
    ...allocation,
    taken: allocation.taken.map((slot, index) => (index === at ? change(slot) : slot)),
  });

describe("drawing a study's allocation again", () => {
  test("proves that every arm came from the seed", () => {
    expect(drawnAgain(five)).toEqual({ compared: 5, differences: [] });
  });

  test("finds an arm that was changed, by its number", () => {
    const swap = altered(1, (slot) => {
      const { place, arm } = (slot.arm as { secret: { place: string; arm: string } }).secret;
      return { ...slot, arm: { secret: { place, arm: arm === "active" ? "control" : "active" } } };
    });
    expect(drawnAgain(five, swap).differences).toContainEqual(
      expect.objectContaining({ kind: "arm", number: "R-0002" }),
    );
  });

  test("finds a secret that was moved to another's place", () => {
    const move = (allocation: AllocationState) =>
      altered(0, (slot) => ({ ...slot, arm: allocation.taken[2]?.arm }))(allocation);
    expect(drawnAgain(five, move).differences).toContainEqual({ kind: "seal", number: "R-0001" });
  });

  test("finds where what is public is not what is sealed: other values, a missing place, one too many", () => {
    const places = placesIn(five);
    const [first, ...others] = places;
    if (!first) throw new Error("Nobody was randomized.");
    const differences = (changed: readonly PublicPlace[]) =>
      drawnAgain(five, undefined, changed).differences.map(({ kind, number }) => `${kind} ${number}`);
    expect(
      differences([{ ...first, strata: { ...first.strata, "prior-use": "changed" } }, ...others]),
    ).toEqual(["record R-0001"]);
    expect(differences(others)).toEqual(["record R-0001"]);
    expect(differences([...places, { ...first, number: "R-0006" }])).toEqual(["record R-0006"]);
  });

  test("says so where the plan that was opened is not that of the design", () => {
    const other = (allocation: AllocationState): AllocationState => ({
      ...allocation,
      opened: allocation.opened.map((plan) => ({ ...plan, hash: "0".repeat(64) as never })),
    });
    expect(drawnAgain(five, other).differences).toEqual([
      { kind: "plan", number: "R-0001", designVersion: "1.0" },
    ]);
  });
});
