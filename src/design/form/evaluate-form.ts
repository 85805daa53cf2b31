import type { CompiledCheck, CompiledDesign, CompiledForm, FormItem } from "../compile/compiled-design.ts";
import { evaluateCondition } from "../expression/evaluate.ts";
import type { EvaluationScope } from "../expression/scope.ts";
import type { InstrumentReading } from "../instrument-catalog.ts";
import { type FormReading, readForm } from "./form-reading.ts";
import type { EditCheckFinding, FormIssue, FormState, ItemState } from "./form-state.ts";
import {
  type FormValues,
  type ItemValue,
  isBlank,
  itemValueOf,
  placesIn,
  type RowPlace,
  valueIn,
} from "./item-value.ts";
import { rowIssues, strayValues } from "./stray-values.ts";
import { sentence, validateItem } from "./validate-item.ts";

/**
 * Applies a form's rules to its values: what is to be asked, what is computed, what is wrong, what is missing.
 * @param around what names that are not the form's own stand for: `recordScope` of the participant, whose `today`
 * is the day that the form tells of
 */
export function evaluateForm(
  design: CompiledDesign,
  form: CompiledForm,
  values: FormValues,
  around: EvaluationScope,
): FormState {
  const reading = readForm(design, form, values, around, false);
  const places = placesOf(form, values);
  const items = places.map(({ item, row }) => stateOf(reading, values, item, row));
  const applicable = items.filter(({ applies }) => applies === true);
  const instrument = reading.instrument();
  const wanted = new Set(instrument.missing);
  const required = applicable.filter((state) => isRequired(form.items.get(state.itemId), state, wanted));
  const missing = required.filter(({ value }) => isBlank(value)).map(({ path }) => path);
  const ofValues = applicable.flatMap((state) => issuesOf(form, state));
  const issues = [
    ...strayValues(form, values),
    ...rowIssues(form, values, reading),
    ...ofValues,
    ...instrumentIssues(instrument, ofValues),
    ...missing.map(requiredIssue),
  ];
  const findings = findingsOf(form, places, reading);
  return {
    items,
    groups: [...form.groups.values()].map(({ group, visibleWhen }) => ({
      groupId: group.id,
      applies: visibleWhen ? evaluateCondition(visibleWhen, reading.scope).truth : true,
    })),
    scores: instrument.scores,
    issues,
    findings,
    notApplicable: items.flatMap(({ applies, path, value, itemId }) =>
      applies !== true && value !== undefined && !form.items.get(itemId)?.computedBy ? [{ path, value }] : [],
    ),
    completeness: { required: required.length, answered: required.length - missing.length, missing },
    submittable: ![...issues, ...findings].some(({ severity }) => severity === "error"),
  };
}

type Place = { readonly item: FormItem; readonly row: RowPlace | undefined };

/** Every item as often as it has a value to hold: once, or once in each row. */
function placesOf(form: CompiledForm, values: FormValues): readonly Place[] {
  const ofInstrument = [...form.items.values()].filter(({ groupId }) => groupId === undefined);
  const inGroups = [...form.groups.values()].flatMap(({ group, items }): readonly Place[] => {
    if (!group.repeating) return items.map((item) => ({ item, row: undefined }));
    return placesIn(values, group.id).flatMap((row) => items.map((item) => ({ item, row })));
  });
  return [...ofInstrument.map((item) => ({ item, row: undefined })), ...inGroups];
}

function stateOf(
  reading: FormReading,
  values: FormValues,
  item: FormItem,
  row: RowPlace | undefined,
): ItemState {
  const entered = valueIn(values, item.id, row);
  const state = {
    path: pathOf(item, row),
    itemId: item.id,
    applies: reading.applies(item, row),
    ...(row ? { row } : {}),
  };
  const evaluation = reading.computed(item, row);
  if (!evaluation) return entered === undefined ? state : { ...state, value: entered };
  const value = evaluation.kind === "value" ? itemValueOf(evaluation.value) : undefined;
  if (value !== undefined) return { ...state, value };
  return { ...state, waitsFor: evaluation.kind === "unknown" ? evaluation.missing : [] };
}

/**
 * Whether an answer, or a reason for none, is needed. Of an instrument's items its own rule says so: one that it does not
 * miss, such as a question that its skip pattern leaves out, may stay open.
 */
function isRequired(
  item: FormItem | undefined,
  { value }: ItemState,
  missedByInstrument: ReadonlySet<string>,
): boolean {
  if (!item || item.type === "computed") return false;
  if (item.source !== "instrument") return item.required;
  return missedByInstrument.has(item.id) || (item.required && !isBlank(value));
}

/** Answers that contradict each other, or that the instrument does not take; one issue about a value is enough. */
function instrumentIssues({ faults }: InstrumentReading, known: readonly FormIssue[]): readonly FormIssue[] {
  return faults
    .filter((fault) => !known.some(({ path }) => path === fault.path))
    .map(({ path, message }) => ({
      path,
      code: "contradiction",
      severity: "error",
      message: sentence(message),
    }));
}

function requiredIssue(path: string): FormIssue {
  return {
    path,
    code: "required",
    severity: "error",
    message: "An answer is needed, or the reason for none.",
  };
}

function issuesOf(form: CompiledForm, { itemId, path, value }: ItemState): readonly FormIssue[] {
  const item = form.items.get(itemId);
  if (!item || value === undefined || item.type === "computed") return [];
  return validateItem(item, value).map((issue) => ({ path, ...issue }));
}

/** Checks of items that apply, and of the form; one that cannot be decided finds nothing. */
function findingsOf(
  form: CompiledForm,
  places: readonly Place[],
  reading: FormReading,
): readonly EditCheckFinding[] {
  const ofItems = places
    .filter(({ item, row }) => item.checks.length > 0 && reading.applies(item, row) === true)
    .flatMap(({ item, row }) =>
      failing(item.checks, row ? reading.scopeIn(row) : reading.scope, pathOf(item, row)),
    );
  return [...ofItems, ...failing(form.checks, reading.scope, "")];
}

function failing(
  checks: readonly CompiledCheck[],
  scope: EvaluationScope,
  path: string,
): readonly EditCheckFinding[] {
  return checks
    .filter(({ assert }) => evaluateCondition(assert, scope).truth === false)
    .map(({ check: { id, severity, message } }) => ({ checkId: id, path, severity, message }));
}

function pathOf({ id }: FormItem, row: RowPlace | undefined): string {
  return row ? `${row.groupId}.${row.index}.${id}` : id;
}

/** The values as a record keeps them: what was entered, with what was computed beside it. */
export function withComputedValues(form: CompiledForm, values: FormValues, { items }: FormState): FormValues {
  const computed = items.filter(({ itemId }) => form.items.get(itemId)?.type === "computed");
  const single = computed.filter(({ row }) => !row);
  const rows = Object.entries(values.rows).map(([groupId, entered]) => {
    const inGroup = computed.filter(({ row }) => row?.groupId === groupId);
    const filled = entered.map((row, index) => ({
      ...row,
      ...valuesOf(inGroup.filter((one) => one.row?.index === index)),
    }));
    return [groupId, filled] as const;
  });
  return { items: { ...values.items, ...valuesOf(single) }, rows: Object.fromEntries(rows) };
}

function valuesOf(states: readonly ItemState[]): { readonly [itemId: string]: ItemValue } {
  return Object.fromEntries(
    states.flatMap(({ itemId, value }) => (value === undefined ? [] : [[itemId, value]])),
  );
}
