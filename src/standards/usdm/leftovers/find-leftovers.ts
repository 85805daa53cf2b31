import { isRecord, type JsonRecord } from "../schema/json-record.ts";
import { joinPath } from "../schema/path.ts";
import { usdmClasses } from "../schema/usdm-classes.ts";

/** A value that nobody read, or an object of which nobody read a thing. */
export type Leftover = {
  readonly path: string;
  /** The class and the attribute that hold it; the class is empty inside what the schema does not know. */
  readonly className: string;
  readonly attribute: string;
  /** Whether the published schema knows the attribute. */
  readonly isKnown: boolean;
  /** The class of an object that is left over whole. */
  readonly whole?: string;
  /** The value, or what the object says of itself. */
  readonly example?: string | number | boolean;
};

type Place = Pick<Leftover, "className" | "attribute" | "isKnown">;

/** How many values were looked at, and how many of them were carried. */
type Count = { values: number; carried: number };
type Survey = { readonly carried: ReadonlySet<string>; readonly leftovers: Leftover[] };

/**
 * What of a document was not carried. An object of which nothing was carried is one leftover, whatever it
 * holds; of any other object each value that was not carried. What holds no information is not counted:
 * null, an empty text or list, and an object's id and class, which only say which object it is.
 */
export function findLeftovers(document: JsonRecord, carried: ReadonlySet<string>): readonly Leftover[] {
  const survey: Survey = { carried, leftovers: [] };
  visitMembers(survey, document, "", "Wrapper", { values: 0, carried: 0 });
  return survey.leftovers;
}

/** Whether a value of JSON says something. */
function isInformation(value: unknown): value is string | number | boolean {
  return (
    typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value !== "")
  );
}

function visitMembers(
  survey: Survey,
  object: JsonRecord,
  path: string,
  className: string,
  count: Count,
): void {
  const known = usdmClasses.get(className)?.attributes;
  for (const [attribute, value] of Object.entries(object)) {
    if (attribute === "id" || attribute === "instanceType") continue;
    const place = { className, attribute, isKnown: known?.has(attribute) ?? false };
    visit(survey, value, joinPath(path, attribute), place, count);
  }
}

function visit(survey: Survey, value: unknown, path: string, place: Place, count: Count): void {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) visit(survey, member, joinPath(path, index), place, count);
  } else if (isRecord(value)) {
    visitObject(survey, value, path, place, count);
  } else if (isInformation(value)) {
    count.values += 1;
    if (survey.carried.has(path)) count.carried += 1;
    else survey.leftovers.push({ path, ...place, example: value });
  }
}

function visitObject(survey: Survey, object: JsonRecord, path: string, place: Place, count: Count): void {
  const whole = place.isKnown ? String(object["instanceType"]) : "";
  const inside: Count = { values: 0, carried: 0 };
  const before = survey.leftovers.length;
  visitMembers(survey, object, path, whole, inside);
  count.values += inside.values;
  count.carried += inside.carried;
  if (inside.carried > 0 || inside.values === 0) return;
  const example = sayingOf(object);
  const leftover = { path, ...place, whole, ...(example === undefined ? {} : { example }) };
  survey.leftovers.splice(before, Number.POSITIVE_INFINITY, leftover);
}

/** What stands for an object in a line: a code's words, a quantity's number, a name. */
function sayingOf(object: JsonRecord): string | number | boolean | undefined {
  const { standardCode } = object;
  if (isRecord(standardCode)) return sayingOf(standardCode);
  return ["decode", "value", "label", "name", "text"]
    .map((attribute) => object[attribute])
    .find(isInformation);
}
