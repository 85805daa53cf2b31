import type { Parameter } from "../model/parameter.ts";
import type { NumberOrParameter } from "../model/primitives.ts";

/** The number itself, or the parameter's; undefined where the parameter is missing or holds no number. */
export function numberOf(
  parameters: ReadonlyMap<string, Parameter>,
  value: NumberOrParameter | undefined,
): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  const number = parameters.get(value.parameter)?.value;
  return typeof number === "number" ? number : undefined;
}
