import type { Parameter } from "../model/parameter.ts";
import { textsOf } from "../text/design-texts.ts";
import { namesInText } from "../text/fill-text.ts";
import { isUnitOfTime } from "./check-expressions.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** One place of a design that takes its number from a parameter; a duration says in which unit. */
type Use = { readonly path: string; readonly id: string; readonly unit: string | undefined };

/** Parameters that are missing, of the wrong type, counted in another unit than they are kept in, or never used. */
export function checkParameters({ compiled }: Checking): readonly DesignFault[] {
  const { parameters, ...rest } = compiled.written;
  const uses = usesIn(rest, "");
  const inTexts = textsOf(rest).flatMap(({ text }) => namesInText(text));
  const named = new Set([...uses.map(({ id }) => id), ...mentionsIn(rest), ...inTexts]);
  return [
    ...uses.flatMap((use) => checkUse(use, compiled.parameters)),
    ...parameters.flatMap(({ id }, at) =>
      when(!named.has(id), () =>
        warning(
          "unused-parameter",
          `parameters.${at}`,
          `Nothing uses parameter ${id}.`,
          "Use it in a rule or a text, or remove it.",
        ),
      ),
    ),
  ];
}

function checkUse(
  { path, id, unit }: Use,
  parameters: ReadonlyMap<string, Parameter>,
): readonly DesignFault[] {
  const parameter = parameters.get(id);
  if (!parameter) return unresolved("parameter", `${path}.parameter`, id, parameters);
  if (typeof parameter.value !== "number") {
    const message = `Parameter ${id} holds ${JSON.stringify(parameter.value)}, where a number is needed.`;
    return [error("parameter-type", path, message, "Give it a number, or name another parameter.")];
  }
  if (unit === undefined || isUnitOfTime(parameter.unit, unit) !== false) return [];
  const message = `Parameter ${id} is kept in ${parameter.unit} and counted here in ${unit}.`;
  return [error("units-differ", path, message, "Bring both to one unit.")];
}

/** Every `{ parameter }` and `{ parameter, unit }` within a value. */
function usesIn(value: unknown, path: string): readonly Use[] {
  if (typeof value !== "object" || value === null) return [];
  if ("parameter" in value && typeof value.parameter === "string") {
    const unit = "unit" in value && typeof value.unit === "string" ? value.unit : undefined;
    return [{ path, id: value.parameter, unit }];
  }
  const prefix = path === "" ? "" : `${path}.`;
  return Object.entries(value).flatMap(([key, inner]) => usesIn(inner, `${prefix}${key}`));
}

/** Parameters that an expression names as `$id`. */
function mentionsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [...value.matchAll(/\$([A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*)/g)].map(([, id = ""]) => id);
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(mentionsIn);
}
