/** An object of JSON that a test may look into and change a copy of. */
export type JsonObject = { readonly [key: string]: unknown };

/** The document with another value at a dotted path; the steps must be there, the last may be new. */
export function withValue(document: JsonObject, path: string, value: unknown): JsonObject {
  return changed(document, path.split("."), () => value) as JsonObject;
}

/** The document without the member at a dotted path. */
export function without(document: JsonObject, path: string): JsonObject {
  return changed(document, path.split("."), () => undefined) as JsonObject;
}

/** What stands at a dotted path. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split(".").reduce((value, step) => (value as JsonObject)[step], document);
}

function changed(value: unknown, [step, ...rest]: readonly string[], change: () => unknown): unknown {
  if (step === undefined) return change();
  if (Array.isArray(value)) {
    const index = Number(step);
    const member = changed(value[index], rest, change);
    return member === undefined ? value.toSpliced(index, 1) : Object.assign([...value], { [index]: member });
  }
  const members = { ...(value as JsonObject) };
  const member = changed(members[step], rest, change);
  if (member !== undefined) return { ...members, [step]: member };
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== step));
}
