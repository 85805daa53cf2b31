import fc from "fast-check";
import { expect, test } from "vitest";
import { changeScore } from "./change-score.ts";
import { instruments } from "./registry.ts";
import { type Scored, score } from "./score.ts";

function scored(id: string, responses: Readonly<Record<string, number>>): Scored {
  const instrument = instruments.get(id);
  const result = instrument && score(instrument, responses);
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

function phq9(...answers: readonly (number | undefined)[]): Scored {
  const given = answers.flatMap((answer, index) =>
    answer === undefined ? [] : [[`item${index + 1}`, answer] as const],
  );
  return scored("phq-9", Object.fromEntries(given));
}

test("a change is the later minus the earlier score, for every numeric score and for nothing else", () => {
  const change = changeScore(phq9(3, 3, 3, 3, 3, 3, 3, 3, 3), phq9(1, 0, 1, 0, 1, 0, 1, 0, 0));
  expect(change).toEqual({
    ok: true,
    value: { instrument: "phq-9", version: "2001", changes: { total: -23 }, reasons: {}, prorated: false },
  });
});

test("a change of what was not scored is null, and says on which side", () => {
  const few = phq9(3, 3);
  const full = phq9(1, 1, 1, 1, 1, 1, 1, 1, 1);
  expect(changeScore(few, full)).toMatchObject({
    value: { changes: { total: null }, reasons: { total: expect.stringMatching(/^before: item3/) } },
  });
  expect(changeScore(full, few)).toMatchObject({
    value: { reasons: { total: expect.stringMatching(/^after: item3/) } },
  });
});

test("a change with a prorated side says so", () => {
  const change = changeScore(phq9(1, 1, 1, 1, 1, 1, 1, 1), phq9(1, 1, 1, 1, 1, 1, 1, 1, 1));
  expect(change).toMatchObject({ value: { changes: { total: 0 }, prorated: true } });
});

test("CAPS-IV and CAPS-5 are never subtracted, nor any two instruments", () => {
  const results = [...instruments.keys()].map((id) => scored(id, {}));
  const one = fc.constantFrom(...results);
  fc.assert(
    fc.property(one, one, (from, to) => {
      const change = changeScore(from, to);
      expect(change.ok).toBe(from === to);
      if (!change.ok) expect(change.error).toMatchObject({ kind: "refusal", code: "instruments-differ" });
    }),
  );
  const refused = changeScore(scored("caps-iv", {}), scored("caps-5-past-month", {}));
  expect(refused.ok || refused.error.message).toBe(
    "Cannot compute a change from caps-iv DSM-IV to caps-5-past-month 2018-04-13: they are different instruments. Compare standardized effects instead.",
  );
});

test("another version of the same instrument, and an instrument that is not there, are refused", () => {
  const now = phq9(1, 1, 1, 1, 1, 1, 1, 1, 1);
  expect(changeScore({ ...now, version: "1999" }, now)).toMatchObject({
    error: { code: "instrument-versions-differ" },
  });
  const other = { ...now, instrument: "__proto__" };
  expect(changeScore(other, other)).toMatchObject({ error: { code: "instrument-unknown" } });
});

test("a change there and back is nothing, and changes add up", () => {
  const answers = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 });
  const total = (from: Scored, to: Scored): number => {
    const change = changeScore(from, to);
    return change.ok ? Number(change.value.changes["total"]) : Number.NaN;
  };
  fc.assert(
    fc.property(answers, answers, answers, (a, b, c) => {
      const [first, second, third] = [phq9(...a), phq9(...b), phq9(...c)];
      expect(total(first, second) + total(second, first)).toBe(0);
      expect(total(first, second) + total(second, third)).toBe(total(first, third));
    }),
  );
});
