import type { JsonObject } from "./json.ts";
import { alias, code, quantity, rule } from "./usdm-parts.ts";
import { mainTimeline, vitalsTimeline } from "./usdm-timelines.ts";

export function studyDesign(): JsonObject {
  return {
    id: "Design_1",
    name: "Design 1",
    rationale: "To see whether it works.",
    studyType: code("Design_1-Type", "C98388", "Interventional Study"),
    studyPhase: alias("Design_1-Phase", "C15601", "Phase II Trial"),
    model: code("Design_1-Model", "C82639", "Parallel Study"),
    blindingSchema: alias("Design_1-Blinding", "C15228", "Double Blind Study"),
    arms: [
      arm("Arm_1", "Drug", "C174266", "Investigational Arm"),
      arm("Arm_2", "Placebo", "C174268", "Placebo Control Arm"),
    ],
    epochs: [
      epoch("Epoch_1", "Screening", "C202487", "Screening Epoch", null, "Epoch_2"),
      epoch("Epoch_2", "Treatment", "C101526", "Treatment Epoch", "Epoch_1", null),
    ],
    elements: [
      {
        id: "Element_1",
        name: "EL1",
        transitionStartRule: rule("Rule_1", "Consent"),
        instanceType: "StudyElement",
      },
    ],
    studyCells: ["Arm_1", "Arm_2"].flatMap((armId) =>
      ["Epoch_1", "Epoch_2"].map((epochId) => ({
        id: `${armId}-${epochId}`,
        armId,
        epochId,
        elementIds: ["Element_1"],
        instanceType: "StudyCell",
      })),
    ),
    population: {
      id: "Population_1",
      name: "POP",
      description: "Adults",
      includesHealthySubjects: false,
      plannedEnrollmentNumber: quantity("Enrolled_1", 40),
      plannedSex: [code("Sex_1", "C49636", "Both")],
      criterionIds: ["Criterion_1", "Criterion_2"],
      plannedAge: {
        id: "AgeRange_1",
        minValue: quantity("Age_1", 18, alias("Age_1-Unit", "C29848", "Year")),
        maxValue: quantity("Age_2", 65, alias("Age_2-Unit", "C29848", "Year")),
        isApproximate: false,
        instanceType: "Range",
      },
      instanceType: "StudyDesignPopulation",
    },
    eligibilityCriteria: [
      criterion("Criterion_1", "01", "C25532", "Inclusion Criteria", "Item_1"),
      criterion("Criterion_2", "02", "C25370", "Exclusion Criteria", "Item_2"),
    ],
    indications: [
      { id: "Indication_1", name: "IND", label: "PTSD", isRareDisease: false, instanceType: "Indication" },
    ],
    analysisPopulations: [
      { id: "Analysis_1", name: "ITT", text: "All randomized", instanceType: "AnalysisPopulation" },
    ],
    objectives: [objective()],
    estimands: [estimand()],
    encounters: [
      // Out of order, as a file may list them: the chain says which comes first.
      encounter("Visit_2", "Baseline", "Visit_1", "Visit_3"),
      encounter("Visit_1", "Screening", null, "Visit_2"),
      encounter("Visit_3", "Week 2", "Visit_2", null),
    ],
    activities: [
      activity("Activity_Consent", { nextId: "Activity_Group" }),
      activity("Activity_Group", {
        previousId: "Activity_Consent",
        nextId: "Activity_Blood",
        childIds: ["Activity_Blood", "Activity_Vitals"],
      }),
      activity("Activity_Blood", {
        previousId: "Activity_Group",
        nextId: "Activity_Vitals",
        definedProcedures: [procedure()],
      }),
      activity("Activity_Vitals", {
        previousId: "Activity_Blood",
        biomedicalConceptIds: ["Concept_BP"],
        bcSurrogateIds: ["Surrogate_1"],
        timelineId: "Timeline_Vitals",
      }),
    ],
    scheduleTimelines: [mainTimeline(), vitalsTimeline()],
    instanceType: "InterventionalStudyDesign",
  };
}

function arm(id: string, name: string, symbol: string, decode: string): JsonObject {
  return {
    id,
    name,
    type: code(`${id}-Type`, symbol, decode),
    dataOriginDescription: "From participants",
    dataOriginType: code(`${id}-Origin`, "C188866", "Data Generated Within Study"),
    populationIds: [],
    instanceType: "StudyArm",
  };
}

function epoch(
  id: string,
  name: string,
  symbol: string,
  decode: string,
  previousId: string | null,
  nextId: string | null,
): JsonObject {
  return {
    id,
    name,
    type: code(`${id}-Type`, symbol, decode),
    previousId,
    nextId,
    instanceType: "StudyEpoch",
  };
}

function criterion(
  id: string,
  identifier: string,
  symbol: string,
  decode: string,
  itemId: string,
): JsonObject {
  return {
    id,
    name: `${decode} ${identifier}`,
    identifier,
    category: code(`${id}-Category`, symbol, decode),
    criterionItemId: itemId,
    instanceType: "EligibilityCriterion",
  };
}

function objective(): JsonObject {
  return {
    id: "Objective_1",
    name: "OBJ1",
    text: "To compare the drug with placebo",
    level: code("Objective_1-Level", "C85826", "Primary Objective"),
    endpoints: [
      {
        id: "Endpoint_1",
        name: "END1",
        text: "Change in the score at week 2",
        purpose: "Efficacy",
        level: code("Endpoint_1-Level", "C94496", "Primary Endpoint"),
        instanceType: "Endpoint",
      },
    ],
    instanceType: "Objective",
  };
}

function estimand(): JsonObject {
  return {
    id: "Estimand_1",
    name: "EST1",
    populationSummary: "Difference in means",
    analysisPopulationId: "Analysis_1",
    interventionIds: ["Intervention_1"],
    variableOfInterestId: "Endpoint_1",
    intercurrentEvents: [
      {
        id: "Event_1",
        name: "STOP",
        text: "Stops treatment",
        strategy: "Treatment Policy: measured all the same",
        instanceType: "IntercurrentEvent",
      },
    ],
    instanceType: "Estimand",
  };
}

function encounter(id: string, label: string, previousId: string | null, nextId: string | null): JsonObject {
  return {
    id,
    name: id,
    label,
    type: code(`${id}-Type`, "C25716", "Visit"),
    previousId,
    nextId,
    scheduledAtId: id === "Visit_3" ? "Timing_Week2" : null,
    environmentalSettings: [code(`${id}-Setting`, "C51282", "Clinic")],
    contactModes: [code(`${id}-Mode`, "C175574", "In Person")],
    transitionEndRule: rule(`${id}-Rule`, "Leaves the clinic"),
    instanceType: "Encounter",
  };
}

function activity(id: string, more: JsonObject): JsonObject {
  return { id, name: id.replace("Activity_", ""), ...more, instanceType: "Activity" };
}

function procedure(): JsonObject {
  return {
    id: "Procedure_1",
    name: "Venipuncture",
    procedureType: "Sampling",
    code: code("Procedure_1-Code", "C28221", "Phlebotomy"),
    instanceType: "Procedure",
  };
}
