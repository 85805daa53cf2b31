import { expect, test } from "vitest";
import { assembleStudyDesign, type DesignFiles } from "./assemble-study-design.ts";
import { exampleDesign } from "./testing/example-study.ts";

/** The example study as a folder. */
function folder(): Record<string, unknown> {
  const { forms, scheduleTimelines, eligibilityCriteria, doseRegimens, codeLists, arms, ...study } =
    exampleDesign();
  return {
    "study.json": study,
    "arms.json": arms,
    "criteria.json": eligibilityCriteria,
    "dose-regimens.json": doseRegimens,
    "code-lists.json": codeLists,
    ...Object.fromEntries(forms.map((form) => [`forms/${form.id}.json`, form])),
    ...Object.fromEntries(scheduleTimelines.map((timeline) => [`timelines/${timeline.id}.json`, timeline])),
  };
}

function faults(files: DesignFiles): readonly string[] {
  const assembled = assembleStudyDesign(files);
  return assembled.ok ? [] : assembled.error.map(({ file, path, message }) => `${file}: ${path}: ${message}`);
}

test("a folder gives the same design, its forms in the order of their files", () => {
  const assembled = assembleStudyDesign(folder());
  if (!assembled.ok) throw new Error(JSON.stringify(assembled.error));
  const { design } = assembled.value;
  const { forms, ...rest } = exampleDesign();
  expect(design).toEqual({ ...rest, forms: [...forms].sort((a, b) => (a.id < b.id ? -1 : 1)) });
});

test("a place in the design is told as a place in a file", () => {
  const assembled = assembleStudyDesign(folder());
  if (!assembled.ok) throw new Error(JSON.stringify(assembled.error));
  const { locate } = assembled.value;
  expect(locate("forms.5.itemGroups.0.label")).toEqual({
    file: "forms/vitals.json",
    path: "itemGroups.0.label",
  });
  expect(locate("arms.1.name")).toEqual({ file: "arms.json", path: "1.name" });
  expect(locate("consents.0.versions")).toEqual({ file: "study.json", path: "consents.0.versions" });
  expect(locate("scheduleTimelines.1")).toEqual({ file: "timelines/session.json", path: "" });
  expect(locate("title")).toEqual({ file: "study.json", path: "title" });
});

test("what does not fit the schema is told with its file", () => {
  const files = folder();
  files["forms/caps-5.json"] = { id: "caps-5", label: 5 };
  expect(faults(files)).toEqual([expect.stringMatching(/^forms\/caps-5\.json: label: .*expected string/)]);
});

test("a file that is none of a design is a fault, and so is a thing that stands in two places", () => {
  const strange = { ...folder(), "notes.json": {}, "constructor/x.json": {}, "forms/deep/x.json": {} };
  expect(faults(strange).map((line) => line.split(":")[0])).toEqual([
    "constructor/x.json",
    "forms/deep/x.json",
    "notes.json",
  ]);
  const twice = folder();
  twice["study.json"] = { ...(twice["study.json"] as object), arms: [] };
  expect(faults(twice)).toEqual(["arms.json: : arms is in study.json too; leave it in one place"]);
});

test("without study.json there is no design", () => {
  expect(faults({ "arms.json": [] })).toEqual(["study.json: : is missing"]);
  expect(faults({ "study.json": [] })).toEqual(["study.json: : expected an object"]);
});
