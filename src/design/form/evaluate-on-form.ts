import type { Truth } from "#kernel";
import type { CompiledDesign, CompiledForm } from "../compile/compiled-design.ts";
import { evaluateCondition } from "../expression/evaluate.ts";
import type { Expression } from "../expression/expression.ts";
import type { EvaluationScope } from "../expression/scope.ts";
import { readForm } from "./form-reading.ts";
import type { FormValues } from "./item-value.ts";

/**
 * Whether a condition holds on one submitted form; computed values are those that were stored with it.
 * @param around what names that are not the form's own stand for
 */
export function evaluateOnForm(
  design: CompiledDesign,
  form: CompiledForm,
  values: FormValues,
  around: EvaluationScope,
  condition: Expression,
): Truth {
  return evaluateCondition(condition, readForm(design, form, values, around, true).scope).truth;
}
