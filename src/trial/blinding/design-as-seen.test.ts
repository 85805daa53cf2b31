import { describe, expect, test } from "vitest";
import { parseStudyDesign, type Role, roles, type StudyDesign } from "#design";
import { meadowStudy } from "../testing/meadow-study.ts";
import { designAsSeen, designForEverybody } from "./design-as-seen.ts";

const follow = {
  id: "follow",
  label: "Probability of following",
  value: 0.8,
  source: "statistician",
  confirmation: "published",
};

function designOf(randomization: object): StudyDesign {
  const parsed = parseStudyDesign({
    ...meadowStudy,
    parameters: [...(meadowStudy.parameters ?? []), follow],
    randomization: { ...meadowStudy.randomization, ...randomization },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const minimized = designOf({
  randomElement: { parameter: "follow" },
  imbalance: "variance",
  site: { balance: true, weight: 2 },
  factors: [{ id: "prior-use", label: "Prior use", reference: "demographics.prior-use", weight: 3 }],
});
const inBlocks = designOf({ method: "permuted-blocks", randomElement: undefined, blockSizes: [4, 6] });
const seenBy = (design: StudyDesign, ...own: Role[]) => JSON.stringify(designAsSeen(design, { roles: own }));

describe("a design as it leaves", () => {
  test("tells lengths of blocks to unblinded roles alone", () => {
    const telling = roles.filter((role) => seenBy(inBlocks, role).includes("blockSizes"));
    expect(telling.toSorted()).toEqual(["unblinded-pharmacist", "unblinded-statistician"]);
  });

  test("keeps what helps to guess the next arm from sites, raters, participants and the sponsor's blinded people", () => {
    const kept = roles.filter(
      (role) => !/randomElement|imbalance|"weight":[23]|"follow"/.test(seenBy(minimized, role)),
    );
    expect(kept.toSorted()).toEqual(
      [
        ...["site-coordinator", "investigator", "sub-investigator", "lead-therapist", "co-therapist"],
        ...["session-attendant", "pharmacist", "independent-rater", "rater-coordinator", "participant"],
        ...["sponsor-study-team", "monitor", "statistician"],
      ].toSorted(),
    );
    expect(seenBy(minimized, "unblinded-statistician", "monitor")).not.toContain("randomElement");
  });

  test("takes along no parameter that only what is kept refers to, and keeps every other", () => {
    const left = designForEverybody(minimized).parameters.map(({ id }) => id);
    expect(left).toEqual((meadowStudy.parameters ?? []).map(({ id }) => id));
  });

  test("is read like any other", () => {
    expect(parseStudyDesign(designForEverybody(minimized)).ok).toBe(true);
    expect(designAsSeen(minimized, { roles: ["inspector"] })).toBe(minimized);
  });
});
