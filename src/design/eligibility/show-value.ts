import type { ExpressionType } from "../expression/expression-type.ts";
import { agreeing, withUnit } from "../expression/readable-number.ts";
import type { AbsenceReason } from "../expression/scope.ts";
import { type ExpressionValue, partialDateOf } from "../expression/value.ts";

/** A value in words: codes by their labels, numbers with their unit, dates as ISO 8601. */
export function showValue(value: ExpressionValue, type: ExpressionType | undefined, unit?: string): string {
  switch (typeof value) {
    case "number":
      return withUnit(String(value), unit);
    case "boolean":
      return value ? "yes" : "no";
    case "string":
      return labelOf(value, type);
    default:
      return "kind" in value ? showMoment(value) : value.map((code) => labelOf(code, type)).join(", ");
  }
}

export function showAbsence(reason: AbsenceReason): string {
  return `missing (${reason.replaceAll("-", " ")})`;
}

function labelOf(code: string, type: ExpressionType | undefined): string {
  const isCoded = type?.kind === "code" || type?.kind === "codes";
  return (isCoded ? type.codes?.get(code) : undefined) ?? code;
}

function showMoment(value: Extract<ExpressionValue, { readonly kind: string }>): string {
  switch (value.kind) {
    case "date":
      return partialDateOf(value) ?? `${value.first} to ${value.last}`;
    case "time":
      return value.text;
    case "date-time":
      return value.at;
    case "duration":
      return `${value.amount} ${agreeing(String(value.amount), value.unit)}`;
  }
}
