import { describe, expect, test } from "vitest";
import { type Instant, sha256Hex } from "#kernel";
import { noSite } from "../site/evolve.ts";
import { noStaff } from "../staff/evolve.ts";
import {
  guardedStudy,
  guardedWithDefinition,
  narrowerDefinition,
  widerDefinition,
} from "../testing/guarded-study.ts";
import { meadow, north, staff } from "../testing/people.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { trainingValid } from "./training-valid.ts";

const founded = aTrial(guardedStudy).on("2026-02-02");
const { user } = staff.therapist;
const wider = { definitionId: "adverse-event", textHash: sha256Hex(widerDefinition), designVersion: "1.0" };
const narrower = { ...wider, textHash: sha256Hex(narrowerDefinition), designVersion: "1.1" };
const acknowledge = (story: Story, data: object) =>
  story.does("acknowledge-definition", data, { about: user, by: "therapist" });

function standing(story: Story, person: keyof typeof staff = "therapist") {
  const facts = story.facts("draft-items", { formKey: "log/adverse-event/1", entries: [] });
  const site = story.trial.sites[north] ?? noSite;
  const member = story.trial.staff[staff[person].user] ?? noStaff;
  return trainingValid({ ...facts, site, siteId: north }, member, story.trial.now);
}

function amended(story: Story): Story {
  const design = guardedWithDefinition(narrowerDefinition);
  return story.does("publish-design", { design, summary: "Leaves out what is pleasant." }, { about: meadow });
}

function approved(story: Story, effectiveFrom: string): Story {
  const dates = { committee: "Ethics committee", approvedOn: "2026-02-02", effectiveFrom };
  return story.does(
    "approve-design-version",
    { version: "1.1", ...dates },
    { about: north, by: "administrator" },
  );
}

describe("training in a definition", () => {
  test("is missing until the person acknowledges the very words", () => {
    expect(standing(founded)).toMatchObject({ verdict: false, evidence: [{ standing: "missing" }] });
    expect(standing(acknowledge(founded, wider))).toMatchObject({
      verdict: true,
      evidence: [{ standing: "valid", definition: { sha256: wider.textHash, text: widerDefinition } }],
    });
  });

  test("is invalid once a version with other words is in effect, until they are acknowledged anew", () => {
    const trained = acknowledge(founded, wider);
    const published = amended(trained);
    expect(standing(published).verdict).toBe(true);
    const changed = approved(published, "2026-02-03").on("2026-02-03");
    expect(standing(changed)).toMatchObject({
      verdict: false,
      because: "Thea Therapist acknowledged other words of “Adverse event” than those of version 1.1.",
      evidence: [{ standing: "outdated" }],
    });
    expect(standing(acknowledge(changed, narrower)).verdict).toBe(true);
  });

  test("may be taken ahead, before the site's committee has approved the version", () => {
    const ahead = acknowledge(amended(acknowledge(founded, wider)), narrower);
    expect(standing(approved(ahead, "2026-02-03").on("2026-02-03")).verdict).toBe(true);
  });

  test("is judged as it was at a moment: what was acknowledged later does not count back", () => {
    const later = acknowledge(founded.on("2026-02-10"), wider);
    const facts = later.facts("draft-items", { formKey: "log/adverse-event/1", entries: [] });
    const at = "2026-02-09T12:00:00.000Z" as Instant;
    const site = later.trial.sites[north] ?? noSite;
    const member = later.trial.staff[user] ?? noStaff;
    expect(trainingValid({ ...facts, site, siteId: north }, member, at).verdict).toBe(false);
  });

  test("is not asked of a role that the definition does not name", () => {
    expect(standing(founded, "pharmacist")).toMatchObject({
      verdict: true,
      evidence: [{ standing: "not-needed" }],
    });
  });
});

describe("an acknowledgement", () => {
  const refusal = (story: Story, data: object, about: string = user) =>
    story.refusal("acknowledge-definition", data, { about, by: "therapist" })?.code;

  test("is refused for other words, for a definition that there is not, for somebody else, and twice", () => {
    expect(refusal(founded, { ...wider, textHash: narrower.textHash })).toBe("definition-differs");
    expect(refusal(founded, { ...wider, definitionId: "serious" })).toBe("no-such-definition");
    expect(refusal(founded, wider, staff.investigator.user)).toBe("not-for-another");
    expect(refusal(acknowledge(founded, wider), wider)).toBe("acknowledged-already");
  });
});
