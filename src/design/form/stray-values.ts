import type { CompiledForm, FormItem } from "../compile/compiled-design.ts";
import { evaluateCondition } from "../expression/evaluate.ts";
import type { FormReading } from "./form-reading.ts";
import type { FormIssue } from "./form-state.ts";
import { type FormValues, placesIn } from "./item-value.ts";
import { validateItem } from "./validate-item.ts";

/** Values that the form has no item for, and values entered for computed items. */
export function strayValues(form: CompiledForm, values: FormValues): readonly FormIssue[] {
  const ofItems = Object.keys(values.items).flatMap((id) => strayItem(form.items.get(id), undefined, id));
  const ofRows = Object.entries(values.rows).flatMap(([groupId, rows]) => {
    if (!form.groups.get(groupId)?.group.repeating) return [unknownGroup(groupId)];
    return rows.flatMap((row, index) =>
      Object.keys(row).flatMap((id) => strayItem(form.items.get(id), groupId, `${groupId}.${index}.${id}`)),
    );
  });
  return [...ofItems, ...ofRows];
}

function strayItem(
  item: FormItem | undefined,
  groupId: string | undefined,
  path: string,
): readonly FormIssue[] {
  if (!item || (item.repeating ? item.groupId : undefined) !== groupId) {
    return [{ path, code: "unknown-item", severity: "error", message: "The form has no such item here." }];
  }
  return item.type === "computed" ? validateItem(item, "").map((issue) => ({ path, ...issue })) : [];
}

function unknownGroup(path: string): FormIssue {
  return { path, code: "unknown-group", severity: "error", message: "The form has no such repeating group." };
}

/** Repeating groups with fewer or more rows than they may have. */
export function rowIssues(
  form: CompiledForm,
  values: FormValues,
  reading: FormReading,
): readonly FormIssue[] {
  return [...form.groups.values()].flatMap(
    ({ group: { id, repeating }, visibleWhen }): readonly FormIssue[] => {
      const shown = visibleWhen ? evaluateCondition(visibleWhen, reading.scope).truth : true;
      if (!repeating || shown !== true) return [];
      const count = placesIn(values, id).length;
      if (count < repeating.minimum) {
        return [
          {
            path: id,
            code: "too-few-rows",
            severity: "error",
            message: `At least ${repeating.minimum} rows.`,
          },
        ];
      }
      if (count <= repeating.maximum) return [];
      return [
        { path: id, code: "too-many-rows", severity: "error", message: `At most ${repeating.maximum} rows.` },
      ];
    },
  );
}
