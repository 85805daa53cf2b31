import type { CompiledForm, FormItem } from "../compile/compiled-design.ts";
import { type Expression, operandsOf } from "../expression/expression.ts";
import type { Checking } from "./checking.ts";
import { findCircles } from "./circles.ts";
import { type DesignFault, error } from "./design-fault.ts";

/** Items that are computed or shown by themselves in the end: they would never have a value. */
export function checkComputation({ design, compiled }: Checking): readonly DesignFault[] {
  return design.forms.flatMap(({ id }, at) => {
    const form = compiled.forms.get(id);
    if (!form) return [];
    const edges = new Map(
      [...form.items.values()].map((item) => [item.id, dependenciesOf(form, item, compiled.forms)]),
    );
    return findCircles([...edges.keys()], (itemId) => edges.get(itemId) ?? []).map((circle) =>
      error(
        "circular-computation",
        `forms.${at}`,
        `In form ${id}, ${[...circle, circle[0]].join(" → ")} depend on each other in a circle.`,
        "Let one of them stand on its own.",
      ),
    );
  });
}

type Forms = Checking["compiled"]["forms"];

function dependenciesOf(form: CompiledForm, item: FormItem, forms: Forms): readonly string[] {
  const expressions = item.computedBy ? [item.computedBy, ...item.visibleWhen] : item.visibleWhen;
  return [...new Set(expressions.flatMap((expression) => ownNames(form, expression, forms, new Set())))];
}

/** Bare names that are items of this form; `hidden` are those that mean another form's items here. */
function ownNames(
  form: CompiledForm,
  expression: Expression,
  forms: Forms,
  hidden: ReadonlySet<string>,
): readonly string[] {
  if (expression.kind === "reference") {
    const { form: named, name, encounter } = expression;
    const isBare = named === undefined && encounter === undefined;
    return isBare && form.items.has(name) && !hidden.has(name) ? [name] : [];
  }
  const inside = expression.kind === "rows" ? hiddenInRows(form, expression.over, forms, hidden) : hidden;
  return operandsOf(expression).flatMap((operand) => ownNames(form, operand, forms, inside));
}

function hiddenInRows(
  form: CompiledForm,
  over: Extract<Expression, { kind: "reference" }>,
  forms: Forms,
  hidden: ReadonlySet<string>,
): ReadonlySet<string> {
  if (over.form === undefined && over.encounter === undefined && form.groups.has(over.name)) return hidden;
  const other = forms.get(over.form ?? over.name);
  return new Set([...hidden, ...(other ? other.items.keys() : [])]);
}
