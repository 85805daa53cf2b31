import { expect, test } from "vitest";
import { noSession } from "#trial";
import { holdsKeptAnswers } from "./kept-answers.ts";

test("the entries of a session that somebody signs are no answers of a form, and are not sealed as such", () => {
  const signed = {
    stream: "session:5e551017-0000-4000-8000-000000000002",
    data: { entries: ["9d0c4a1e-0000-4000-8000-000000000000"], signatureId: "s", printedName: "Ruth" },
  } as unknown as Parameters<typeof holdsKeptAnswers>[0];
  expect(holdsKeptAnswers(signed, noSession, { designs: () => undefined })).toBe(false);
});
