import { describe, expect, test } from "vitest";
import { pageOf } from "../testing/seen.ts";
import { aParticipant } from "../testing/story.ts";

const consented = aParticipant().contacted().consented();
const logged = consented
  .submitted("log/adverse-event/1", { term: { freeText: "Headache" }, began: "2026-02" })
  .does("draft-items", {
    formKey: "log/adverse-event/2",
    entries: [{ path: "term", value: { freeText: "Nausea" } }],
  });

describe("an entry of a log", () => {
  test("is told from another by its first answers", () => {
    const [log] = pageOf(logged).logs;
    expect(log?.entries.map(({ headline, status }) => [headline, status])).toEqual([
      ["Headache · 2026-02", "submitted"],
      ["Nausea", "draft"],
    ]);
  });

  test("has the next place in the log ready after it", () => {
    expect(pageOf(consented).logs.map(({ nextFormKey }) => nextFormKey)).toEqual(["log/adverse-event/1"]);
    expect(pageOf(logged).logs.map(({ nextFormKey }) => nextFormKey)).toEqual(["log/adverse-event/3"]);
  });
});

describe("a form of a visit", () => {
  const screened = aParticipant().screened();
  const formAt = (story: typeof screened, formKey: string) =>
    pageOf(story)
      .visits.flatMap(({ forms }) => forms)
      .find((form) => form.formKey === formKey);

  test("says how far it is, when it was submitted, and whether a signature is missing", () => {
    expect(formAt(screened, "at-screening/agreement/1")).toMatchObject({
      status: "empty",
      submittedAt: null,
      signatures: "missing",
    });
    expect(formAt(screened, "at-screening/vitals/1")).toMatchObject({
      status: "submitted",
      submittedAt: "2026-02-02T14:00:00.000Z",
      signatures: "none-asked",
    });
  });

  test("counts the queries on it that are not closed", () => {
    const asked = screened.does("open-query", {
      formKey: "at-screening/vitals/1",
      itemPath: "weight",
      question: { freeText: "With shoes?" },
    });
    expect(formAt(asked, "at-screening/vitals/1")?.openQueries).toBe(1);
    expect(formAt(screened, "at-screening/vitals/1")?.openQueries).toBe(0);
  });
});
