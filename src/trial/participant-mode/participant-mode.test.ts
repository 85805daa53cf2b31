import { describe, expect, test } from "vitest";
import { aParticipant, type Story } from "../testing/story.ts";

const begun = aParticipant().contacted().consented().began("at-screening");
const phq9 = "at-screening/phq9/1";
const answers = Object.fromEntries([...Array(9)].map((_, index) => [`item${index + 1}`, 1]));

function handOver(story: Story, formKey: string) {
  return story.refusal("hand-over-device", { formKey })?.code;
}

describe("the site's device", () => {
  test("is handed over for one self-report, at a visit that has begun and has it planned", () => {
    expect(handOver(begun, phq9)).toBeUndefined();
    expect(handOver(begun, "at-screening/vitals/1")).toBe("not-a-self-report");
    expect(handOver(begun, "at-screening/x/1")).toBe("no-such-form");
    expect(handOver(begun, "at-follow-up/phq9/1")).toBe("visit-not-begun");
    expect(handOver(begun.began("at-call", { mode: "telephone" }), "at-call/phq9/1")).toBe(
      "form-not-planned",
    );
    expect(handOver(begun, "at-screening/phq9/2")).toBe("form-not-repeating");
  });

  test("is not handed over for what was submitted", () => {
    expect(handOver(begun.submitted(phq9, answers, { by: "participant" }), phq9)).toBe("form-submitted");
  });

  test("is not handed over when consent was taken back", () => {
    expect(handOver(begun.withdrew(["visits"]), phq9)).toBe("consent-withdrawn");
    expect(handOver(begun.withdrew(["recordings"]), phq9)).toBeUndefined();
  });

  test("is handed over and taken back on record", () => {
    const story = begun
      .does("hand-over-device", { formKey: phq9 })
      .does("take-back-device", { formKey: phq9 });
    expect(story.trial.events.slice(-2).map(({ type, data }) => [type, data])).toEqual([
      ["DeviceHandedOver", { formKey: phq9 }],
      ["DeviceTakenBack", { formKey: phq9 }],
    ]);
  });
});
