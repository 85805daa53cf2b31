import { dependentsIn } from "../compare/dependents.ts";
import { partKey } from "../compare/design-parts.ts";
import type { StudyDesign } from "../model/study-design.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error } from "./design-fault.ts";

/** What is reckoned from an answer that could tell the arm, or shown or queried because of it, tells it too. */
export function checkUnblinding({ design }: Checking): readonly DesignFault[] {
  const isKept = design.blinding?.rules.some(({ blindedTo }) => blindedTo.includes("potentially-unblinding"));
  if (!isKept) return [];
  const dependents = dependentsIn(design);
  const items = itemsIn(design);
  const telling = [...items].filter(([, { couldTell }]) => couldTell).map(([key]) => key);
  const tellingForms = design.forms
    .filter(({ potentiallyUnblinding }) => potentiallyUnblinding)
    .map(({ id }) => partKey({ kind: "form", id }));
  const ways = new Map(
    [...telling, ...tellingForms].flatMap((on) =>
      [...(dependents.get(on) ?? [])].map((dependent) => [dependent, on] as const),
    ),
  );
  return [...ways].flatMap(([key, on]) => {
    const item = items.get(key);
    if (!item || item.couldTell) return [];
    return [
      error(
        "unblinding-by-another-item",
        item.path,
        `The ${key} is computed, shown or checked by the ${on}, which could tell the arm, and is open to those from whom that is kept.`,
        "Mark it potentiallyUnblinding too, or let its rule do without.",
      ),
    ];
  });
}

type Placed = { readonly path: string; readonly couldTell: boolean };

function itemsIn({ forms }: StudyDesign): ReadonlyMap<string, Placed> {
  return new Map(
    forms.flatMap((form, at) =>
      form.itemGroups.flatMap(({ items }, groupAt) =>
        items.map((item, itemAt): readonly [string, Placed] => [
          partKey({ kind: "item", id: `${form.id}.${item.id}` }),
          {
            path: `forms.${at}.itemGroups.${groupAt}.items.${itemAt}`,
            couldTell: form.potentiallyUnblinding || item.potentiallyUnblinding,
          },
        ]),
      ),
    ),
  );
}
