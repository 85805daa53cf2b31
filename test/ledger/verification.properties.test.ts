import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#kernel";
import { type FiledRecord, type LedgerToVerify, storeEvent, verifyLedger } from "#ledger";
import { parseFrame, readFrame } from "../../src/ledger/event-frame.ts";
import { anEvent } from "../builders/ledger.ts";
import { grow, type Step } from "../builders/ledger-in-memory.ts";

const append = fc.record({
  does: fc.constant("append" as const),
  stream: fc.integer({ min: 0, max: 5 }),
  events: fc.integer({ min: 1, max: 4 }),
});
const other = fc.constantFrom<Step>(
  { does: "checkpoint" },
  { does: "checkpoint" },
  { does: "backup" },
  { does: "restore" },
  { does: "rotate-key" },
);
const histories = fc.array(fc.oneof({ arbitrary: append, weight: 3 }, { arbitrary: other, weight: 2 }), {
  minLength: 1,
  maxLength: 40,
});

describe("a ledger with which nobody has tampered", () => {
  test("never has a finding, whatever was appended, checkpointed, restored and however often the key was changed", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { ledger, tools } = grow(steps);
        const report = await verifyLedger(ledger, tools);
        expect(report.findings).toEqual([]);
        expect(report.witnessed).toBe(ledger.checkpoints.length);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("tells of every restore, and of each how many events at least are lost", async () => {
    const steps: Step[] = [
      { does: "append", stream: 1, events: 3 },
      { does: "checkpoint" },
      { does: "backup" },
      { does: "append", stream: 1, events: 4 },
      { does: "checkpoint" },
      { does: "append", stream: 2, events: 2 },
      { does: "checkpoint" },
      { does: "restore" },
      { does: "append", stream: 1, events: 1 },
      { does: "checkpoint" },
    ];
    const { ledger, tools } = grow(steps);
    const report = await verifyLedger(ledger, tools);
    expect(report).toMatchObject({ intact: true, checkpoints: 2, witnessed: 2, unproven: 0 });
    expect(report.gaps).toMatchObject([{ fromCheckpoint: 2, toCheckpoint: 3, events: 6 }]);
  });
});

describe("a ledger with which somebody has tampered", () => {
  test("has a finding wherever any witnessed record is taken out, doubled, or put in another's place", async () => {
    const change = fc.constantFrom("out", "doubled", "exchanged");
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), change, async (steps, at, to, how) => {
        const { ledger, tools } = grow([...steps, { does: "checkpoint" }]);
        const records = historyOf(ledger);
        fc.pre(records.length > 1);
        const [first, second] = [at % records.length, to % records.length];
        fc.pre(first !== second);
        const [a, b] = [records[first] as FiledRecord, records[second] as FiledRecord];
        if (how === "out") records.splice(first, 1);
        else if (how === "doubled") records.splice(second, 0, a);
        else [records[first], records[second]] = [b, a];
        const report = await verifyLedger({ ...ledger, records: [records], isInDatabase: false }, tools);
        expect(report.intact).toBe(false);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

/** Events and heads; where a database holds a stream to end is no part of its history. */
function historyOf({ records }: LedgerToVerify): FiledRecord[] {
  return [...(records as readonly (readonly FiledRecord[])[])].flat().filter(({ kind }) => kind !== "end");
}

describe("the frame of an event", () => {
  const nasty = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '"',
      "\\",
      "}",
      "{",
      '"}',
      '","stream":"site:forged","study":"x","type":"T","version":1,"zone":"Z"}',
    ),
  );
  const data = fc.letrec<{ readonly value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      nasty,
      fc.integer(),
      fc.dictionary(
        fc.constantFrom("previousHash", "stream", "study", "version", "zone", "type", "x"),
        tie("value"),
      ),
      fc.array(tie("value"), { maxLength: 3 }),
    ),
  })).value;

  test("is read the same by its short way as from the whole text, whatever the data holds", () => {
    fc.assert(
      fc.property(data, nasty, nasty, fc.option(nasty), (value, device, role, reason) => {
        fc.pre([device, role, reason ?? ""].every((text) => text.isWellFormed()));
        const event = anEvent({
          data: JSON.parse(canonicalJsonOrEmpty(value)),
          source: { kind: "web", device },
          actor: { user: "u" as never, role },
          ...(reason === null ? {} : { reason: { freeText: reason } }),
        });
        const { canonical } = storeEvent(event);
        const { study, stream, version, type, previousHash } = event;
        expect(readFrame(canonical)).toMatchObject({ study, stream, version, type, previousHash });
        expect(parseFrame(canonical)).toMatchObject(readFrame(canonical) as object);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test("of no event is none", () => {
    for (const text of ["", "{", "null", "7", '{"a":1']) expect(readFrame(text)?.stream).toBeUndefined();
  });
});

function canonicalJsonOrEmpty(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch {
    // A lone surrogate cannot be written; nor can it come in.
    return "{}";
  }
}
