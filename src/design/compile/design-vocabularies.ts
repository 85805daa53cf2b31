import { failed, ok, type Result } from "#kernel";
import type { Reference } from "../expression/expression.ts";
import type { ExpressionType } from "../expression/expression-type.ts";
import { nearest } from "../expression/nearest.ts";
import type { ParameterTerm, RowTerm, Term, Vocabulary } from "../expression/vocabulary.ts";
import type { CompiledForm, DesignVocabularies, FormItem } from "./compiled-design.ts";
import {
  type FormTerm,
  kindOf,
  type Lexicon,
  labelFromAfar,
  sharedLabelsOf,
  termOf,
  unitOf,
} from "./lexicon.ts";

/** The vocabularies of a design. Types of computed items are found once each; a circle among them is a failure. */
export function designVocabularies(
  names: Pick<Lexicon, "forms" | "parameters" | "encounters">,
): DesignVocabularies {
  const lexicon: Lexicon = {
    ...names,
    computedTypes: new Map(),
    sharedLabels: sharedLabelsOf(names.forms),
    around: (form, item) =>
      item.repeating && item.groupId !== undefined
        ? inRow(lexicon, form.form.id, item.groupId)
        : inForm(lexicon, form.form.id),
  };
  return {
    record: recordVocabulary(lexicon),
    inForm: (formId) => inForm(lexicon, formId),
    inRow: (formId, groupId) => inRow(lexicon, formId, groupId),
    kindOf: (formId, itemId) => kindOf(lexicon, formId, itemId),
  };
}

function recordVocabulary(lexicon: Lexicon): Vocabulary {
  const vocabulary: Vocabulary = {
    reference: (reference) => recordReference(lexicon, reference),
    rows: (over) => around(recordRows(lexicon, over), vocabulary),
    parameter: (id) => parameterTerm(lexicon, id),
    encounter: (id) => {
      const encounter = lexicon.encounters.get(id);
      if (encounter) return ok(encounter.label ?? encounter.name);
      return failed(noSuch("encounter", id, lexicon.encounters.keys()));
    },
  };
  return vocabulary;
}

function inForm(lexicon: Lexicon, formId: string): Vocabulary {
  const record = recordVocabulary(lexicon);
  const form = lexicon.forms.get(formId);
  if (!form) return record;
  const vocabulary: Vocabulary = {
    ...record,
    reference: (reference) => formReference(lexicon, form, reference),
    rows: (over) => around(formRows(lexicon, form, over), vocabulary),
  };
  return vocabulary;
}

function inRow(lexicon: Lexicon, formId: string, groupId: string): Vocabulary {
  const form = lexicon.forms.get(formId);
  const outer = inForm(lexicon, formId);
  return form ? withinRow(rowVocabulary(lexicon, form, groupId), outer) : outer;
}

/** Inside one row of a group: the group's items by their bare names. */
function rowVocabulary(lexicon: Lexicon, form: CompiledForm, groupId: string): Vocabulary {
  return {
    ...recordVocabulary(lexicon),
    reference: (reference) => {
      if (!isBare(reference)) return recordReference(lexicon, reference);
      const term = termOf(lexicon, form, reference.name);
      if (term.ok && term.value.item?.groupId === groupId) return term;
      return failed(`group ${groupId} of form ${form.form.id} has no item ${reference.name}`);
    },
  };
}

/** Inside one submission of a form: its items by their bare names, and the rows of its groups. */
function submissionVocabulary(lexicon: Lexicon, form: CompiledForm): Vocabulary {
  return {
    ...recordVocabulary(lexicon),
    reference: (reference) => {
      if (reference.form === form.form.id && reference.encounter === undefined) {
        return failed(`inside any(${form.form.id}, …) write ${reference.name}, without the form`);
      }
      return formReference(lexicon, form, reference);
    },
    rows: (over) => formRows(lexicon, form, over),
  };
}

function formReference(lexicon: Lexicon, form: CompiledForm, reference: Reference): Result<Term, string> {
  if (!isBare(reference)) return recordReference(lexicon, reference);
  return singleTerm(lexicon, form, reference);
}

function formRows(lexicon: Lexicon, form: CompiledForm, over: Reference): Result<RowTerm, string> {
  return isBare(over) && form.groups.has(over.name)
    ? groupRows(lexicon, form, over.name)
    : recordRows(lexicon, over);
}

