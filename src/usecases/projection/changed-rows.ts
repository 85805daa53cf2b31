import { canonicalJson } from "#kernel";
import type { ProjectionRow } from "../ports/event-store.ts";

/** A row that should be there, and its key among the rows of its table. */
export type WantedRow = {
  readonly table: string;
  readonly key: string;
  readonly row: Readonly<Record<string, unknown>>;
};

/**
 * What must be written so that the rows of the state before become those of the state after. A rebuild is the same with nothing
 * before, so that both ways lead to the same rows.
 */
export function changedRows(
  before: readonly WantedRow[],
  after: readonly WantedRow[],
): readonly ProjectionRow[] {
  const known = new Map(before.map((wanted) => [placeOf(wanted), wanted]));
  const rows: ProjectionRow[] = [];
  for (const wanted of after) {
    const place = placeOf(wanted);
    const earlier = known.get(place);
    known.delete(place);
    if (earlier && textOf(earlier) === textOf(wanted)) continue;
    rows.push({ table: wanted.table, delete: false, row: wanted.row });
  }
  for (const { table, row } of known.values()) rows.push({ table, delete: true, row });
  return rows;
}

// The rows after one command are those before the next.
const texts = new WeakMap<WantedRow, string>();

function textOf(wanted: WantedRow): string {
  const known = texts.get(wanted);
  if (known !== undefined) return known;
  const text = canonicalJson(wanted.row);
  texts.set(wanted, text);
  return text;
}

function placeOf({ table, key }: WantedRow): string {
  return `${table} ${key}`;
}
