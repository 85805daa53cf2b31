import { allOf, type Truth } from "#kernel";
import type { CompiledDesign, CompiledForm, FormItem } from "../compile/compiled-design.ts";
import { evaluate, evaluateCondition } from "../expression/evaluate.ts";
import type { Reference } from "../expression/expression.ts";
import type { Evaluation } from "../expression/outcome.ts";
import { type EvaluationScope, type Lookup, type Row, scopeInRow } from "../expression/scope.ts";
import type { InstrumentReading, InstrumentResponses } from "../instrument-catalog.ts";
import {
  expressionValueOf,
  type FormValues,
  type ItemValue,
  isBlank,
  itemValueOf,
  nullFlavorOf,
  placesIn,
  type RowPlace,
  valueIn,
} from "./item-value.ts";

/** One filled form as its rules see it: what applies, what is computed, what each name stands for. */
export type FormReading = {
  /** Whether the item is to be asked; unknown where what decides it is missing. */
  readonly applies: (item: FormItem, row?: RowPlace) => Truth;
  /** What the item's expression gives; undefined for an item that is not computed. */
  readonly computed: (item: FormItem, row?: RowPlace) => Evaluation | undefined;
  /** What the form's instrument makes of the answers that apply; of a form without one, nothing. */
  readonly instrument: () => InstrumentReading;
  readonly scope: EvaluationScope;
  readonly scopeIn: (row: RowPlace) => EvaluationScope;
  /** The form as a row of all submissions of its kind. */
  readonly asRow: Row;
};

type State = {
  readonly design: CompiledDesign;
  readonly form: CompiledForm;
  readonly values: FormValues;
  readonly around: EvaluationScope;
  readonly keepsComputed: boolean;
  readonly applies: Map<string, Truth>;
  readonly computed: Map<string, Evaluation | undefined>;
  instrument: InstrumentReading | undefined;
  scope: EvaluationScope;
};

const open: Evaluation = { kind: "unknown", missing: [] };
const noInstrument: InstrumentReading = { scores: {}, missing: [], faults: [] };

/**
 * Reads a form lazily: what is asked is found once, in the order in which things depend on each other. An item that
 * depends on itself is unknown; the design's check names such circles.
 * @param around what names that are not the form's own stand for
 * @param keepsComputed on a submitted form the computed values that were stored with it hold
 */
export function readForm(
  design: CompiledDesign,
  form: CompiledForm,
  values: FormValues,
  around: EvaluationScope,
  keepsComputed: boolean,
): FormReading {
  const state: State = {
    design,
    form,
    values,
    around,
    keepsComputed,
    applies: new Map(),
    computed: new Map(),
    instrument: undefined,
    scope: around,
  };
  const asRow: Row = {
    lookUp: (reference) => lookUpOwn(state, reference),
    rowsOf: (over) => rowsOfGroup(state, over),
  };
  state.scope = scopeInRow(asRow, around);
  return {
    applies: (item, row) => applies(state, item, row),
    computed: (item, row) => computed(state, item, row),
    instrument: () => readInstrument(state),
    scope: state.scope,
    scopeIn: (row) => scopeIn(state, row),
    asRow,
  };
}

function applies(state: State, item: FormItem, row: RowPlace | undefined): Truth {
  if (item.visibleWhen.length === 0) return true;
  const key = keyOf(item, row);
  const known = state.applies.get(key);
  if (known !== undefined) return known;
  state.applies.set(key, "unknown");
  const scope = scopeIn(state, row);
  const truth = allOf(item.visibleWhen.map((condition) => evaluateCondition(condition, scope).truth));
  state.applies.set(key, truth);
  return truth;
}

function computed(state: State, item: FormItem, row: RowPlace | undefined): Evaluation | undefined {
  if (!item.computedBy) return undefined;
  const key = keyOf(item, row);
  if (!state.computed.has(key)) {
    state.computed.set(key, open);
    state.computed.set(key, storedValue(state, item, row) ?? evaluate(item.computedBy, scopeIn(state, row)));
  }
  return state.computed.get(key);
}

