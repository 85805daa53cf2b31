import type { ScheduledInstance, Timing } from "../model/schedule.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error } from "./design-fault.ts";

/** Ids that name nothing. Names inside expressions are checked with the expressions. */
export function checkReferences(checking: Checking): readonly DesignFault[] {
  return [
    ...checkStructure(checking),
    ...checkActivities(checking),
    ...checkTimelines(checking),
    ...checkForms(checking),
    ...checkIntervention(checking),
  ];
}

function checkStructure({ design, compiled }: Checking): readonly DesignFault[] {
  const elements = idsOf(design.elements);
  const objectives = idsOf(design.objectives);
  const endpoints = idsOf(design.objectives.flatMap((objective) => objective.endpoints));
  return [
    ...design.cells.flatMap(({ armId, epochId, elementIds }, at) => [
      ...unresolved("arm", `cells.${at}.armId`, armId, compiled.arms),
      ...unresolved("epoch", `cells.${at}.epochId`, epochId, compiled.epochs),
      ...elementIds.flatMap((id, index) =>
        unresolved("element", `cells.${at}.elementIds.${index}`, id, elements),
      ),
    ]),
    ...design.estimands.flatMap(({ objectiveId, endpointId }, at) => [
      ...unresolved("objective", `estimands.${at}.objectiveId`, objectiveId, objectives),
      ...unresolved("endpoint", `estimands.${at}.endpointId`, endpointId, endpoints),
    ]),
  ];
}

function idsOf(things: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(things.map(({ id }) => id));
}

function checkActivities({ design, compiled }: Checking): readonly DesignFault[] {
  return design.activities.flatMap(({ formIds, childIds, timelineId }, at) => {
    const path = `activities.${at}`;
    return [
      ...formIds.flatMap((id, index) => unresolved("form", `${path}.formIds.${index}`, id, compiled.forms)),
      ...childIds.flatMap((id, index) =>
        unresolved("activity", `${path}.childIds.${index}`, id, compiled.activities),
      ),
      ...unresolved("timeline", `${path}.timelineId`, timelineId, compiled.timelines),
    ];
  });
}

function checkTimelines(checking: Checking): readonly DesignFault[] {
  return checking.design.scheduleTimelines.flatMap(({ instances, entryId }, at) => {
    const path = `scheduleTimelines.${at}`;
    const own = idsOf(instances);
    return [
      ...unresolved("instance of this timeline", `${path}.entryId`, entryId, own),
      ...instances.flatMap((instance, index) =>
        checkInstance(checking, instance, `${path}.instances.${index}`, own),
      ),
    ];
  });
}

function checkInstance(
  { compiled }: Checking,
  instance: ScheduledInstance,
  path: string,
  own: ReadonlySet<string>,
): readonly DesignFault[] {
  const follows = (id: string | undefined, at: string): readonly DesignFault[] =>
    id === "exit" ? [] : unresolved("instance of this timeline", at, id, own);
  const common = [
    ...unresolved("epoch", `${path}.epochId`, instance.epochId, compiled.epochs),
    ...follows(instance.next, `${path}.next`),
    ...checkTiming(instance.timing, `${path}.timing`, compiled.instances),
  ];
  if (instance.type === "decision") {
    const ways = instance.conditions.flatMap(({ next }, at) =>
      follows(next, `${path}.conditions.${at}.next`),
    );
    return [...common, ...ways];
  }
  const { activityIds, encounterId, timelineId } = instance;
  return [
    ...common,
    ...unresolved("encounter", `${path}.encounterId`, encounterId, compiled.encounters),
    ...unresolved("timeline", `${path}.timelineId`, timelineId, compiled.timelines),
    ...activityIds.flatMap((id, at) =>
      unresolved("activity", `${path}.activityIds.${at}`, id, compiled.activities),
    ),
  ];
}

function checkTiming(
  timing: Timing | undefined,
  path: string,
  instances: Checking["compiled"]["instances"],
): readonly DesignFault[] {
  if (!timing) return [];
  const { relativeTo, notBefore, notAfter } = timing;
  const anchor = relativeTo && "instanceId" in relativeTo ? relativeTo.instanceId : undefined;
  const limits = [
    ...notBefore.map(({ instanceId }, at) => [`${path}.notBefore.${at}.instanceId`, instanceId] as const),
    ...notAfter.map(({ instanceId }, at) => [`${path}.notAfter.${at}.instanceId`, instanceId] as const),
  ];
  return [
    ...unresolved("instance", `${path}.relativeTo.instanceId`, anchor, instances),
    ...limits.flatMap(([at, id]) => unresolved("instance", at, id, instances)),
  ];
}

function checkForms({ design, compiled, instruments }: Checking): readonly DesignFault[] {
  return design.forms.flatMap((form, at) => {
    const lists = form.itemGroups.flatMap((group, groupAt) =>
      group.items.flatMap(({ codeListId }, index) =>
        unresolved(
          "code list",
          `forms.${at}.itemGroups.${groupAt}.items.${index}.codeListId`,
          codeListId,
          compiled.codeLists,
        ),
      ),
    );
    if (form.instrument === undefined || instruments.catalog(form.instrument)) return lists;
    const message = `There is no instrument ${form.instrument}.`;
    return [
      error("unresolved-id", `forms.${at}.instrument`, message, "Name an instrument that is installed."),
      ...lists,
    ];
  });
}

function checkIntervention({ design, compiled }: Checking): readonly DesignFault[] {
  const { randomization } = design;
  const factors = idsOf(randomization?.factors ?? []);
  return [
    ...design.doseRegimens.flatMap(({ armId, encounterId }, at) => [
      ...unresolved("arm", `doseRegimens.${at}.armId`, armId, compiled.arms),
      ...unresolved("encounter", `doseRegimens.${at}.encounterId`, encounterId, compiled.encounters),
    ]),
    ...(randomization?.ratio ?? []).flatMap(({ armId }, at) =>
      unresolved("arm", `randomization.ratio.${at}.armId`, armId, compiled.arms),
    ),
    ...(randomization?.caps ?? []).flatMap(({ factorId }, at) =>
      unresolved("factor", `randomization.caps.${at}.factorId`, factorId, factors),
    ),
  ];
}
