import { expect, test } from "vitest";
import { imported, importedDesign } from "../../../test/builders/imported-usdm.ts";
import { type JsonObject, valueAt, withValue } from "../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../test/builders/usdm-document.ts";
import { importUsdm } from "./import-usdm.ts";

const path = "study.versions.0.studyDesigns.0";

test("the study's name, title, numbers and dates are carried", () => {
  expect(importedDesign(aUsdmDocument())).toMatchObject({
    id: "SM-1",
    version: "2",
    versionDate: "2026-03-01",
    name: "SMALL",
    title: "A Small Study of a Drug",
    rationale: "To see whether it works.",
    phase: "Phase II Trial",
    studyType: "Interventional Study",
    identifiers: [{ text: "SM-1", organization: "The Sponsor" }],
    indications: ["PTSD"],
  });
});

test("arms, epochs, elements and cells are carried, and their types are the design's own", () => {
  const { arms, epochs, elements, cells } = importedDesign(aUsdmDocument());
  expect(arms.map(({ id, name, type }) => [id, name, type])).toEqual([
    ["Arm_1", "Drug", "experimental"],
    ["Arm_2", "Placebo", "placebo-comparator"],
  ]);
  expect(epochs.map(({ type }) => type)).toEqual(["screening", "treatment"]);
  expect(elements).toEqual([{ id: "Element_1", name: "EL1", transitionStart: "Consent" }]);
  expect(cells).toHaveLength(4);
  expect(cells[1]).toEqual({ armId: "Arm_1", epochId: "Epoch_2", elementIds: ["Element_1"] });
});

test("a type that the design has not is taken as the nearest, which is listed", () => {
  const type = `${path}.epochs.1.type`;
  const openLabel = withValue(aUsdmDocument(), `${type}.decode`, "Open Label Treatment Epoch");
  const { designs, notRepresented } = imported(withValue(openLabel, `${type}.code`, "C102258"));
  expect(designs[0]?.epochs[1]?.type).toBe("treatment");
  expect(notRepresented).toContainEqual({
    path: `${type}.decode`,
    what: '"Open Label Treatment Epoch" (C102258)',
    why: "a design knows screening, run-in, baseline, treatment, washout, follow-up, other here; it is taken as treatment",
  });
});

test("the code decides where its words are others", () => {
  const words = `${path}.arms.0.type.decode`;
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), words, "Test Arm"));
  expect(designs[0]?.arms[0]?.type).toBe("experimental");
  expect(notRepresented.map((each) => each.path)).toContain(words);
});

test("criteria say what their tags stand for, and their characters are decoded once", () => {
  const { eligibilityCriteria } = importedDesign(aUsdmDocument());
  expect(eligibilityCriteria.map(({ identifier, category, text }) => [identifier, category, text])).toEqual([
    ["01", "inclusion", "At least 18 years of age."],
    ["02", "exclusion", "Resting heart rate <50"],
  ]);
});

test("criteria that share an identifier are told apart by a letter, which is listed", () => {
  const second = `${path}.eligibilityCriteria.1.identifier`;
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), second, "01"));
  expect(designs[0]?.eligibilityCriteria.map(({ identifier }) => identifier)).toEqual(["I01", "E01"]);
  expect(notRepresented).toContainEqual({
    path: second,
    what: '"01"',
    why: "several criteria have it; this one is written E01",
  });
});

test("a tag that nothing explains keeps its name in the text, and is listed", () => {
  const tag = "study.versions.0.dictionaries.0.parameterMaps.0.tag";
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), tag, "max_age"));
  expect(designs[0]?.eligibilityCriteria[0]?.text).toBe("At least [min_age] years of age.");
  expect(notRepresented).toContainEqual({
    path: "study.versions.0.eligibilityCriterionItems.0.text",
    what: 'the tag "min_age"',
    why: "nothing in the file says what it stands for",
  });
});

test("objectives, estimands, population and blinding are carried", () => {
  const { objectives, estimands, population, blinding } = importedDesign(aUsdmDocument());
  expect(objectives[0]).toMatchObject({
    level: "primary",
    text: "To compare the drug with placebo",
    endpoints: [{ text: "Change in the score at week 2", purpose: "Efficacy", level: "Primary Endpoint" }],
  });
  expect(estimands[0]).toMatchObject({
    objectiveId: "Objective_1",
    treatment: "The Drug",
    population: "All randomized",
    variable: "Change in the score at week 2",
    summaryMeasure: "Difference in means",
    intercurrentEvents: [{ strategy: "treatment-policy" }],
  });
  expect(population).toEqual({
    description: "Adults",
    plannedEnrollment: 40,
    minimumAge: "18 years",
    maximumAge: "65 years",
    sexes: ["Both"],
    includesHealthySubjects: false,
  });
  expect(blinding).toEqual({
    schema: "double-blind",
    description: "Rater: Does not know the arm",
    rules: [{ role: "independent-rater", blindedTo: ["arm"] }],
  });
});