/** A reference that says its form. */
function recordReference(lexicon: Lexicon, reference: Reference): Result<Term, string> {
  if (reference.form === undefined) return failed(unnamedForm(lexicon, reference));
  const form = lexicon.forms.get(reference.form);
  if (!form) return failed(noSuch("form", reference.form, lexicon.forms.keys()));
  if (form.form.log || form.form.repeating) return failed(manyEntries(form, reference));
  const fault = encounterFault(lexicon, reference);
  const term = fault === undefined ? singleTerm(lexicon, form, reference) : failed(fault);
  return term.ok ? ok({ ...term.value, label: labelFromAfar(lexicon, form, term.value) }) : term;
}

/** An item that has one value on a form, and not one in each row. */
function singleTerm(lexicon: Lexicon, form: CompiledForm, reference: Reference): Result<FormTerm, string> {
  const term = termOf(lexicon, form, reference.name);
  return term.ok && term.value.item?.repeating ? failed(inRows(form, term.value.item, reference)) : term;
}

/** Rows of a form's submissions (`medication`), or of a group of another form (`ecg.readings`). */
function recordRows(lexicon: Lexicon, over: Reference): Result<RowTerm, string> {
  const fault = encounterFault(lexicon, over);
  if (fault !== undefined) return failed(fault);
  const name = over.form ?? over.name;
  const form = lexicon.forms.get(name);
  if (!form) return failed(noSuch("repeating group or form", name, lexicon.forms.keys()));
  if (over.form === undefined)
    return ok({ label: form.form.label, inside: submissionVocabulary(lexicon, form) });
  if (form.form.log || form.form.repeating) return failed(manyEntries(form, over));
  return groupRows(lexicon, form, over.name);
}

function groupRows(lexicon: Lexicon, form: CompiledForm, groupId: string): Result<RowTerm, string> {
  const group = form.groups.get(groupId);
  if (!group) return failed(noSuch(`group in form ${form.form.id}:`, groupId, form.groups.keys()));
  if (!group.group.repeating) return failed(`group ${groupId} does not repeat; name its items directly`);
  return ok({ label: group.group.label ?? groupId, inside: rowVocabulary(lexicon, form, groupId) });
}

function around(rows: Result<RowTerm, string>, outer: Vocabulary): Result<RowTerm, string> {
  return rows.ok ? ok({ label: rows.value.label, inside: withinRow(rows.value.inside, outer) }) : rows;
}

/** A bare name that a row does not have is looked for around it. */
function withinRow(row: Vocabulary, outer: Vocabulary): Vocabulary {
  const vocabulary: Vocabulary = {
    ...row,
    reference: (reference) => {
      const own = row.reference(reference);
      if (own.ok || reference.form !== undefined) return own;
      const other = outer.reference(reference);
      return other.ok ? other : own;
    },
    rows: (over) => {
      const own = row.rows(over);
      return around(own.ok ? own : outer.rows(over), vocabulary);
    },
  };
  return vocabulary;
}

function parameterTerm({ parameters }: Lexicon, id: string): Result<ParameterTerm, string> {
  const parameter = parameters.get(id);
  if (!parameter) return failed(noSuch("parameter", id, parameters.keys()));
  const { value, label } = parameter;
  const kind = typeof value === "number" ? "number" : "boolean";
  const type: ExpressionType = typeof value === "string" ? { kind: "text", literal: value } : { kind };
  return ok({ value, type, label, ...unitOf(parameter) });
}

function encounterFault({ encounters }: Lexicon, { encounter }: Reference): string | undefined {
  if (encounter === undefined || encounters.has(encounter)) return undefined;
  return noSuch("encounter", encounter, encounters.keys());
}

function isBare({ form, encounter }: Reference): boolean {
  return form === undefined && encounter === undefined;
}

function noSuch(kind: string, id: string, known: Iterable<string>): string {
  const near = nearest(id, known);
  return `there is no ${kind} ${id}${near ? `; did you mean ${near}?` : ""}`;
}

function unnamedForm({ forms }: Lexicon, { name }: Reference): string {
  const holder = [...forms.values()].find(({ items, scores }) => items.has(name) || scores.has(name));
  return `${name} stands on no form here: write ${holder ? holder.form.id : "form"}.${name}`;
}

function manyEntries({ form }: CompiledForm, { name }: Reference): string {
  const kind = form.log ? "a log" : "filled more than once";
  return `form ${form.id} is ${kind}: write any(${form.id}, … ${name} …), count or max-of`;
}

function inRows({ form }: CompiledForm, { id, groupId }: FormItem, reference: Reference): string {
  const group = reference.form === undefined ? groupId : `${form.id}.${groupId}`;
  return `${id} has a value in each row of ${groupId}: write any(${group}, … ${id} …), count or max-of`;
}
