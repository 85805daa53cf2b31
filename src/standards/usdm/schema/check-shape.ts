import { type InputIssue, parseCalendarDate } from "#kernel";
import { kindOf, quoted } from "./describe.ts";
import { isRecord, type JsonRecord } from "./json-record.ts";
import type { UsdmAttribute, UsdmPrimitive } from "./parse-classes.ts";
import { joinPath } from "./path.ts";
import { usdmClasses } from "./usdm-classes.ts";

/**
 * Every place where the document is not what the published schema of USDM v4 says. An attribute that the
 * schema does not know is no fault, for the schema allows it.
 */
export function checkShape(document: unknown): readonly InputIssue[] {
  return checkObject(document, ["Wrapper"], "");
}

function checkObject(value: unknown, classes: readonly string[], path: string): readonly InputIssue[] {
  if (!isRecord(value)) return [{ path, message: `expected ${nameOfOne(classes)}, got ${kindOf(value)}` }];
  const [className, ...others] = classes.includes(String(value["instanceType"]))
    ? [String(value["instanceType"])]
    : classes;
  if (className === undefined || others.length > 0) {
    const expected = classes.map((name) => `"${name}"`).join(" or ");
    return [{ path: joinPath(path, "instanceType"), message: expectedGot(expected, value["instanceType"]) }];
  }
  return checkMembers(value, className, path);
}

function checkMembers(value: JsonRecord, className: string, path: string): readonly InputIssue[] {
  const attributes = usdmClasses.get(className)?.attributes ?? new Map<string, UsdmAttribute>();
  return [...attributes.values()].flatMap((attribute) => {
    const at = joinPath(path, attribute.name);
    const member = Object.hasOwn(value, attribute.name) ? value[attribute.name] : undefined;
    if (attribute.name !== "instanceType") return checkAttribute(member, attribute, at);
    return member === className ? [] : [{ path: at, message: expectedGot(`"${className}"`, member) }];
  });
}

function checkAttribute(value: unknown, attribute: UsdmAttribute, path: string): readonly InputIssue[] {
  if (value === undefined) {
    return attribute.required ? [{ path, message: expectedGot(nameOf(attribute), value) }] : [];
  }
  if (!attribute.many) {
    return value === null && !attribute.required ? [] : checkOne(value, attribute, path);
  }
  if (!Array.isArray(value)) return [{ path, message: `expected a list, got ${kindOf(value)}` }];
  const { maximum = Number.POSITIVE_INFINITY } = attribute;
  const tooMany = { path, message: `expected at most ${maximum} members, got ${value.length}` };
  const members = value.flatMap((member, index) => checkOne(member, attribute, joinPath(path, index)));
  return value.length > maximum ? [tooMany, ...members] : members;
}

function checkOne(value: unknown, { holds }: UsdmAttribute, path: string): readonly InputIssue[] {
  if (typeof holds !== "string") return checkObject(value, holds, path);
  return isOf[holds](value) ? [] : [{ path, message: expectedGot(primitiveNames[holds], value) }];
}

const isOf: Readonly<Record<UsdmPrimitive, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  text: (value) => typeof value === "string" && value !== "",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  date: (value) => typeof value === "string" && parseCalendarDate(value).ok,
  uuid: (value) => typeof value === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
};

const primitiveNames: Readonly<Record<UsdmPrimitive, string>> = {
  string: "a string",
  text: "a string that is not empty",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
  date: "a date (2026-11-20)",
  uuid: "a UUID",
};

function nameOf({ holds, many }: UsdmAttribute): string {
  if (many) return "a list";
  return typeof holds === "string" ? primitiveNames[holds] : nameOfOne(holds);
}

function nameOfOne(classes: readonly string[]): string {
  return classes[0] === "Wrapper"
    ? "a USDM document (an object with study and usdmVersion)"
    : `an object of the class ${classes.join(" or ")}`;
}

/** A string is shown where a string was expected, so that a wrong word can be told from a wrong type. */
function expectedGot(expected: string, value: unknown): string {
  const showsText = typeof value === "string" && expected !== "true or false" && !expected.endsWith("number");
  return `expected ${expected}, got ${showsText ? quoted(value) : kindOf(value)}`;
}
