import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel";
import { signedHash } from "../signature/content.ts";
import { guardedStudy } from "../testing/guarded-study.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { electrocardiogramInDate, laboratoryInDate } from "./results-in-date.ts";

const lab = "at-screening/laboratory/1";
const ecg = "at-screening/ecg/1";
const begun = aTrial(guardedStudy).on("2026-03-02").contacted().consented().began("at-screening");
const normal = { "collected-at": "2026-03-02T12:00:00.000Z", alt: 20, bilirubin: 10 };
const noon = (day: string) => `${day}T17:00:00.000Z` as Instant;
const factsOf = (story: Story) => story.facts("draft-items", { formKey: lab, entries: [] });

function signed(story: Story, formKey: string, meaning: string): Story {
  const target = { kind: "form" as const, id: formKey };
  const contentHash = signedHash(story.state, target);
  return story.does("sign-record", { target, meaning, contentHash }, { by: "subInvestigator" });
}

const reviewed = signed(begun.submitted(lab, normal), lab, "I reviewed the results");

describe("laboratory results", () => {
  test("are in date for as many days as the protocol says, once an investigator has signed them", () => {
    expect(laboratoryInDate(factsOf(reviewed), noon("2026-03-02"))).toMatchObject({
      verdict: true,
      evidence: {
        formKey: lab,
        obtainedOn: "2026-03-02",
        inDateUntil: "2026-04-06",
        reviewedBy: { name: "Sam Subinvestigator" },
      },
    });
    expect(laboratoryInDate(factsOf(reviewed), noon("2026-04-06")).verdict).toBe(true);
    expect(laboratoryInDate(factsOf(reviewed), noon("2026-04-07")).verdict).toBe(false);
  });

  test("that nobody has signed are not known to be reviewed", () => {
    expect(laboratoryInDate(factsOf(begun.submitted(lab, normal)), noon("2026-03-02")).verdict).toBe(
      "unknown",
    );
  });

  test("that were changed after the signature are reviewed no more", () => {
    const changed = reviewed.corrected(lab, { alt: 21 });
    expect(laboratoryInDate(factsOf(changed), noon("2026-03-02")).verdict).toBe("unknown");
  });

  test("that meet Hy's law forbid a dose, signed or not", () => {
    const injured = begun.submitted(lab, { ...normal, alt: 200, bilirubin: 50 });
    const verdict = laboratoryInDate(factsOf(injured), noon("2026-03-02"));
    expect(verdict).toMatchObject({ verdict: false, because: "Laboratory of 2026-03-02: Meets Hy's law." });
  });

  test("that do not tell of Hy's law leave it unknown", () => {
    const notDone = { ...normal, alt: { nullFlavor: "not-done" }, bilirubin: 50 };
    const half = signed(begun.submitted(lab, notDone), lab, "I reviewed the results");
    expect(laboratoryInDate(factsOf(half), noon("2026-03-02")).verdict).toBe("unknown");
  });

  test("that are not there, or are only drafted, are unknown", () => {
    expect(laboratoryInDate(factsOf(begun), noon("2026-03-02")).verdict).toBe("unknown");
    const entries = Object.entries(normal).map(([path, value]) => ({ path, value }));
    const draft = begun.does("draft-items", { formKey: lab, entries });
    expect(laboratoryInDate(factsOf(draft), noon("2026-03-02")).evidence).toBeNull();
  });

  test("obtained after the moment that is asked about do not count", () => {
    expect(laboratoryInDate(factsOf(reviewed), "2026-03-02T11:00:00.000Z" as Instant).evidence).toBeNull();
  });
});

describe("an electrocardiogram", () => {
  const rows = (...qtc: readonly number[]) =>
    Object.fromEntries(
      qtc.flatMap((value, row) => [
        [`readings.${row}.recorded-at`, `2026-03-02T12:0${row}:00.000Z`],
        [`readings.${row}.qtc`, value],
      ]),
    );
  const read = (...qtc: readonly number[]) =>
    signed(begun.submitted(ecg, rows(...qtc)), ecg, "I read the recording");

  test("forbids a dose only where every recording lies above the limit", () => {
    expect(electrocardiogramInDate(factsOf(read(460, 455)), noon("2026-03-02"))).toMatchObject({
      verdict: false,
      because: "Electrocardiogram of 2026-03-02: QTc above the limit.",
    });
    expect(electrocardiogramInDate(factsOf(read(460, 440)), noon("2026-03-02")).verdict).toBe(true);
  });
});
