/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme): keys sorted by UTF-16 code
 * units, no white space, ECMAScript numbers. A key whose value is `undefined` is left out.
 *
 * @throws TypeError for what JSON cannot hold: NaN, infinities, functions, a lone surrogate.
 * @example canonicalJson({ b: 1, a: [1.0, "ü"] }) // => '{"a":[1,"ü"],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return canonicalString(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`Cannot write ${value} as JSON: it is not finite.`);
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
    default:
      throw new TypeError(`Cannot write a ${typeof value} as JSON.`);
  }
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("Cannot write a string with a lone surrogate as JSON.");
  return JSON.stringify(value);
}

function canonicalArray(values: readonly unknown[]): string {
  return `[${values.map((value) => canonicalJson(value)).join(",")}]`;
}

function canonicalObject(object: object): string {
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const value = (object as Record<string, unknown>)[key];
    if (value === undefined) continue;
    members.push(`${canonicalString(key)}:${canonicalJson(value)}`);
  }
  return `{${members.join(",")}}`;
}
