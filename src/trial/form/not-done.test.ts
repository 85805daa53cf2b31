import { describe, expect, test } from "vitest";
import { aParticipant, entriesOf, type Story } from "../testing/story.ts";

const atScreening = aParticipant().contacted().consented().began("at-screening");
const why = { freeText: "The scale was broken." };

const missing = (story: Story) =>
  Object.values(story.state.deviations)
    .filter(({ rule }) => rule === "form-not-done")
    .map(({ category, about, description }) => [category, about, description.freeText]);

describe("a form that was not done", () => {
  const marked = atScreening.does("mark-form-not-done", { formKey: "at-screening/vitals/1", why });

  test("is a deviation where the protocol needs it at the visit", () => {
    expect(missing(marked)).toEqual([
      ["procedure", "at-screening", "Vital signs was not done at Screening."],
    ]);
  });

  test("is one deviation, however often it is said", () => {
    const again = marked.does("mark-form-not-done", { formKey: "at-screening/vitals/1", why });
    expect(missing(again)).toHaveLength(1);
  });

  test("is none where the form is a log that was looked through", () => {
    const reviewed = atScreening.does("mark-form-not-done", { formKey: "log/adverse-event/1", why });
    expect(missing(reviewed)).toEqual([]);
    expect(reviewed.state.forms["log/adverse-event/1"]?.status).toBe("not-done");
  });

  test("cannot be said of a visit that has not begun", () => {
    const no = atScreening.refusal("mark-form-not-done", { formKey: "at-follow-up/phq9/1", why });
    expect(no?.code).toBe("visit-not-begun");
  });
});

test("nothing is written on a log before consent, not even as a draft", () => {
  const draft = { formKey: "log/adverse-event/1", entries: entriesOf({ term: { freeText: "Headache" } }) };
  const called = aParticipant().contacted();
  expect(called.refusal("draft-items", draft)?.code).toBe("consent-never-signed");
  expect(called.consented().refusal("draft-items", draft)).toBeUndefined();
});
