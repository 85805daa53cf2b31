import { withUnit } from "../expression/readable-number.ts";
import type { Parameter } from "../model/parameter.ts";

/** The parameters of a design, by id. */
type Parameters = { readonly get: (id: string) => Pick<Parameter, "value" | "unit"> | undefined };

/** `{{`, or `{…}`, or a brace that nothing closes. */
const brace = /\{\{|\{([^{}]*)\}|\{/g;

/**
 * A text of a design as people read it: `{fasting-hours}` shows the value of that parameter with its unit, `{{` a
 * brace. What names no parameter stays as it is written.
 *
 * @example fillText("Fast for {fasting-hours}.", parameters) // => "Fast for 10 hours."
 */
export function fillText(text: string, parameters: Parameters): string {
  return text.replaceAll(brace, (written, id: string | undefined) => {
    if (written === "{{") return "{";
    const parameter = id === undefined ? undefined : parameters.get(id);
    return parameter ? parameterText(parameter) : written;
  });
}

/** The text that `fillText` shows as this one, whatever the parameters. */
export function literalText(text: string): string {
  return text.replaceAll("{", "{{");
}

/** What stands in braces in a text: the ids of parameters, if nobody mistyped. A brace that nothing closes gives what follows it. */
export function namesInText(text: string): readonly string[] {
  return [...text.matchAll(brace)].flatMap(({ 0: written, 1: id, index }) => {
    if (written === "{{") return [];
    return [id ?? text.slice(index + 1)];
  });
}

function parameterText({ value, unit }: Pick<Parameter, "value" | "unit">): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return withUnit(String(value), unit);
}