function storedValue(state: State, item: FormItem, row: RowPlace | undefined): Evaluation | undefined {
  const stored = state.keepsComputed ? valueIn(state.values, item.id, row) : undefined;
  const value = stored === undefined ? undefined : convert(state, item, stored);
  return value === undefined ? undefined : { kind: "value", value };
}

function lookUp(state: State, item: FormItem, row: RowPlace | undefined): Lookup {
  const truth = applies(state, item, row);
  if (truth !== true) return { absent: truth === false ? "not-applicable" : "not-entered" };
  const evaluation = computed(state, item, row);
  if (evaluation)
    return evaluation.kind === "value" ? { value: evaluation.value } : { absent: "not-entered" };
  const entered = valueIn(state.values, item.id, row);
  if (entered === undefined || isBlank(entered)) return { absent: "not-entered" };
  const nullFlavor = nullFlavorOf(entered);
  if (nullFlavor) return { absent: nullFlavor };
  const value = convert(state, item, entered);
  return value === undefined ? { absent: "not-entered" } : { value };
}

function convert(state: State, item: FormItem, value: ItemValue): ReturnType<typeof expressionValueOf> {
  const kind = state.design.vocabularies.kindOf(state.form.form.id, item.id);
  return kind && expressionValueOf(kind, value);
}

function lookUpOwn(state: State, { form, name, encounter }: Reference): Lookup | undefined {
  if (form !== undefined || encounter !== undefined) return undefined;
  if (!state.form.scores.has(name)) {
    const item = state.form.items.get(name);
    return item && !item.repeating ? lookUp(state, item, undefined) : undefined;
  }
  const { scores } = readInstrument(state);
  const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
  return score === undefined || score === null ? { absent: "not-entered" } : { value: score };
}

function rowsOfGroup(state: State, { form, name, encounter }: Reference): readonly Row[] | undefined {
  if (form !== undefined || encounter !== undefined) return undefined;
  const group = state.form.groups.get(name);
  if (!group?.group.repeating) return undefined;
  const shown = group.visibleWhen ? evaluateCondition(group.visibleWhen, state.scope).truth : true;
  if (shown === "unknown") return undefined;
  return shown ? placesIn(state.values, name).map((place) => rowOf(state, place)) : [];
}

function rowOf(state: State, place: RowPlace): Row {
  return {
    lookUp: ({ form, name, encounter }) => {
      const item = state.form.items.get(name);
      const isOwn = form === undefined && encounter === undefined && item?.groupId === place.groupId;
      return isOwn ? lookUp(state, item, place) : undefined;
    },
    rowsOf: () => undefined,
  };
}

function scopeIn(state: State, row: RowPlace | undefined): EvaluationScope {
  return row ? scopeInRow(rowOf(state, row), state.scope) : state.scope;
}

/** Scores are the scorer's, from the items that apply and have an answer. */
function readInstrument(state: State): InstrumentReading {
  if (state.instrument) return state.instrument;
  state.instrument = noInstrument;
  const { instrument } = state.form.form;
  if (instrument !== undefined)
    state.instrument = state.design.scoreInstrument(instrument, responsesOf(state));
  return state.instrument;
}

function responsesOf(state: State): InstrumentResponses {
  const responses: Record<string, number | string | boolean | readonly string[]> = {};
  for (const item of state.form.items.values()) {
    if (item.source !== "instrument") continue;
    const found = lookUp(state, item, undefined);
    const value = "value" in found ? itemValueOf(found.value) : undefined;
    if (value !== undefined && (typeof value !== "object" || Array.isArray(value)))
      responses[item.id] = value;
  }
  return responses;
}

function keyOf({ id }: FormItem, row: RowPlace | undefined): string {
  return row ? `${row.groupId}.${row.index}.${id}` : id;
}
