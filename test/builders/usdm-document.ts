import type { JsonObject } from "./json.ts";
import { alias, code, quantity } from "./usdm-parts.ts";
import { studyDesign } from "./usdm-study-design.ts";

/**
 * A small study in USDM v4: a drug against a placebo, three visits, a decision, a timeline of vital signs, one
 * criterion with a tag, and one or two of everything else that a study can say.
 */
export function aUsdmDocument(): JsonObject {
  return {
    study: {
      id: null,
      name: "SMALL",
      versions: [studyVersion()],
      documentedBy: [],
      instanceType: "Study",
    },
    usdmVersion: "4.0.0",
    systemName: "A hand",
    systemVersion: "1",
  };
}

function studyVersion(): JsonObject {
  return {
    id: "Version_1",
    versionIdentifier: "2",
    rationale: "To see whether it works.",
    documentVersionIds: [],
    dateValues: [
      {
        id: "Date_1",
        name: "Approval",
        type: code("Date_1-Type", "C132352", "Sponsor Approval Date"),
        dateValue: "2026-03-01",
        geographicScopes: [],
        instanceType: "GovernanceDate",
      },
    ],
    amendments: [amendment("Amendment_2", "2", "Amendment_1"), amendment("Amendment_1", "1", null)],
    studyIdentifiers: [
      { id: "Identifier_1", text: "SM-1", scopeId: "Org_1", instanceType: "StudyIdentifier" },
    ],
    titles: [
      {
        id: "Title_1",
        text: "SMALL",
        type: code("Title_1-Type", "C94108", "Study Acronym"),
        instanceType: "StudyTitle",
      },
      {
        id: "Title_2",
        text: "A Small Study of a Drug",
        type: code("Title_2-Type", "C207616", "Official Study Title"),
        instanceType: "StudyTitle",
      },
    ],
    organizations: [
      {
        id: "Org_1",
        name: "SPONSOR",
        label: "The Sponsor",
        type: code("Org_1-Type", "C54149", "Pharmaceutical Company"),
        identifierScheme: "DUNS",
        identifier: "1",
        instanceType: "Organization",
      },
    ],
    roles: [
      {
        id: "Role_1",
        name: "RATER",
        label: "Rater",
        code: code("Role_1-Code", "C207599", "Outcomes Assessor"),
        masking: { id: "Masking_1", text: "Does not know the arm", isMasked: true, instanceType: "Masking" },
        instanceType: "StudyRole",
      },
    ],
    studyInterventions: [
      {
        id: "Intervention_1",
        name: "DRUG",
        label: "The Drug",
        role: code("Intervention_1-Role", "C41161", "Experimental Intervention"),
        type: code("Intervention_1-Type", "C1909", "Pharmacologic Substance"),
        administrations: [
          {
            id: "Administration_1",
            name: "ONCE",
            duration: { id: "Duration_1", durationWillVary: false, instanceType: "Duration" },
            dose: quantity("Dose_1", 80, alias("Dose_1-Unit", "C28253", "Milligram")),
            instanceType: "Administration",
          },
        ],
        instanceType: "StudyIntervention",
      },
    ],
    eligibilityCriterionItems: [
      criterionItem(
        "Item_1",
        "IN1",
        '<p>At least <usdm:tag name="min_age"/> years of age.</p>',
        "Dictionary_1",
      ),
      criterionItem("Item_2", "EX1", "<p>Resting heart rate &lt;50</p>", null),
    ],
    dictionaries: [
      {
        id: "Dictionary_1",
        name: "IE",
        parameterMaps: [
          {
            id: "Map_1",
            tag: "min_age",
            reference: '<usdm:ref klass="Quantity" id="Age_1" attribute="value"></usdm:ref>',
            instanceType: "ParameterMap",
          },
        ],
        instanceType: "SyntaxTemplateDictionary",
      },
    ],
    biomedicalConcepts: [bloodPressure()],
    bcSurrogates: [{ id: "Surrogate_1", name: "Date of Birth", instanceType: "BiomedicalConceptSurrogate" }],
    conditions: [
      {
        id: "Condition_1",
        name: "COND1",
        text: "Only where indicated",
        contextIds: ["Visit_1-Instance"],
        appliesToIds: ["Activity_Blood"],
        instanceType: "Condition",
      },
    ],
    narrativeContentItems: [
      { id: "Narrative_1", name: "N1", text: "<div>1</div>", instanceType: "NarrativeContentItem" },
    ],
    studyDesigns: [studyDesign()],
    instanceType: "StudyVersion",
  };
}

function amendment(id: string, number: string, previousId: string | null): JsonObject {
  return {
    id,
    name: id,
    number,
    summary: `Amendment number ${number}`,
    primaryReason: {
      id: `${id}-Reason`,
      code: code(`${id}-Reason-Code`, "C17649", "Other"),
      otherReason: "Typographical errors",
      instanceType: "StudyAmendmentReason",
    },
    changes: [],
    impacts: [
      {
        id: `${id}-Impact`,
        type: code(`${id}-Impact-Type`, "C215665", "Study Subject Safety"),
        text: "Safer",
        isSubstantial: number === "2",
        instanceType: "StudyAmendmentImpact",
      },
    ],
    geographicScopes: [],
    previousId,
    instanceType: "StudyAmendment",
  };
}

function criterionItem(id: string, name: string, text: string, dictionaryId: string | null): JsonObject {
  return { id, name, text, dictionaryId, instanceType: "EligibilityCriterionItem" };
}

function bloodPressure(): JsonObject {
  const property = (
    name: string,
    datatype: string,
    decode: string,
    answers: readonly string[],
  ): JsonObject => ({
    id: `BP-${name}`,
    name,
    label: name,
    isRequired: name === "VSORRES",
    isEnabled: true,
    datatype,
    responseCodes: answers.map((answer) => ({
      id: `BP-${name}-${answer}`,
      name: answer,
      isEnabled: true,
      code: code(`BP-${name}-${answer}-Code`, `C-${answer.length}`, answer),
      instanceType: "ResponseCode",
    })),
    code: alias(`BP-${name}-Alias`, "C70856", decode),
    instanceType: "BiomedicalConceptProperty",
  });
  return {
    id: "Concept_BP",
    name: "Systolic Blood Pressure",
    reference: "/mdr/SYSBP",
    properties: [
      property("VSTESTCD", "", "SYSBP", []),
      property("VSORRES", "integer", "Observation Result", []),
      property("VSORRESU", "", "Unit of Pressure", ["Millimeter of Mercury"]),
      property("VSPOS", "", "Body Position", ["Sitting", "Standing"]),
      property("VSDTC", "", "Collection Date Time", []),
    ],
    code: alias("Concept_BP-Alias", "C25298", "Systolic Blood Pressure"),
    instanceType: "BiomedicalConcept",
  };
}
