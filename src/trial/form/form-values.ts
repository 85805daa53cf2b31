import type { FormValues, ItemValue, RowValues } from "#design";
import type { ItemState } from "./evolve.ts";

type Items = Readonly<Record<string, Pick<ItemState, "value">>>;
type Entry = { readonly path: string; readonly value: ItemValue | null };

/** What stands on a form now, as the design's rules read it. Emptied items are left out. */
export function valuesOf(form: { readonly items: Items } | undefined): FormValues {
  const entries = Object.entries(form?.items ?? {}).map(([path, { value }]) => ({
    path,
    value: value as ItemValue | null,
  }));
  return withEntries({ items: {}, rows: {} }, entries);
}

/** The values with some put in their places; `null` empties a place. */
export function withEntries(values: FormValues, entries: readonly Entry[]): FormValues {
  const items: Record<string, ItemValue> = { ...values.items };
  const rows: Record<string, RowValues[]> = Object.fromEntries(
    Object.entries(values.rows).map(([group, list]) => [group, list.map((row) => ({ ...row }))]),
  );
  for (const { path, value } of entries) {
    const [first = "", row, item] = path.split(".");
    if (row === undefined || item === undefined) put(items, first, value);
    else put(rowAt(rows, first, Number(row)), item, value);
  }
  return { items, rows };
}

function rowAt(rows: Record<string, RowValues[]>, group: string, index: number): Record<string, ItemValue> {
  rows[group] ??= [];
  const list = rows[group];
  while (list.length <= index) list.push({});
  return list[index] as Record<string, ItemValue>;
}

function put(holder: Record<string, ItemValue>, key: string, value: ItemValue | null): void {
  if (value === null) delete holder[key];
  else holder[key] = value;
}
