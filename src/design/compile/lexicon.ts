import { failed, ok, type Result } from "#kernel";
import { checkExpression } from "../expression/check-expression.ts";
import type { ExpressionType, TypeKind } from "../expression/expression-type.ts";
import { inSentence } from "../expression/in-sentence.ts";
import { nearest } from "../expression/nearest.ts";
import type { Term, Vocabulary } from "../expression/vocabulary.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Encounter } from "../model/schedule.ts";
import type { CompiledForm, FormItem } from "./compiled-design.ts";

/**
 * What a design names, and the types of its computed items as far as they are known: `open` while one is being
 * found, so that a circle is met and not followed.
 */
export type Lexicon = {
  readonly forms: ReadonlyMap<string, CompiledForm>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly encounters: ReadonlyMap<string, Encounter>;
  readonly computedTypes: Map<FormItem, ExpressionType | "open" | undefined>;
  /** Labels that stand on more than one form, in lower case. */
  readonly sharedLabels: ReadonlySet<string>;
  /** The names in force where the item stands. */
  readonly around: (form: CompiledForm, item: FormItem) => Vocabulary;
};

/** A term of a form, with the item that it is unless it is a score. */
export type FormTerm = Term & { readonly item?: FormItem };

/** The score or item of that name; a score that replaces an item of the same name holds. */
export function termOf(lexicon: Lexicon, form: CompiledForm, name: string): Result<FormTerm, string> {
  const score = form.scores.get(name);
  if (score) return ok({ type: coded(score.kind, score.codes), label: score.label, ...unitOf(score) });
  const item = form.items.get(name);
  if (item) {
    const type = typeOfItem(lexicon, form, item);
    return type.ok ? ok({ item, type: type.value, label: item.label, ...unitOf(item) }) : type;
  }
  const near = nearest(name, [...form.items.keys(), ...form.scores.keys()]);
  return failed(`form ${form.form.id} has no item ${name}${near ? `; did you mean ${near}?` : ""}`);
}

/**
 * The words for an item of another form. The form is named where the label alone would not tell: on several forms,
 * or an instrument's own ("CAPS-5: total severity"), unless the label begins with it.
 */
export function labelFromAfar({ sharedLabels }: Lexicon, { form }: CompiledForm, term: FormTerm): string {
  const { item, label } = term;
  const isOwn = item?.source === "design" && !sharedLabels.has(label.toLowerCase());
  const isNamed = label.toLowerCase().startsWith(form.label.toLowerCase());
  return isOwn || isNamed ? label : `${form.label}: ${inSentence(label)}`;
}

export function sharedLabelsOf(forms: ReadonlyMap<string, CompiledForm>): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { items, scores } of forms.values()) {
    const labels = new Set([...items.values(), ...scores.values()].map(({ label }) => label.toLowerCase()));
    for (const label of labels) (seen.has(label) ? shared : seen).add(label);
  }
  return shared;
}

/** The kind of an item's values; of a computed item, what its expression gives. */
export function kindOf(lexicon: Lexicon, formId: string, itemId: string): TypeKind | undefined {
  const form = lexicon.forms.get(formId);
  const item = form?.items.get(itemId);
  const type = form && item && typeOfItem(lexicon, form, item);
  return type?.ok ? type.value.kind : undefined;
}

export function unitOf({ unit }: { readonly unit?: string | undefined }): { readonly unit?: string } {
  return unit === undefined ? {} : { unit };
}

function typeOfItem(lexicon: Lexicon, form: CompiledForm, item: FormItem): Result<ExpressionType, string> {
  switch (item.type) {
    case "computed":
      return computedType(lexicon, form, item);
    case "integer":
    case "decimal":
      return ok({ kind: "number" });
    case "partial-date":
      return ok({ kind: "date" });
    default:
      return ok(coded(item.type, item.codes));
  }
}

function coded(kind: TypeKind, codes: ReadonlyMap<string, string> | undefined): ExpressionType {
  return kind === "code" || kind === "codes" ? { kind, ...(codes ? { codes } : {}) } : { kind };
}

function computedType(lexicon: Lexicon, form: CompiledForm, item: FormItem): Result<ExpressionType, string> {
  const { computedTypes } = lexicon;
  if (!computedTypes.has(item)) {
    computedTypes.set(item, "open");
    const names = lexicon.around(form, item);
    computedTypes.set(item, item.computedBy && checkExpression(item.computedBy, names).type);
  }
  const type = computedTypes.get(item);
  const isWord = typeof type === "object" && (type.kind === "text" || type.kind === "code");
  if (isWord && item.codes) return ok({ kind: "code", codes: item.codes });
  if (type === "open") return failed(`${item.id} is computed from itself`);
  return type ? ok(withoutLiteral(type)) : failed(`${item.id} is computed by an expression with a fault`);
}

/** An item that always gives one text is one that gives this code. */
function withoutLiteral(type: ExpressionType): ExpressionType {
  if (type.kind !== "text" || type.literal === undefined) return type;
  return { kind: "code", codes: new Map([[type.literal, type.literal]]) };
}
