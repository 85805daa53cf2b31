import type { ExpressionSite } from "../compile/expression-sites.ts";
import { expressionSites } from "../compile/expression-sites.ts";
import { checkExpression } from "../expression/check-expression.ts";
import { type Expression, operandsOf, type Reference, type Span } from "../expression/expression.ts";
import { parseExpression } from "../expression/parse-expression.ts";
import type { Vocabulary } from "../expression/vocabulary.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning } from "./design-fault.ts";

/** Expressions that cannot be read, use names or types that do not fit, or ask for what nobody will enter. */
export function checkExpressions(checking: Checking): readonly DesignFault[] {
  return expressionSites(checking.design).flatMap((site) => {
    const parsed = parseExpression(site.text);
    if (!parsed.ok) {
      const { message, span } = parsed.error;
      return [{ ...error("unreadable-expression", site.path, sentence(message), where(site, span)), span }];
    }
    const vocabulary = vocabularyAt(checking, site);
    const { faults } = checkExpression(parsed.value, vocabulary, site.gives);
    const typed = faults.map(({ message, span }) => ({
      ...error("wrong-expression", site.path, sentence(message), where(site, span)),
      span,
    }));
    return [...typed, ...doubtsIn(checking, site, parsed.value, vocabulary)];
  });
}

function vocabularyAt({ compiled }: Checking, { place }: ExpressionSite): Vocabulary {
  if (place.kind === "record") return compiled.vocabularies.record;
  const { formId, groupId } = place;
  return groupId === undefined
    ? compiled.vocabularies.inForm(formId)
    : compiled.vocabularies.inRow(formId, groupId);
}

function sentence(message: string): string {
  return message.endsWith("?") ? message : `${message}.`;
}

function where({ text }: ExpressionSite, { start, end }: Span): string {
  const part = text.slice(start, Math.max(end, start + 1));
  return part === "" ? "Correct its end." : `Correct “${part}” at character ${start + 1}.`;
}

/** What is well formed and probably not meant: units that differ, forms that are not filled at that visit. */
function doubtsIn(
  checking: Checking,
  site: ExpressionSite,
  expression: Expression,
  vocabulary: Vocabulary,
): readonly DesignFault[] {
  const inside = rowVocabulary(expression, vocabulary);
  return [
    ...unitDoubts(site, expression, vocabulary),
    ...encounterDoubts(checking, site, expression),
    ...operandsOf(expression).flatMap((operand) => doubtsIn(checking, site, operand, inside)),
  ];
}

function rowVocabulary(expression: Expression, vocabulary: Vocabulary): Vocabulary {
  if (expression.kind !== "rows") return vocabulary;
  const rows = vocabulary.rows(expression.over);
  return rows.ok ? rows.value.inside : vocabulary;
}

const unitsOfTime: ReadonlyMap<string, string> = new Map([
  ["min", "minutes"],
  ["h", "hours"],
  ["d", "days"],
  ["wk", "weeks"],
  ["mo", "months"],
  ["a", "years"],
]);

/** Whether a parameter kept in this UCUM unit is counted in that unit of time; undefined where it keeps none. */
export function isUnitOfTime(unit: string | undefined, counted: string): boolean | undefined {
  const own = unit === undefined ? undefined : unitsOfTime.get(unit);
  return own === undefined ? undefined : own === counted;
}

function unitDoubts(
  site: ExpressionSite,
  expression: Expression,
  vocabulary: Vocabulary,
): readonly DesignFault[] {
  if (expression.kind === "duration") {
    const unit = unitOf(expression.amount, vocabulary);
    if (isUnitOfTime(unit, expression.unit) !== false) return [];
    return [doubt(site, expression.span, `the number is kept in ${unit} and counted in ${expression.unit}`)];
  }
  if (expression.kind !== "comparison") return [];
  const [left, right] = [unitOf(expression.left, vocabulary), unitOf(expression.right, vocabulary)];
  if (left === undefined || right === undefined || left === right) return [];
  return [doubt(site, expression.span, `${left} is compared with ${right}`)];
}

/** Units that differ cannot both be right: a dose rule that mixes kilograms and pounds is no trifle. */
function doubt(site: ExpressionSite, span: Span, message: string): DesignFault {
  return {
    ...error("units-differ", site.path, `${message}.`, `Bring both to one unit. ${where(site, span)}`),
    span,
  };
}

const unitsOfFunctions: ReadonlyMap<string, string> = new Map([
  ["age", "a"],
  ["years-between", "a"],
  ["months-between", "mo"],
  ["days-between", "d"],
  ["minutes-between", "min"],
]);

function unitOf(expression: Expression, vocabulary: Vocabulary): string | undefined {
  if (expression.kind === "call") return unitsOfFunctions.get(expression.function);
  if (expression.kind !== "reference" && expression.kind !== "parameter") return undefined;
  const term =
    expression.kind === "reference" ? vocabulary.reference(expression) : vocabulary.parameter(expression.id);
  const unit = term.ok ? term.value.unit : undefined;
  return unit === "1" || unit?.startsWith("{") ? undefined : unit;
}

function encounterDoubts(
  { compiled }: Checking,
  site: ExpressionSite,
  expression: Expression,
): readonly DesignFault[] {
  const reference = expression.kind === "rows" ? expression.over : expression;
  if (reference.kind !== "reference" || reference.encounter === undefined) return [];
  const formId = (reference satisfies Reference).form ?? reference.name;
  const form = compiled.forms.get(formId);
  const atEncounter = compiled.formsAtEncounter.get(reference.encounter);
  if (!form || form.form.log || !compiled.encounters.has(reference.encounter)) return [];
  if (atEncounter?.includes(formId)) return [];
  const message = `Form ${formId} is not planned at ${reference.encounter}, so this stays unknown.`;
  const remedy = `Plan it there, or name another visit. ${where(site, reference.span)}`;
  return [{ ...warning("not-planned-there", site.path, message, remedy), span: reference.span }];
}
