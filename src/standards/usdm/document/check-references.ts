import type { InputIssue } from "#kernel";
import { oneOf, quoted } from "../schema/describe.ts";
import type { UsdmAttribute } from "../schema/parse-classes.ts";
import { usdmClasses } from "../schema/usdm-classes.ts";
import { idsOf, type UsdmObject } from "./usdm-object.ts";

/** An id that names nothing, or something of a wrong class. */
export type BrokenReference = InputIssue & { readonly className: string; readonly attribute: string };

/**
 * The references on which a design is built: arms, epochs, visits, activities and their order in time.
 * Where one of them is broken there is no design to import.
 */
const loadBearing: ReadonlySet<string> = new Set([
  "Activity.bcCategoryIds",
  "Activity.bcSurrogateIds",
  "Activity.biomedicalConceptIds",
  "Activity.childIds",
  "Activity.nextId",
  "Activity.previousId",
  "Activity.timelineId",
  "BiomedicalConceptCategory.childIds",
  "BiomedicalConceptCategory.memberIds",
  "ConditionAssignment.conditionTargetId",
  "EligibilityCriterion.criterionItemId",
  "EligibilityCriterion.nextId",
  "EligibilityCriterion.previousId",
  "Encounter.nextId",
  "Encounter.previousId",
  "Estimand.analysisPopulationId",
  "Estimand.variableOfInterestId",
  "ScheduleTimeline.entryId",
  "ScheduledActivityInstance.activityIds",
  "ScheduledActivityInstance.defaultConditionId",
  "ScheduledActivityInstance.encounterId",
  "ScheduledActivityInstance.epochId",
  "ScheduledActivityInstance.timelineExitId",
  "ScheduledActivityInstance.timelineId",
  "ScheduledDecisionInstance.defaultConditionId",
  "ScheduledDecisionInstance.epochId",
  "StudyAmendment.previousId",
  "StudyCell.armId",
  "StudyCell.elementIds",
  "StudyCell.epochId",
  "StudyEpoch.nextId",
  "StudyEpoch.previousId",
  "Timing.relativeFromScheduledInstanceId",
  "Timing.relativeToScheduledInstanceId",
]);

/** Whether a design stands on the reference. */
export function isLoadBearing({ className, attribute }: BrokenReference): boolean {
  return loadBearing.has(`${className}.${attribute}`);
}

/** References that stay inside one timeline; every other load-bearing one stays inside its study design. */
const withinTimeline: ReadonlySet<string> = new Set([
  "ConditionAssignment.conditionTargetId",
  "ScheduleTimeline.entryId",
  "ScheduledActivityInstance.defaultConditionId",
  "ScheduledActivityInstance.timelineExitId",
  "ScheduledDecisionInstance.defaultConditionId",
]);

/**
 * Every reference that leads nowhere, to an object of a class that it may not name, or out of the study
 * design or timeline in which it must stay (CDISC conformance rules DDF00046, DDF00047, DDF00105 to DDF00107).
 */
export function checkReferences(
  objects: readonly UsdmObject[],
  byId: ReadonlyMap<string, UsdmObject>,
): readonly BrokenReference[] {
  return objects.flatMap((object) =>
    (usdmClasses.get(object.className)?.references ?? []).flatMap((attribute) =>
      idsOf(object, attribute.name).flatMap(({ id, path }) => {
        const message = fault(object, attribute, id, byId.get(id));
        return message ? [{ path, message, className: object.className, attribute: attribute.name }] : [];
      }),
    ),
  );
}

function fault(
  { className, path }: UsdmObject,
  { name, targets }: UsdmAttribute,
  id: string,
  target: UsdmObject | undefined,
): string | undefined {
  const isAny = targets.includes("*");
  const got = `expected the id of ${isAny ? "an object" : targets.map(oneOf).join(" or ")}, got ${quoted(id)}`;
  if (!target) return `${got}, which is not in the file`;
  if (!isAny && !targets.includes(target.className)) return `${got}, which is ${oneOf(target.className)}`;
  if (!loadBearing.has(`${className}.${name}`)) return undefined;
  if (leaves(path, target.path, designPattern)) return `${got}, which belongs to another study design`;
  const staysInTimeline = withinTimeline.has(`${className}.${name}`);
  return staysInTimeline && leaves(path, target.path, timelinePattern)
    ? `${got}, which belongs to another timeline`
    : undefined;
}

const designPattern = /^study\.versions\.\d+\.studyDesigns\.\d+/;
const timelinePattern = /^study\.versions\.\d+\.studyDesigns\.\d+\.scheduleTimelines\.\d+/;

function leaves(from: string, to: string, pattern: RegExp): boolean {
  const [home, there] = [pattern.exec(from)?.[0], pattern.exec(to)?.[0]];
  return home !== undefined && there !== undefined && home !== there;
}
