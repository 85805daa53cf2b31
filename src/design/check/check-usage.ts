import type { Checking } from "./checking.ts";
import { type DesignFault, warning } from "./design-fault.ts";

/** Things that the design describes and nothing of it uses. */
export function checkUsage({ design }: Checking): readonly DesignFault[] {
  const instances = design.scheduleTimelines.flatMap(({ instances: own }) => own);
  const activities = instances.filter((instance) => instance.type === "activity");
  const encounters = new Set(activities.map(({ encounterId }) => encounterId));
  const used = new Set([
    ...activities.flatMap(({ activityIds }) => activityIds),
    ...childIds(design.activities),
  ]);
  const forms = new Set(design.activities.flatMap(({ formIds }) => formIds));
  const lists = new Set(
    design.forms
      .flatMap(({ itemGroups }) => itemGroups.flatMap(({ items }) => items))
      .map(({ codeListId }) => codeListId),
  );
  return [
    ...unused(
      "encounters",
      design.encounters,
      ({ id, type }) => type === "unscheduled" || encounters.has(id),
      {
        kind: "encounter",
        remedy: "Plan it in a timeline, or set its type to unscheduled.",
      },
    ),
    ...unused("activities", design.activities, ({ id }) => used.has(id), {
      kind: "activity",
      remedy: "Plan it in a timeline, or remove it.",
    }),
    ...unused("forms", design.forms, ({ id, log }) => log || forms.has(id), {
      kind: "form",
      remedy: "Let an activity ask for it, make it a log, or remove it.",
    }),
    ...unused("codeLists", design.codeLists, ({ id }) => lists.has(id), {
      kind: "code list",
      remedy: "Let an item use it, or remove it.",
    }),
  ];
}

function childIds(activities: Checking["design"]["activities"]): readonly string[] {
  return activities.flatMap((activity) => activity.childIds);
}

function unused<Thing extends { readonly id: string }>(
  path: string,
  things: readonly Thing[],
  isUsed: (thing: Thing) => boolean,
  { kind, remedy }: { readonly kind: string; readonly remedy: string },
): readonly DesignFault[] {
  return things.flatMap((thing, at) =>
    isUsed(thing)
      ? []
      : [
          warning(
            `unused-${kind.replace(" ", "-")}`,
            `${path}.${at}`,
            `Nothing uses ${kind} ${thing.id}.`,
            remedy,
          ),
        ],
  );
}
