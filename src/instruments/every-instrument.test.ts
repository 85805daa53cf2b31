import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, type InvalidInput, type Result } from "#kernel";
import type { Instrument, ScoreDefinition, ScoreValue } from "./definition.ts";
import type { ItemDefinition } from "./item.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { instruments } from "./registry.ts";
import { type Scored, score } from "./score.ts";

const all = [...instruments.values()].map((instrument) => [instrument.definition.id, instrument] as const);

type Responses = Readonly<Record<string, unknown>>;

function answerTo(item: ItemDefinition): fc.Arbitrary<unknown> {
  switch (item.kind) {
    case "integer": {
      const steps = (item.range.maximum - item.range.minimum) / item.step;
      return fc.integer({ min: 0, max: steps }).map((step) => item.range.minimum + step * item.step);
    }
    case "boolean":
      return fc.boolean();
    case "code":
      return fc.constantFrom(...item.choices.map(({ value }) => value));
    case "code-set":
      return fc.subarray(
        item.choices.map(({ value }) => value),
        { minLength: 1 },
      );
  }
}

/** Whatever no item of any kind accepts. */
const junk = fc.constantFrom<unknown>(
  ...["3", "", "yes", null, 1.5, -1, 5000, Number.NaN, Number.POSITIVE_INFINITY, {}, [], [1], [["happened"]]],
  ...[2n, () => 1, Symbol("3"), new Date(0), { valueOf: (): number => 1 }, ["happened", "happened"]],
);

/** Drops answers that contradict the others, as the form that reports them would ask. */
function coherent(instrument: Instrument, responses: Responses): Responses {
  const scored = score(instrument, responses);
  if (scored.ok) return responses;
  const dropped = new Set(scored.error.issues.map(({ path }) => path));
  return Object.fromEntries(Object.entries(responses).filter(([id]) => !dropped.has(id)));
}

function completeResponses(instrument: Instrument): fc.Arbitrary<Responses> {
  const items = instrument.definition.items;
  return fc
    .record(Object.fromEntries(items.map((item) => [item.id, answerTo(item)])))
    .map((responses) => coherent(instrument, responses));
}

function partialResponses(instrument: Instrument): fc.Arbitrary<Responses> {
  return fc
    .tuple(
      completeResponses(instrument),
      fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
      fc.integer({ min: 0, max: 10 }),
    )
    .map(([responses, dice, kept]) =>
      Object.fromEntries(Object.entries(responses).filter(() => Number(dice.next().value) < kept)),
    );
}

