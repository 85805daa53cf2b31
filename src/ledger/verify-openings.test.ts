import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LedgerEvent, storeEvent } from "./event.ts";
import type { FiledEvent } from "./filed.ts";
import { type Opening, sealCommitment, sealsIn } from "./opening.ts";
import type { Finding } from "./verify.ts";
import { checkOpenings } from "./verify-openings.ts";

const salt = "c2FsdA";

/** An event that holds a note and answers under seal. What is under the seal itself does not matter here. */
function sealedEvent(note: string, answers: unknown): FiledEvent {
  const data = {
    note: { sealedText: "under the key", commitment: sealCommitment(salt, note) },
    entries: { sealedValue: "under the key", commitment: sealCommitment(salt, JSON.stringify(answers)) },
  };
  const event = { stream: "participant:one", version: 3, data } as unknown as LedgerEvent;
  const { canonical, hash } = storeEvent(event);
  return { kind: "event", stream: event.stream, version: event.version, canonical, hash };
}

function found(filed: FiledEvent, openings: readonly Opening[], isReadable = true) {
  const findings: Finding[] = [];
  const count = checkOpenings({ ...filed, openings }, isReadable, (finding) => findings.push(finding));
  return { count, codes: findings.map(({ code }) => code) };
}

describe("what a readable copy lays open", () => {
  const filed = sealedEvent("slept badly", [{ path: "sleep", value: 3 }]);
  const note = { path: "data.note", salt, text: "slept badly" };
  const answers = { path: "data.entries", salt, text: '[{"path":"sleep","value":3}]' };

  test("is proved to be what was sealed, by nothing but a hash", () => {
    expect(found(filed, [note, answers])).toEqual({
      count: { opened: 2, erased: 0, blinded: 0 },
      codes: [],
    });
  });

  test("is found out where a word of it was changed", () => {
    expect(found(filed, [{ ...note, text: "slept well" }, answers]).codes).toEqual(["opening-differs"]);
    expect(found(filed, [{ ...note, salt: "other" }, answers]).codes).toEqual(["opening-differs"]);
  });

  test("is found out where it claims a place in which nothing was sealed", () => {
    expect(found(filed, [note, answers, { ...note, path: "data.more" }]).codes).toEqual(["opening-differs"]);
  });

  test("is found incomplete where something sealed was left out without a word", () => {
    expect(found(filed, [note]).codes).toEqual(["opening-missing"]);
    expect(found(filed, []).codes).toEqual(["opening-missing", "opening-missing"]);
  });

  test("may say of something that it is erased, or kept from whoever took the copy", () => {
    const openings: readonly Opening[] = [
      { path: "data.note", closed: "erased" },
      { path: "data.entries", closed: "blinded" },
    ];
    expect(found(filed, openings)).toEqual({ count: { opened: 0, erased: 1, blinded: 1 }, codes: [] });
  });

  test("is asked of no copy that says that it is sealed", () => {
    expect(found(filed, [], false)).toEqual({ count: { opened: 0, erased: 0, blinded: 0 }, codes: [] });
  });
});

test("no other text and no other salt fits a commitment", () => {
  const line = fc.string().filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(line, fc.string(), line, fc.string(), (saltA, a, saltB, b) => {
      const isSame = saltA === saltB && a === b;
      expect(sealCommitment(saltA, a) === sealCommitment(saltB, b)).toBe(isSame);
    }),
  );
});

test("what is sealed is found wherever it stands, with its path", () => {
  const seal = { sealedText: "x", commitment: sealCommitment(salt, "x") };
  const event = {
    reason: seal,
    data: {
      entries: [
        { path: "a", value: 1 },
        { path: "b", value: seal },
      ],
    },
  };
  expect(sealsIn(event).map(({ path }) => path)).toEqual(["reason", "data.entries.1.value"]);
});
