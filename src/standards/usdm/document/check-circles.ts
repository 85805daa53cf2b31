import type { InputIssue } from "#kernel";
import { usdmClasses } from "../schema/usdm-classes.ts";
import { findCircles, type Step } from "./find-circles.ts";
import { idsOf, partsOf, type UsdmObject } from "./usdm-object.ts";

/**
 * Chains that never end: an order (previous, next) or a tree (children) that comes back to itself, visits
 * that follow each other in a circle without a decision, and a timeline that contains itself, be it through
 * an activity.
 */
export function checkCircles(objects: readonly UsdmObject[]): readonly InputIssue[] {
  const classesWith = (attribute: string): readonly string[] =>
    [...usdmClasses.values()].filter(({ attributes }) => attributes.has(attribute)).map(({ name }) => name);
  const chains = ["previousId", "nextId", "childIds"].flatMap((attribute) =>
    classesWith(attribute)
      .filter((className) => !(className === "Activity" && attribute === "childIds"))
      .map((className) => stepsOf(objects, className, attribute)),
  );
  const visits = stepsOf(objects, "ScheduledActivityInstance", "defaultConditionId");
  return [...chains, visits, containment(objects)].flatMap((steps) =>
    findCircles(steps).map(({ nodes, path }) => ({
      path,
      message: `expected a chain that ends, got a circle: ${nodes.join(" → ")}`,
    })),
  );
}

function stepsOf(objects: readonly UsdmObject[], className: string, attribute: string): readonly Step[] {
  return objects
    .filter((object) => object.className === className)
    .flatMap((object) => stepsFrom(object.id, object, attribute));
}

function stepsFrom(from: string, object: UsdmObject, attribute: string): readonly Step[] {
  return idsOf(object, attribute).map(({ id, path }) => ({ from, to: id, path }));
}

/** What a timeline holds through its instances, and an activity through its children and its own timeline. */
function containment(objects: readonly UsdmObject[]): readonly Step[] {
  return objects.flatMap((object) => {
    if (object.className === "Activity") {
      return [...stepsFrom(object.id, object, "timelineId"), ...stepsFrom(object.id, object, "childIds")];
    }
    if (object.className !== "ScheduleTimeline") return [];
    return partsOf(object, "instances").flatMap((instance) => [
      ...stepsFrom(object.id, instance, "timelineId"),
      ...stepsFrom(object.id, instance, "activityIds"),
    ]);
  });
}
