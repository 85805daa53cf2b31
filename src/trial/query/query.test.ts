import { describe, expect, test } from "vitest";
import { numberedId } from "../testing/people.ts";
import { aParticipant, type Story } from "../testing/story.ts";

const submitted = aParticipant().screened();
const place = { formKey: "at-screening/vitals/1", itemPath: "weight" };
const question = { freeText: "Is this right?" };
const open = submitted.does("open-query", { ...place, question });
const queryId = Object.keys(open.state.queries)[0];
const answered = open.does("answer-query", { queryId, answer: { freeText: "Yes, weighed twice." } });
const closed = answered.does("close-query", { queryId, resolution: { freeText: "Thank you." } });

function query({ state }: Story) {
  return Object.values(state.queries)[0];
}

describe("a query", () => {
  test("is asked beside the value, answered, closed and opened again; every word is kept", () => {
    const again = closed.does("reopen-query", { queryId, question: { freeText: "Which scale?" } });
    expect([open, answered, closed, again].map((story) => query(story)?.state)).toEqual([
      "open",
      "answered",
      "closed",
      "open",
    ]);
    expect(query(again)?.messages.map(({ kind, role }) => [kind, role])).toEqual([
      ["question", "monitor"],
      ["answer", "site-coordinator"],
      ["resolution", "monitor"],
      ["question", "monitor"],
    ]);
  });

  test("is about something that was entered, or that is missing from a form that was", () => {
    const ask = (data: object) => submitted.refusal("open-query", { ...place, question, ...data })?.code;
    expect(ask({ formKey: "at-screening/phq9/1" })).toBe("no-such-form");
    expect(ask({ itemPath: "shoe-size" })).toBe("no-such-item");
    expect(ask({ itemPath: "readings.0.systolic" })).toBeUndefined();
    expect(ask({ itemPath: "form" })).toBeUndefined();
  });

  test("is not asked about what the asker may not see", () => {
    const extra = submitted
      .began("extra", { encounterId: "extra" })
      .submitted("extra/discharge/1", { escorted: true, "last-pulse": 90 })
      .submitted("extra/session-vitals/1", { pulse: 120 }, { by: "therapist" });
    const ask = (formKey: string, itemPath: string, by: "monitor" | "medicalMonitor") =>
      extra.refusal("open-query", { formKey, itemPath, question }, { by })?.code;
    expect(ask("extra/discharge/1", "last-pulse", "monitor")).toBe("no-such-item");
    expect(ask("extra/session-vitals/1", "pulse", "monitor")).toBe("no-such-form");
    expect(ask("extra/discharge/1", "last-pulse", "medicalMonitor")).toBeUndefined();
    expect(ask("extra/session-vitals/1", "pulse", "medicalMonitor")).toBeUndefined();
  });

  test("goes from state to state, and not otherwise", () => {
    const answer = (story: Story, id = queryId) =>
      story.refusal("answer-query", { queryId: id, answer: { freeText: "x" } })?.code;
    expect([answer(open), answer(answered), answer(closed)]).toEqual([
      undefined,
      "query-state",
      "query-state",
    ]);
    const close = (story: Story) =>
      story.refusal("close-query", { queryId, resolution: { freeText: "x" } })?.code;
    expect([close(open), close(answered), close(closed)]).toEqual([undefined, undefined, "query-state"]);
    const reopen = (story: Story) => story.refusal("reopen-query", { queryId, question })?.code;
    expect([reopen(open), reopen(answered), reopen(closed)]).toEqual(["query-state", undefined, undefined]);
    expect(answer(open, numberedId(9, 9999))).toBe("no-such-query");
  });
});
