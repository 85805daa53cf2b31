import { expect, test } from "vitest";
import { meadowStudy } from "../testing/meadow-study.ts";
import { north } from "../testing/people.ts";
import { aParticipant, aSignature, type Story } from "../testing/story.ts";

const withinFortnight = {
  ...meadowStudy,
  version: "1.1",
  consents: meadowStudy.consents?.map((document) => ({
    ...document,
    versions: document.versions.map((version) => ({ ...version, reconsentWithinDays: 14 })),
  })),
};

const approval = {
  documentId: "main-consent",
  language: "en",
  committee: "Ethics committee",
  approvedOn: "2026-03-01",
  effectiveFrom: "2026-03-10",
};

function approved(more: object): Story {
  return aParticipant()
    .on("2026-03-01")
    .does("publish-design", { design: withinFortnight, summary: "Days to sign again." })
    .does("approve-consent-version", { ...approval, ...more }, { about: north });
}

function reconsentBy(story: Story): string | undefined {
  return story.trial.sites[north]?.consents.at(-1)?.reconsentBy;
}

test("a major change is signed again within the days that the protocol allows, where the committee sets no day", () => {
  expect(reconsentBy(approved({ version: "2" }))).toBe("2026-03-24");
});

test("the day that the committee sets goes before the protocol's", () => {
  expect(reconsentBy(approved({ version: "2", reconsentBy: "2026-03-15" }))).toBe("2026-03-15");
});

test("a minor change is given no day by which to sign it", () => {
  expect(reconsentBy(approved({ version: "3" }))).toBeUndefined();
});

test("taking part is consented to before any part of it that has a form of its own", () => {
  const retreatment = { ...aSignature, documentId: "retreatment-consent", scopes: ["drug", "therapy"] };
  const called = aParticipant().contacted();
  expect(called.refusal("sign-consent", { ...retreatment, signedOn: "2026-02-02" })).toMatchObject({
    code: "consent-order",
    path: "data.documentId",
  });
  const consented = called.consented();
  expect(consented.refusal("sign-consent", { ...retreatment, signedOn: "2026-02-02" })).toBeUndefined();
});
