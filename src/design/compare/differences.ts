import { canonicalJson } from "#kernel";

/** One field that differs, by its dotted path; undefined where a side does not have it. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** Every field that differs. Lists of things with ids (or codes) are compared thing by thing, other lists as a whole. */
export function differences(before: unknown, after: unknown, field = ""): readonly FieldChange[] {
  const [a, b] = [keyed(before), keyed(after)];
  if (!a || !b) return isSame(before, after) ? [] : [{ field, before, after }];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const prefix = field === "" ? "" : `${field}.`;
  return [...keys].flatMap((key) => differences(a[key], b[key], `${prefix}${key}`));
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

/** The members of an object, or of a list whose things have ids. */
function keyed(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return { ...value };
  const keys = value.map(keyOf);
  const known = keys.filter((key) => key !== undefined);
  if (value.length === 0 || known.length < keys.length || new Set(known).size < known.length)
    return undefined;
  return Object.fromEntries(known.map((key, index) => [key, value[index]]));
}

function keyOf(thing: unknown): string | undefined {
  if (typeof thing !== "object" || thing === null) return undefined;
  for (const name of ["id", "code", "version", "role", "armId"]) {
    const key: unknown = Reflect.get(thing, name);
    if (typeof key === "string") return key;
  }
  return undefined;
}
