import type { CompiledForm } from "../compile/compiled-design.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error, when } from "./design-fault.ts";

/** Reports by arm of things that the design does not have, or whose values cannot be averaged or counted. */
export function checkClosedReports({ design, compiled }: Checking): readonly DesignFault[] {
  const { expectancy, outcomes, adverseEvents } = design.closedReports ?? { outcomes: [] };
  const at = "closedReports";
  const ofForm = (
    path: string,
    formId: string,
    check: (form: CompiledForm) => readonly DesignFault[],
  ): readonly DesignFault[] => {
    const form = compiled.forms.get(formId);
    return form ? check(form) : unresolved("form", `${path}.formId`, formId, compiled.forms);
  };
  return [
    ...(expectancy
      ? ofForm(`${at}.expectancy`, expectancy.formId, (form) =>
          expectancy.itemIds.flatMap((id) => checkNumber(form, id, `${at}.expectancy.itemIds`)),
        )
      : []),
    ...outcomes.flatMap(({ formId, valueId }, index) =>
      ofForm(`${at}.outcomes.${index}`, formId, (form) =>
        checkNumber(form, valueId, `${at}.outcomes.${index}.valueId`),
      ),
    ),
    ...(adverseEvents
      ? ofForm(`${at}.adverseEvents`, adverseEvents.formId, (form) =>
          adverseEvents.itemIds.flatMap((id) => checkCoded(form, id, `${at}.adverseEvents.itemIds`)),
        )
      : []),
  ];
}

function checkNumber({ items, scores }: CompiledForm, id: string, path: string): readonly DesignFault[] {
  const item = items.get(id);
  const score = scores.get(id);
  if (!item && !score)
    return unresolved("item or score", path, id, new Set([...items.keys(), ...scores.keys()]));
  const isNumber =
    score?.kind === "number" || ["integer", "decimal", "computed"].includes(item?.type ?? "text");
  return when(!isNumber, () =>
    error(
      "report-not-a-number",
      path,
      `A mean is shown of ${id}, which is no number.`,
      "Name a number or a score.",
    ),
  );
}

function checkCoded({ items }: CompiledForm, id: string, path: string): readonly DesignFault[] {
  const item = items.get(id);
  if (!item) return unresolved("item", path, id, items);
  return when(!["code", "codes", "boolean", "computed"].includes(item.type), () =>
    error(
      "report-not-coded",
      path,
      `Events are counted by ${id}, which takes no codes.`,
      "Name an item with codes, or one of yes and no.",
    ),
  );
}
