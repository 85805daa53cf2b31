import { describe, expect, test } from "vitest";
import { pageOf } from "../testing/seen.ts";
import { aParticipant } from "../testing/story.ts";

const enrolled = aParticipant().screened().confirmedEligible().enrolled();

describe("where the schedule leaves a choice, the page", () => {
  test("names the ways on and what each is for, and none is taken", () => {
    expect(pageOf(enrolled).decisions).toEqual([
      {
        instanceId: "symptoms-back",
        name: expect.any(String),
        taken: null,
        assumed: "exit",
        proposed: null,
        ways: [
          {
            next: "at-retreatment",
            name: "Retreatment",
            condition: "The symptoms are back",
            truth: "unknown",
          },
          { next: "exit", name: "exit", condition: null, truth: "unknown" },
        ],
      },
    ]);
  });

  test("shows the way that somebody chose, and the visits that it leads to", () => {
    const chosen = enrolled.does("choose-branch", { instanceId: "symptoms-back", next: "at-retreatment" });
    expect(pageOf(chosen).decisions[0]).toMatchObject({ taken: "at-retreatment", assumed: null });
    const names = (page: ReturnType<typeof pageOf>) => page.visits.map(({ name }) => name);
    expect(names(pageOf(enrolled))).not.toContain("Retreatment");
    expect(names(pageOf(chosen))).toContain("Retreatment");
  });
});
