import type { ComparisonOperator } from "./expression.ts";
import { describeType, type ExpressionType, type TypeKind } from "./expression-type.ts";
import { nearest } from "./nearest.ts";

const equatable: readonly TypeKind[] = ["number", "text", "code", "boolean", "date", "time", "date-time"];
const ordered: readonly TypeKind[] = ["number", "date", "time", "date-time"];

/** Why values of the two types cannot be compared so; undefined where they can. */
export function comparisonFault(
  operator: ComparisonOperator,
  left: ExpressionType,
  right: ExpressionType,
): string | undefined {
  const isEquality = operator === "=" || operator === "!=";
  if (left.kind === "codes" || right.kind === "codes") {
    return "several codes are asked for one by one: contains(codes, 'x')";
  }
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    if (a.kind === "time" && b.kind === "text") return timeFault(b.literal);
    if (a.kind === "code" && b.kind === "number") return "codes are texts: write the number in quotes";
  }
  if (!isEquality && !ordered.includes(left.kind)) return `${describeType(left)} has no order; use = or !=`;
  if (!equatable.includes(left.kind)) return `${describeType(left)} cannot be compared`;
  if (basicKind(left) !== basicKind(right)) {
    return `cannot compare ${describeType(left)} with ${describeType(right)}`;
  }
  return codeFault(left, right) ?? codeFault(right, left) ?? disjointFault(left, right);
}

/** Why the text is none of the type's codes; undefined where it is, or where any code may come. */
export function codeFault(coded: ExpressionType, written: ExpressionType): string | undefined {
  if ((coded.kind !== "code" && coded.kind !== "codes") || !coded.codes) return undefined;
  if (written.kind !== "text" || written.literal === undefined || coded.codes.has(written.literal))
    return undefined;
  const near = nearest(written.literal, coded.codes.keys());
  const codes = [...coded.codes.keys()].slice(0, 12).join(", ");
  return `there is no code '${written.literal}' here; ${near ? `did you mean '${near}'?` : `there are ${codes}`}`;
}

function disjointFault(left: ExpressionType, right: ExpressionType): string | undefined {
  if (left.kind !== "code" || right.kind !== "code" || !left.codes || !right.codes) return undefined;
  const others = right.codes;
  if ([...left.codes.keys()].some((code) => others.has(code))) return undefined;
  return "the two code lists have no code in common";
}

function timeFault(literal: string | undefined): string | undefined {
  if (literal === undefined) return "cannot compare a time of day with text";
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(literal)
    ? undefined
    : `expected a time ('21:30'), got '${literal}'`;
}

function basicKind({ kind }: ExpressionType): TypeKind {
  return kind === "code" ? "text" : kind;
}
