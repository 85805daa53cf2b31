import { describe, expect, test } from "vitest";
import type { StaffName } from "../testing/people.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import { signatureStanding, signedHash } from "./content.ts";

const key = "at-screening/agreement/1";
const form = { kind: "form", id: key } as const;
const meaning = "I agreed this with the participant";
const submitted = aParticipant().screened().submitted(key, { agreed: true });
type Target = Parameters<typeof signedHash>[1];

function sign(
  story: Story,
  target: Target,
  more: { readonly by?: StaffName; readonly meaning?: string } = {},
) {
  const contentHash = signedHash(story.state, target) ?? "0".repeat(64);
  const { by = "investigator", ...data } = more;
  return { target, meaning, contentHash, ...data, by };
}

function signed(story: Story, target: Target, more: Parameters<typeof sign>[2] = {}): Story {
  const { by, ...data } = sign(story, target, more);
  return story.does("sign-record", data, { by });
}

function refused(story: Story, target: Target, more: Parameters<typeof sign>[2] = {}) {
  const { by, ...data } = sign(story, target, more);
  return story.refusal("sign-record", data, { by })?.code;
}

function standings({ state }: Story) {
  return state.signatures.map((signature) => signatureStanding(state, signature));
}

describe("an electronic signature", () => {
  test("shows the printed name, the time and the meaning", () => {
    expect(signed(submitted, form).state.signatures).toMatchObject([
      { printedName: "Ines Investigator", role: "investigator", meaning, at: "2026-02-02T14:00:00.000Z" },
    ]);
  });

  test("is put to something that was submitted or completed", () => {
    expect(refused(submitted, { kind: "form", id: "at-screening/phq9/1" })).toBe("nothing-to-sign");
    expect(refused(submitted, { kind: "visit", id: "at-screening" })).toBe("nothing-to-sign");
    expect(refused(submitted, { kind: "visit", id: "constructor" })).toBe("nothing-to-sign");
  });

  test("is put to what the signer saw", () => {
    const { by, ...seen } = sign(submitted, form);
    const changed = submitted.corrected(key, { agreed: false });
    expect(changed.refusal("sign-record", seen, { by })).toMatchObject({
      code: "changed-meanwhile",
      because: "conflict",
    });
  });

  test("is by whom the form asks, with the meaning that it names", () => {
    expect(refused(submitted, form)).toBeUndefined();
    expect(refused(submitted, form, { by: "therapist" })).toBe("not-the-signer");
    expect(refused(submitted, form, { meaning: "I saw it" })).toBe("not-the-signer");
    const free = { kind: "form", id: "at-screening/vitals/1" } as const;
    expect(refused(submitted, free, { by: "therapist", meaning: "I saw it" })).toBeUndefined();
  });

  test("of the casebook is an investigator's", () => {
    const casebook = { kind: "casebook", id: "" } as const;
    expect(refused(submitted, casebook)).toBeUndefined();
    expect(refused(submitted, casebook, { by: "therapist" })).toBe("not-the-signer");
    expect(refused(submitted, casebook, { by: "medicalMonitor" })).toBe("not-the-signer");
  });

  test("of eligibility is given by confirming it, criterion by criterion, and in no other way", () => {
    expect(refused(submitted, { kind: "eligibility", id: "" })).toBe("not-the-signer");
  });
});

describe("a signature on a form", () => {
  const story = signed(submitted, form);

  test("stands while the form does, whatever happens elsewhere", () => {
    const elsewhere = story
      .corrected("at-screening/vitals/1", { weight: 71 })
      .does("verify-source", { formKey: key, paths: ["agreed"] }, { basedOn: 99 })
      .does("open-query", { formKey: key, itemPath: "agreed", question: { freeText: "Really?" } });
    expect(standings(elsewhere)).toMatchObject([{ standing: "valid", brokenBy: [] }]);
  });

  test("is visibly broken by a later change and says by which", () => {
    const changed = story.on("2026-02-03").corrected(key, { agreed: false });
    expect(standings(changed)).toMatchObject([
      {
        standing: "broken",
        brokenBy: [
          {
            where: key,
            path: "agreed",
            changedBy: story.trial.participants[story.id]?.consent.signed[0]?.recordedBy,
            at: "2026-02-03T14:00:00.000Z",
          },
        ],
      },
    ]);
  });

  test("is whole again only by a new one; the broken one stays in the record", () => {
    const again = signed(story.corrected(key, { agreed: false }), form);
    expect(standings(again).map(({ standing }) => standing)).toEqual(["broken", "valid"]);
  });

  test("cannot be moved to another form: its hash is of that form and no other", () => {
    const { by, ...data } = sign(submitted, form);
    const other = { ...data, target: { kind: "form", id: "at-screening/vitals/1" } };
    expect(submitted.refusal("sign-record", other, { by })?.code).toBe("changed-meanwhile");
  });
});

describe("a signature on the casebook", () => {
  const casebook = { kind: "casebook", id: "" } as const;
  const story = signed(aParticipant().screened(), casebook).on("2026-02-09");
  const brokenBy = (after: Story) =>
    standings(after).flatMap((one) => one.brokenBy.map(({ where, path }) => [where, path]));

  test("is broken by whatever comes to it, and says by what", () => {
    expect(brokenBy(story)).toEqual([]);
    expect(brokenBy(story.corrected("at-screening/vitals/1", { weight: 71 }))).toEqual([
      ["at-screening/vitals/1", "weight"],
    ]);
    expect(brokenBy(story.submitted(key, { agreed: true }))).toEqual([[key, "agreed"]]);
    expect(brokenBy(story.began("extra", { encounterId: "extra" }))).toEqual([["extra", "visit"]]);
    expect(brokenBy(story.consented())).toEqual([["consent", "main-consent"]]);
    expect(brokenBy(story.withdrew(["drug"]))).toEqual([["consent", "drug"]]);
  });
});

describe("a signature on a visit", () => {
  const why = { freeText: "Not asked." };
  const completed = submitted
    .does("mark-form-not-done", { formKey: "at-screening/phq9/1", why })
    .does("complete-visit", { visitId: "at-screening" });
  const visit = { kind: "visit", id: "at-screening" } as const;

  test("covers all its forms, and those of no other visit", () => {
    const story = signed(completed, visit).began("extra", { encounterId: "extra" });
    const elsewhere = story.submitted("extra/vitals/1", { weight: 70, height: 1.75 });
    expect(standings(elsewhere)).toMatchObject([{ standing: "valid" }]);
    const changed = elsewhere.corrected("at-screening/vitals/1", { weight: 71 });
    expect(standings(changed)).toMatchObject([
      { standing: "broken", brokenBy: [{ where: "at-screening/vitals/1", path: "weight" }] },
    ]);
  });
});