test("amendments stand from the oldest to the newest", () => {
  expect(importedDesign(aUsdmDocument()).amendments).toEqual([
    {
      id: "Amendment_1",
      version: "1",
      summary: "Amendment number 1",
      reason: "Typographical errors",
      substantial: false,
    },
    {
      id: "Amendment_2",
      version: "2",
      summary: "Amendment number 2",
      reason: "Typographical errors",
      substantial: true,
    },
  ]);
});

test("an observational design is imported like an interventional one", () => {
  const { blindingSchema: _, ...rest } = valueAt(aUsdmDocument(), path) as JsonObject;
  const time = { ...(rest["model"] as JsonObject), id: "Time_1", decode: "Prospective" };
  const observational = { ...rest, timePerspective: time, instanceType: "ObservationalStudyDesign" };
  const { designs, counts, notRepresented } = imported(withValue(aUsdmDocument(), path, observational));
  expect(counts.timings).toBe(5);
  expect(designs[0]?.blinding).toBeUndefined();
  expect(notRepresented.map(({ what }) => what)).toContain(
    'ObservationalStudyDesign.timePerspective ("Prospective")',
  );
});

test("each study design of the version is a design of its own", () => {
  const second = JSON.parse(
    JSON.stringify(valueAt(aUsdmDocument(), path)).replaceAll(
      /"((?:\w|-)+_(?:\w|-)+)"/g,
      (whole, id: string) => (/^(Item|Concept|Surrogate|Intervention)_/.test(id) ? whole : `"${id}-B"`),
    ),
  );
  const { designs, counts } = imported(
    withValue(aUsdmDocument(), "study.versions.0.studyDesigns", [valueAt(aUsdmDocument(), path), second]),
  );
  expect(designs.map(({ id }) => id)).toEqual(["SM-1", "SM-1-Design_1-B"]);
  expect(counts.encounters).toBe(6);
});

test("the version that is asked for is the one that is imported", () => {
  const version = valueAt(aUsdmDocument(), "study.versions.0") as JsonObject;
  const both = withValue(aUsdmDocument(), "study.versions", [
    version,
    { ...version, versionIdentifier: "3" },
  ]);
  const result = importUsdm(both, { version: "3" });
  expect(result.ok && result.value.designs[0]?.version).toBe("3");
});

test("ids that a design cannot have are written otherwise, always the same, and lead back", () => {
  const text = JSON.stringify(aUsdmDocument()).replaceAll('"Visit_1"', '"urn:visit/1 (first)"');
  const { designs, sourceIds } = imported(JSON.parse(text));
  const id = designs[0]?.encounters[0]?.id ?? "";
  expect(id).toMatch(/^urn-visit-1-first-[0-9a-f]{8}$/);
  expect(sourceIds[id]).toBe("urn:visit/1 (first)");
  expect(designs[0]?.scheduleTimelines[0]?.instances[0]).toMatchObject({ encounterId: id });
  expect(imported(JSON.parse(text)).sourceIds).toEqual(sourceIds);
});

test("what a study needs and USDM has no place for is said: a consent, and who answers the criteria", () => {
  const { toComplete } = imported(aUsdmDocument());
  expect(toComplete.map((note) => note.split(":")[0])).toEqual(["No consent", "No answers to the criteria"]);
  expect(importedDesign(aUsdmDocument()).notes).toEqual(expect.arrayContaining([...toComplete]));
  const withoutCriteria = imported(withValue(aUsdmDocument(), `${path}.eligibilityCriteria`, []));
  expect(withoutCriteria.toComplete).toHaveLength(1);
});

test("the notes say where the design comes from, what conditions hold and what was not carried over", () => {
  const { notes } = importedDesign(aUsdmDocument());
  expect(notes[0]).toBe("Imported from USDM 4.0.0, written by A hand 1.");
  expect(notes[1]).toBe("Condition COND1: Only where indicated. Applies to Blood at VISIT_1.");
  expect(notes).toContain(
    'Not carried over: Administration ("ONCE") at study.versions.0.studyInterventions.0.administrations.0, ' +
      "because doses are entered per arm and visit by the physician who answers for them.",
  );
});
