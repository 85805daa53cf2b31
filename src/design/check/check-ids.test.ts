import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";

const item = { id: "weight", label: "Weight", type: "integer" };

describe("an id is given once within its kind", () => {
  test.each<[string, Edits, string]>([
    ["arm", { "arms.+": { id: "active", name: "Again", type: "other" } }, "arms.2.id"],
    [
      "item of a form",
      { "forms.vitals.itemGroups.readings.items.+": item },
      "forms.1.itemGroups.1.items.4.id",
    ],
    [
      "item and score of the instrument",
      { "forms.caps-5.itemGroups.interview.items.+": { ...item, id: "total" } },
      "forms.2.itemGroups.0.items.1.id",
    ],
    [
      "code of a list",
      { "codeLists.sex.codes.+": { code: "male", label: "Male" } },
      "codeLists.0.codes.2.code",
    ],
    [
      "number of a criterion",
      { "eligibilityCriteria.severe.identifier": "I1" },
      "eligibilityCriteria.1.identifier",
    ],
    ["cell", { "cells.+": { armId: "active", epochId: "treatment" } }, "cells.6"],
    [
      "timing",
      { "scheduleTimelines.session.instances.after-60.timing.id": "t-dose" },
      "scheduleTimelines.1.instances.1.timing.id",
    ],
    [
      "check of a form",
      { "forms.vitals.checks.0.id": "weight-low" },
      "forms.1.itemGroups.0.items.0.checks.0.id",
    ],
  ])("%s", (_, edits, path) => {
    expect(faultLines(edits)).toContain(`error duplicate-id ${path}`);
  });

  test("the same id on two forms is two items", () => {
    expect(faultLines({ "forms.therapy.itemGroups.session.items.+": item })).toEqual([]);
  });
});

test("an id that expressions cannot name is doubtful", () => {
  expect(faultLines({ "forms.therapy.itemGroups.session.items.+": { ...item, id: "2nd" } })).toEqual([
    "warning unnameable-id forms.5.itemGroups.0.items.1.id",
  ]);
  expect(faultLines({ "forms.therapy.itemGroups.session.items.+": { ...item, id: "not" } })).toEqual([
    "warning unnameable-id forms.5.itemGroups.0.items.1.id",
  ]);
});

describe("an id names something", () => {
  const instances = "scheduleTimelines.main.instances";
  test.each<[string, Edits, string]>([
    ["arm of a cell", { "cells.0.armId": "activ" }, "cells.0.armId"],
    ["element of a cell", { "cells.0.elementIds": ["x"] }, "cells.0.elementIds.0"],
    ["epoch", { [`${instances}.at-screening.epochId`]: "x" }, "scheduleTimelines.0.instances.0.epochId"],
    [
      "encounter",
      { [`${instances}.at-dosing-2.encounterId`]: "x" },
      "scheduleTimelines.0.instances.4.encounterId",
    ],
    [
      "activity",
      { [`${instances}.at-baseline.activityIds.+`]: "x" },
      "scheduleTimelines.0.instances.1.activityIds.1",
    ],
    ["what follows", { [`${instances}.at-endpoint.next`]: "x" }, "scheduleTimelines.0.instances.5.next"],
    [
      "what follows, in another timeline",
      { [`${instances}.at-endpoint.next`]: "after-60" },
      "scheduleTimelines.0.instances.5.next",
    ],
    ["first instance", { "scheduleTimelines.main.entryId": "x" }, "scheduleTimelines.0.entryId"],
    [
      "anchor",
      { [`${instances}.at-dosing-2.timing.relativeTo`]: { instanceId: "x" } },
      "scheduleTimelines.0.instances.4.timing.relativeTo.instanceId",
    ],
    [
      "limit",
      { [`${instances}.at-dosing-2.timing.notBefore.0.instanceId`]: "x" },
      "scheduleTimelines.0.instances.4.timing.notBefore.0.instanceId",
    ],
    ["form of an activity", { "activities.intake.formIds.+": "x" }, "activities.0.formIds.1"],
    ["child of an activity", { "activities.intake.childIds.+": "x" }, "activities.0.childIds.1"],
    ["timeline of an activity", { "activities.intake.timelineId": "x" }, "activities.0.timelineId"],
    [
      "code list",
      { "forms.vitals.itemGroups.body.items.symptoms.codeListId": "x" },
      "forms.1.itemGroups.0.items.5.codeListId",
    ],
    ["instrument", { "forms.therapy.instrument": "x" }, "forms.5.instrument"],
    [
      "parameter",
      { "doseRegimens.0.maximumPerSession": { parameter: "x" } },
      "doseRegimens.0.maximumPerSession.parameter",
    ],
    [
      "arm of the ratio",
      { "randomization.ratio.+": { armId: "x", weight: 1 } },
      "randomization.ratio.2.armId",
    ],
    ["factor of a cap", { "randomization.caps.0.factorId": "x" }, "randomization.caps.0.factorId"],
    ["endpoint of an estimand", { "estimands.treatment-policy.endpointId": "x" }, "estimands.0.endpointId"],
    [
      "objective of an estimand",
      { "estimands.treatment-policy.objectiveId": "x" },
      "estimands.0.objectiveId",
    ],
    ["encounter of a regimen", { "doseRegimens.0.encounterId": "x" }, "doseRegimens.0.encounterId"],
  ])("%s", (_, edits, path) => {
    expect(faultLines(edits)).toContain(`error unresolved-id ${path}`);
  });
});
