import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, type CalendarDate, instantOf } from "#kernel";
import { everyTypeForm, everyTypeLists } from "./every-type-form.ts";
import { aServedStudy, type Person, type ServedStudy } from "./served-study.ts";

let study: ServedStudy;
let cora: Person;
beforeAll(async () => {
  study = await aServedStudy({ codeLists: everyTypeLists, forms: [everyTypeForm] });
  cora = await study.person("cora", "site-coordinator");
}, 60_000);
afterAll(() => study.close());

const day = fc.integer({ min: -30_000, max: 0 }).map((days) => addDays("2026-11-20" as CalendarDate, days));
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const words = fc
  .string({ minLength: 1, maxLength: 300, unit: "grapheme" })
  .filter((text) => text.trim() !== "");

/** An answer to every item, of its type. */
const answers = fc.record({
  weight: fc.integer({ min: 20, max: 400 }),
  temperature: fc.integer({ min: 340, max: 420 }).map((tenths) => tenths / 10),
  remark: words.map((freeText) => ({ freeText })),
  fasting: fc.boolean(),
  position: fc.constantFrom("sitting", "lying"),
  symptoms: fc.subarray(["pain", "nausea", "dizziness"], { minLength: 1 }),
  "seen-on": day,
  "ill-since": fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length)),
  "measured-at": clock,
  "dosed-at": fc.integer({ min: 0, max: 1_700_000_000 }).map((seconds) => instantOf(seconds * 1_000)),
  height: fc.integer({ min: 50, max: 250 }),
  waist: fc.oneof(fc.integer(), fc.constantFrom({ nullFlavor: "refused" }, { nullFlavor: "not-done" })),
  "readings.0.systolic": fc.integer(),
  "readings.2.systolic": fc.integer(),
});

type View = {
  readonly status: string;
  readonly items: readonly { readonly path: string; readonly value: unknown }[];
  readonly derived: Readonly<Record<string, number>>;
};

test("what is drafted and submitted reads back the same, for every item type, and its history tells it", async () => {
  await fc.assert(
    fc.asyncProperty(answers, fc.infiniteStream(fc.boolean()), async (filled, isDrafted) => {
      const { path, visit } = await study.participant();
      const formKey = `${visit}/every-type/1`;
      const entries = Object.entries(filled).map(([at, value]) => ({ path: at, value }));
      const drafted = entries.filter(() => isDrafted.next().value);
      const rest = entries.filter((entry) => !drafted.includes(entry));
      if (drafted.length > 0) {
        const draft = await cora.command(`${path}/commands/draft-items`, { formKey, entries: drafted });
        expect(draft).toMatchObject({ status: 200 });
      }
      const submit = await cora.command(`${path}/commands/submit-form`, { formKey, entries: rest });
      expect(submit).toMatchObject({ status: 200 });
      const { body } = await cora.get<View>(`${path}/form?formKey=${encodeURIComponent(formKey)}`);
      expect(body.status).toBe("submitted");
      expect(Object.fromEntries(body.items.map(({ path: at, value }) => [at, value]))).toEqual(filled);
      expect(body.derived["bmi"]).toBeCloseTo((filled.weight / filled.height ** 2) * 10_000, 6);
      const history = await cora.get<{ changes: { path: string; from: unknown; to: unknown }[] }[]>(
        `${path}/history?formKey=${encodeURIComponent(formKey)}`,
      );
      const told = history.body.flatMap(({ changes }) => changes);
      expect(Object.fromEntries(told.map(({ path: at, to }) => [at, to]))).toEqual(filled);
      expect(told.every(({ from }) => from === null)).toBe(true);
    }),
    { numRuns: 25 },
  );
}, 120_000);
