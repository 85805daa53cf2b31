import { expect, test } from "vitest";
import { imported, importedDesign } from "../../../../test/builders/imported-usdm.ts";
import { type JsonObject, valueAt, withValue } from "../../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../../test/builders/usdm-document.ts";

const path = "study.versions.0.studyDesigns.0";

test("activities keep their children, procedures, concepts and own timeline", () => {
  const { activities } = importedDesign(aUsdmDocument());
  expect(activities.map(({ id }) => id)).toEqual([
    "Activity_Consent",
    "Activity_Group",
    "Activity_Blood",
    "Activity_Vitals",
  ]);
  expect(activities[1]?.childIds).toEqual(["Activity_Blood", "Activity_Vitals"]);
  expect(activities[2]?.procedures).toEqual([{ name: "Venipuncture", type: "Sampling", code: "C28221" }]);
  expect(activities[3]).toMatchObject({
    biomedicalConcepts: ["Systolic Blood Pressure", "Date of Birth"],
    timelineId: "Timeline_Vitals",
    formIds: ["Activity_Vitals-form"],
  });
});

test("an activity with biomedical concepts has a form that asks for what they say how to answer", () => {
  const { forms, codeLists } = importedDesign(aUsdmDocument());
  const items = forms[0]?.itemGroups[0]?.items.map(({ id, label, type, unit, required, codeListId }) => ({
    id,
    label,
    type,
    required,
    ...(unit === undefined ? {} : { unit }),
    ...(codeListId === undefined ? {} : { codeListId }),
  }));
  expect(items).toEqual([
    { id: "BP-VSORRES", label: "Observation Result", type: "integer", required: true, unit: "mm[Hg]" },
    { id: "BP-VSPOS", label: "Body Position", type: "code", required: false, codeListId: "VSPOS-codes" },
    { id: "BP-VSDTC", label: "Collection Date Time", type: "date-time", required: false },
  ]);
  expect(codeLists).toEqual([
    {
      id: "VSPOS-codes",
      label: "Body Position",
      codes: [
        { code: "C-7", label: "Sitting" },
        { code: "C-8", label: "Standing" },
      ],
    },
  ]);
});

test("answers without a code of their own go by their words, and one that has nothing of its own is left out", () => {
  const answers = "study.versions.0.biomedicalConcepts.0.properties.3.responseCodes";
  const [sitting, standing] = valueAt(aUsdmDocument(), answers) as readonly JsonObject[];
  const code = (id: string, symbol: string, decode: string) => ({
    ...(sitting?.["code"] as JsonObject),
    id,
    code: symbol,
    decode,
  });
  const changed = [
    { ...sitting, code: code("A", "C-1", "Sitting") },
    { ...standing, code: code("B", "C-1", "Standing") },
    { ...standing, id: "Other", name: "Standing", code: code("C", "", "Standing") },
  ];
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), answers, changed));
  expect(designs[0]?.codeLists[0]?.codes).toEqual([
    { code: "C-1", label: "Sitting" },
    { code: "Standing", label: "Standing" },
  ]);
  expect(notRepresented.map((each) => each.path)).toContain(`${answers}.2.code`);
});

test("what is not enabled, and a property that does not say how it is answered, makes no item and is listed", () => {
  const property = "study.versions.0.biomedicalConcepts.0.properties";
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), `${property}.3.isEnabled`, false));
  expect(designs[0]?.forms[0]?.itemGroups[0]?.items.map(({ id }) => id)).toEqual(["BP-VSORRES", "BP-VSDTC"]);
  expect(notRepresented).toContainEqual({
    path: `${property}.*`,
    what: '2 × BiomedicalConceptProperty ("VSTESTCD", "VSPOS")',
    why: "it is not enabled, or neither answers nor a data type say how it is answered",
  });
});

test("the concepts of a category are those of the activity, however its categories contain each other", () => {
  const category = (id: string, memberIds: readonly string[], childIds: readonly string[]): JsonObject => ({
    id,
    name: id,
    memberIds,
    childIds,
    instanceType: "BiomedicalConceptCategory",
  });
  const categories = [category("Vitals", [], ["Pressure"]), category("Pressure", ["Concept_BP"], [])];
  const document = withValue(aUsdmDocument(), "study.versions.0.bcCategories", categories);
  const { activities, forms } = importedDesign(
    withValue(document, `${path}.activities.2.bcCategoryIds`, ["Vitals"]),
  );
  expect(activities[2]?.biomedicalConcepts).toEqual(["Systolic Blood Pressure", "Vitals"]);
  expect(forms.map(({ id }) => id)).toEqual(["Activity_Blood-form", "Activity_Vitals-form"]);
});