function scoredOf(result: Result<Scored, InvalidInput>): Scored {
  if (!result.ok)
    throw new Error(result.error.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return result.value;
}

function pathsOf(result: Result<Scored, InvalidInput>): readonly string[] {
  return result.ok ? [] : result.error.issues.map(({ path }) => path);
}

function belongs(definition: ScoreDefinition, value: ScoreValue): boolean {
  if (value === null) return true;
  switch (definition.type) {
    case "integer":
      return (
        Number.isInteger(value) &&
        Number(value) >= definition.range.minimum &&
        Number(value) <= definition.range.maximum
      );
    case "number":
      return (
        Number.isFinite(value) &&
        Number(value) >= definition.range.minimum &&
        Number(value) <= definition.range.maximum
      );
    case "boolean":
      return typeof value === "boolean";
    case "code":
      return "codes" in definition
        ? definition.codes.some((code) => code.value === value)
        : typeof value === "string" && new RegExp(definition.pattern).test(value);
  }
}

describe.each(all)("%s", (_, instrument) => {
  const { definition } = instrument;
  const mandatory = definition.items.filter(({ optional }) => !optional).map(({ id }) => id);

  test("whatever was answered, every score is of its type and in its range, and every null has its reason", () => {
    fc.assert(
      fc.property(partialResponses(instrument), (responses) => {
        const scored = scoredOf(score(instrument, responses));
        expect(Object.keys(scored.scores)).toEqual(definition.scores.map(({ id }) => id));
        for (const one of definition.scores) {
          const value = scored.scores[one.id] as ScoreValue;
          expect(belongs(one, value), `${one.id} is ${value}`).toBe(true);
          expect(value === null).toBe(Boolean(scored.reasons[one.id]));
        }
        expect(JSON.parse(canonicalJson(scored))).toEqual(scored);
      }),
      { numRuns: 60 },
    );
  });

  test("a complete form misses nothing, is not prorated and has all its numbers", () => {
    fc.assert(
      fc.property(completeResponses(instrument), (responses) => {
        const scored = scoredOf(score(instrument, responses));
        expect(scored.missing).toEqual([]);
        expect(scored.prorated).toBe(false);
        for (const { id, type } of definition.scores) {
          const isUndefined = id === "sum" && responses["workNotApplicable"] === true;
          if (type === "integer" || type === "number") expect(scored.scores[id] === null).toBe(isUndefined);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the order of the answers does not matter and the responses are left as they were", () => {
    fc.assert(
      fc.property(partialResponses(instrument), (responses) => {
        const frozen = Object.freeze({ ...responses });
        const reversed = Object.fromEntries(Object.entries(responses).reverse());
        expect(score(instrument, reversed)).toEqual(score(instrument, frozen));
      }),
      { numRuns: 40 },
    );
  });

  test("a value that is no answer is invalid input with the item's id as path, alone or among good ones", () => {
    const item = fc.constantFrom(...definition.items);
    fc.assert(
      fc.property(partialResponses(instrument), item, junk, (responses, { id }, bad) => {
        const result = score(instrument, { ...responses, [id]: bad });
        expect(pathsOf(result)).toEqual([id]);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      { numRuns: 100 },
    );
  });

  test("an unknown item is invalid input with its name as path, however it is called", () => {
    const names = fc.constantFrom(
      "item0",
      "constructor",
      "toString",
      "hasOwnProperty",
      "__proto__",
      "a.b",
      "Item1 ",
      "длина",
    );
    fc.assert(
      fc.property(partialResponses(instrument), names, (responses, name) => {
        const result = score(
          instrument,
          JSON.parse(
            `{"${name}": 1, ${JSON.stringify(responses).slice(1).replace(/^}$/, '"__proto__": 1}')}`,
          ),
        );
        expect(pathsOf(result)).toContain(name);
      }),
      { numRuns: 30 },
    );
    expect(Object.prototype).not.toHaveProperty("item1");
  });

  test("what is not a plain object of answers is invalid input", () => {
    const inherited = Object.create({ item1: 3 });
    for (const raw of [null, undefined, [], "{}", 3, new Map(), new Date(0), inherited, () => ({})]) {
      expect(pathsOf(score(instrument, raw))).toEqual([""]);
    }
  });

  test("an empty form is scored: what must be answered is missing, and no number is made up", () => {
    const scored = scoredOf(score(instrument, {}));
    const bare = scoredOf(score(instrument, Object.create(null)));
    expect(bare).toEqual(scored);
    expect(scored.missing.length).toBeGreaterThan(0);
    for (const id of mandatory) expect(scored.missing).toContain(id);
    for (const { id, type } of definition.scores) {
      if (type === "number" || (type === "integer" && id !== "itemsAnswered"))
        expect(scored.scores[id]).toBeNull();
    }
    expect(score(instrument, { [mandatory[0] as string]: undefined })).toEqual(score(instrument, {}));
  });

  test("its JSON Schema accepts exactly what scoring accepts, contradictions apart", () => {
    const { contradictions: _contradictions, ...lenient } = instrument;
    const validate = new Ajv2020({ strict: true }).compile(jsonSchemaOf(instrument));
    const bad = fc.dictionary(
      fc.constantFrom("item0", ...definition.items.map(({ id }) => id)),
      fc.oneof(
        fc.jsonValue(),
        fc.integer({ min: -1, max: 105 }),
        fc.constantFrom(["job", "job"], ["job", "learned"]),
      ),
      { maxKeys: 2 },
    );
    fc.assert(
      fc.property(partialResponses(instrument), fc.option(bad, { nil: {} }), (responses, more) => {
        const candidate = { ...responses, ...more };
        expect(validate(candidate)).toBe(score(lenient, candidate).ok);
      }),
      { numRuns: 200 },
    );
  });

  test("its bands divide the range of the score without gap or overlap", () => {
    for (const scale of definition.bandScales) {
      const of = definition.scores.find(({ id }) => id === scale.of);
      const range = of && "range" in of ? of.range : undefined;
      expect(scale.bands.at(0)?.from).toBe(range?.minimum);
      expect(scale.bands.at(-1)?.to).toBe(range?.maximum);
      for (const [index, { from }] of scale.bands.entries()) {
        expect(from).toBe(index === 0 ? range?.minimum : (scale.bands[index - 1]?.to ?? Number.NaN) + 1);
      }
      const declared = definition.scores.find(({ id }) => id === scale.as);
      expect(declared).toMatchObject({
        type: "code",
        codes: scale.bands.map(({ code }) => ({ value: code })),
      });
    }
  });

  test("the definition is plain data with unique ids that an expression can name", () => {
    expect(JSON.parse(canonicalJson(definition))).toEqual(definition);
    for (const ids of [definition.items.map(({ id }) => id), definition.scores.map(({ id }) => id)]) {
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]*$/);
    }
    for (const item of definition.items) {
      if (item.kind !== "integer") continue;
      expect(item.range.minimum % item.step).toBe(0);
      for (const { value } of item.choices)
        expect(scoredOf(score({ ...instrument, definition }, { [item.id]: value }))).toBeDefined();
    }
  });

  test("no wording is shipped that the licence does not permit", () => {
    const shipped = definition.items.filter(({ text }) => text.source === "shipped");
    if (!definition.licence.mayShipItemText) expect(shipped).toEqual([]);
    for (const { text } of shipped) expect(text.source === "shipped" && text.text.length).toBeGreaterThan(4);
  });

  test("its LOINC codes carry their right check digit (LOINC Users' Guide, mod 10)", () => {
    for (const { code } of definition.loinc) {
      const [digits, check] = code.split("-") as [string, string];
      const sum = Array.from(digits, Number)
        .reverse()
        .map((digit, index) => (index % 2 === 0 ? digit * 2 : digit))
        .reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0);
      expect(Number(check)).toBe((10 - (sum % 10)) % 10);
    }
  });
});

const totals: Readonly<
  Record<string, { readonly score: string; readonly of: number; readonly maximumMissing: number }>
> = {
  "pcl-5": { score: "total", of: 20, maximumMissing: 0 },
  "phq-9": { score: "total", of: 9, maximumMissing: 2 },
  "gad-7": { score: "total", of: 7, maximumMissing: 2 },
  "des-ii": { score: "mean", of: 28, maximumMissing: 0 },
  dudit: { score: "total", of: 11, maximumMissing: 0 },
  ace: { score: "total", of: 10, maximumMissing: 0 },
  "bdi-ii": { score: "total", of: 21, maximumMissing: 0 },
};

describe.each(Object.entries(totals))("the missing rule of %s", (id, rule) => {
  const instrument = instruments.get(id) as Instrument;
  const scored = fc.record(
    Object.fromEntries(
      instrument.definition.items.slice(0, rule.of).map((item) => [item.id, answerTo(item)]),
    ),
  );

  test(`the score stands with ${rule.maximumMissing} missing and is gone with one more`, () => {
    fc.assert(
      fc.property(
        scored,
        fc.shuffledSubarray(Array.from({ length: rule.of }, (_, index) => `item${index + 1}`)),
        (responses, left) => {
          const answers = Object.fromEntries(
            Object.entries(responses).filter(([item]) => !left.includes(item)),
          );
          const result = scoredOf(score(instrument, answers));
          const stands = left.length <= rule.maximumMissing;
          expect(result.scores[rule.score] !== null).toBe(stands);
          expect(result.prorated).toBe(stands && left.length > 0);
          expect([...result.missing].sort()).toEqual([...left].sort());
          expect(result.rules[0]).toContain(instrument.definition.missingRule.statement);
        },
      ),
    );
  });
});
