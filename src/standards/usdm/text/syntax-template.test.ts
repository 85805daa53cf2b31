import { expect, test } from "vitest";
import { type UsdmObject, usdmObject } from "../document/usdm-object.ts";
import type { JsonRecord } from "../schema/json-record.ts";
import { plainText } from "./plain-text.ts";
import { templateResolver } from "./syntax-template.ts";

const objects: readonly JsonRecord[] = [
  {
    id: "Q_1",
    instanceType: "Quantity",
    value: 50,
    unit: { instanceType: "AliasCode", standardCode: { instanceType: "Code", decode: "Year" } },
  },
  {
    id: "P_1",
    instanceType: "StudyDesignPopulation",
    description: "<p>Adults &amp; elders</p>",
    includesHealthySubjects: false,
  },
  { id: "A_1", instanceType: "Activity", label: 'MMSE <usdm:tag name="age"/>' },
  { id: "R_1", instanceType: "Range", minValue: { instanceType: "Quantity", value: 2, unit: null } },
];
const reference = (id: string, attribute: string): string =>
  `<usdm:ref klass="Any" id="${id}" attribute="${attribute}"></usdm:ref>`;
const parameter = (tag: string, text: string): UsdmObject =>
  usdmObject({ id: tag, tag, reference: text, instanceType: "ParameterMap" }, `maps.${tag}`);

function written(text: string): { text: string; used: string[]; unexplained: string[] } {
  const [used, unexplained]: [string[], string[]] = [[], []];
  const resolve = templateResolver({
    byId: new Map(objects.map((object) => [String(object["id"]), usdmObject(object, `at.${object["id"]}`)])),
    parameters: [
      parameter("age", reference("Q_1", "value")),
      parameter("people", reference("P_1", "description")),
      parameter("scale", reference("A_1", "label")),
      parameter("words", "plain words"),
      parameter("self", '<usdm:tag name="self"/>'),
      parameter("bomb", '<usdm:tag name="bomb"/><usdm:tag name="bomb"/><usdm:tag name="bomb"/>'),
    ],
    use: (path) => used.push(path),
    unexplained: (name) => unexplained.push(name),
  });
  return { text: plainText(text, resolve).text, used, unexplained };
}

test("a tag stands for what its parameter refers to, and the places are noted", () => {
  const { text, used } = written('<p>at least <usdm:tag name="age"/> years</p>');
  expect(text).toBe("at least 50 years");
  expect(used).toEqual(["maps.age.tag", "maps.age.reference", "at.Q_1.value"]);
});

test("what a tag stands for is plain text, and may have tags of its own", () => {
  expect(written('<usdm:tag name="people"/>: <usdm:tag name="scale"/>').text).toBe(
    "Adults & elders: MMSE 50",
  );
  expect(written('<usdm:tag name="words"/>').text).toBe("plain words");
});

test("a reference may stand in the text itself, and to an object gives its words", () => {
  expect(
    written(
      `${reference("P_1", "includesHealthySubjects")} ${reference("R_1", "minValue")} ${reference("Q_1", "unit")}`,
    ).text,
  ).toBe("false 2 Year");
});

test("what nothing explains keeps its name and is told", () => {
  const { text, unexplained } = written(
    `<usdm:tag name="who"/> ${reference("X_1", "label")} ${reference("P_1", "constructor")}`,
  );
  expect(text).toBe("[who] [X_1] [P_1]");
  expect(unexplained).toEqual(["who", "X_1", "P_1"]);
});

test("a tag that leads to itself ends, and one that multiplies itself does too", () => {
  expect(written('<usdm:tag name="self"/>').unexplained).toEqual(["self"]);
  const { used, unexplained } = written('<usdm:tag name="bomb"/>');
  // Two places for each tag written out, and at most two hundred tags.
  expect(used.length).toBeLessThanOrEqual(400);
  expect(unexplained.length).toBeGreaterThan(100);
});
