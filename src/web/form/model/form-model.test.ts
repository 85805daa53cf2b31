import { describe, expect, test } from "vitest";
import type { ItemValue } from "#design";
import { noDraft, withSeen, withUnreadable } from "../draft/draft.ts";
import { filledForm } from "../testing/filled-form.ts";
import { blocksOf } from "./blocks.ts";
import { type FormModel, nextRow, type Section } from "./form-model.ts";

const vitals = {
  itemGroups: [
    {
      id: "body",
      label: "Body",
      items: [
        { id: "weight", label: "Weight", type: "integer" as const, range: { minimum: 20, maximum: 400 } },
        { id: "smokes", label: "Smokes", type: "boolean" as const },
        { id: "packs", label: "Packs a day", type: "integer" as const, visibleWhen: "smokes = true" },
        { id: "double", label: "Twice the weight", type: "computed" as const, computedBy: "weight * 2" },
      ],
    },
    {
      id: "readings",
      label: "Readings",
      repeating: { minimum: 1, maximum: 3 },
      items: [
        { id: "systolic", label: "Systolic", type: "integer" as const, help: "At rest" },
        { id: "high", label: "What was done", type: "text" as const, visibleWhen: "systolic > 180" },
      ],
    },
  ],
};

const fill = (answers: Readonly<Record<string, ItemValue>>): FormModel => filledForm(vitals, answers);
const section = (model: FormModel, id: string): Section | undefined =>
  model.sections.find((one) => one.id === id);
const paths = (model: FormModel): readonly string[] =>
  model.sections
    .flatMap(({ questions, rows }) => [...questions, ...rows.flatMap((row) => row.questions)])
    .map(({ path }) => path);

describe("what is asked", () => {
  test("follows the answers", () => {
    expect(paths(fill({}))).toEqual(["weight", "smokes", "double", "readings.0.systolic"]);
    expect(paths(fill({ smokes: true, "readings.0.systolic": 190 }))).toEqual([
      "weight",
      "smokes",
      "packs",
      "double",
      "readings.0.systolic",
      "readings.0.high",
    ]);
  });

  test("shows a computed value, or what it waits for", () => {
    expect(section(fill({ weight: 70 }), "body")?.questions.at(-1)).toMatchObject({ value: 140 });
    expect(section(fill({}), "body")?.questions.at(-1)).toMatchObject({ value: null, waitsFor: ["Weight"] });
  });
});

describe("rows", () => {
  test("are as many as are needed at least, and keep their numbers when one is emptied", () => {
    const rows = section(fill({ "readings.1.systolic": 120, "readings.3.systolic": 130 }), "readings")?.rows;
    expect(rows?.map(({ index }) => index)).toEqual([1, 3]);
    expect(section(fill({}), "readings")?.rows.map(({ index }) => index)).toEqual([0]);
  });

  test("get a number that was never used", () => {
    const items = [{ path: "readings.4.systolic", value: null }];
    expect(nextRow(withSeen(noDraft, { version: 1, items }), "readings")).toBe(5);
    expect(nextRow(noDraft, "readings")).toBe(0);
  });

  test("carry the help of their items", () => {
    expect(section(fill({}), "readings")?.rows[0]?.questions[0]?.help).toBe("At rest");
  });
});

describe("problems", () => {
  test("come in the order of the form, and what is only missing is told apart", () => {
    const { problems } = fill({ weight: 500, "readings.0.systolic": 120, smokes: true });
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "weight above-maximum",
      "packs required",
    ]);
  });

  test("name a text that is no value", () => {
    const draft = withUnreadable(noDraft, "weight", "7o");
    expect(draft.unreadable).toEqual({ weight: "7o" });
    const model = fill({});
    expect(section(model, "body")?.questions[0]).toMatchObject({ isMissing: true, problems: [] });
  });
});

describe("an instrument", () => {
  test("brings its words, its answers and the words above them", () => {
    const model = filledForm({ instrument: "pcl-5" }, { item1: 3 });
    const [first] = model.sections[0]?.questions ?? [];
    expect(first).toMatchObject({ stem: "In the past month, how much were you bothered by:", value: 3 });
    expect(first?.label).toMatch(/^Repeated, disturbing, and unwanted memories/);
    expect(first?.choices?.map(({ label }) => label)).toEqual([
      "Not at all",
      "A little bit",
      "Moderately",
      "Quite a bit",
      "Extremely",
    ]);
    expect(model.state.completeness).toMatchObject({ required: 20, answered: 1 });
  });

  test("stands in one table, its questions sharing their answers", () => {
    const questions = filledForm({ instrument: "phq-9" }, {}).sections[0]?.questions ?? [];
    expect(blocksOf(questions).map(({ kind, questions: own }) => `${kind} ${own.length}`)).toEqual([
      "table 9",
      "list 1",
    ]);
  });

  test("with steps offers each step", () => {
    const questions = filledForm({ instrument: "des-ii" }, {}).sections[0]?.questions ?? [];
    expect(questions[0]?.choices?.map(({ value }) => value)).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100,
    ]);
  });
});

test("what is kept from a person is neither asked nor missed", () => {
  const model = filledForm(vitals, {}, {}, ["weight", "systolic"]);
  expect(paths(model)).not.toContain("weight");
  expect(model.state.completeness.missing).toEqual(["smokes"]);
});
