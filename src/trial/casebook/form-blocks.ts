import type { CompiledForm, FormItem } from "#design";
import { withUnit } from "#design";
import type { ItemValue } from "../form/events.ts";
import type { FormState, ItemState } from "../form/evolve.ts";
import { formIdOf, repeatOf } from "../form/form-key.ts";
import { type Block, heading, tableOr } from "./document.ts";
import { inWords, momentIn, yesOrNo } from "./words.ts";

/** What the blocks of a form need beside it. */
export type FormAround = {
  /** Absent where the form's version cannot be read: items then show by their ids. */
  readonly compiled?: CompiledForm;
  readonly zone: string;
  readonly nameOf: (user: string) => string;
  /** Its answers are kept from whoever took the copy. */
  readonly isClosed: boolean;
};

/** One filling of a form: its state, every answer in the form's own order, and what was derived. */
export function formBlocks(form: FormState, around: FormAround): readonly Block[] {
  const { compiled, isClosed, zone, nameOf } = around;
  const repeat = repeatOf(form.formKey);
  const title = compiled?.form.label ?? formIdOf(form.formKey);
  const facts: readonly (readonly [string, string])[] = [
    ["State", inWords(form.status)],
    ["Entered by", inWords(form.enteredBy)],
    ["Protocol version", form.designVersion],
    ...(form.submittedAt
      ? [["Submitted", `${momentIn(form.submittedAt, zone)}, ${nameOf(form.submittedBy ?? "")}`] as const]
      : []),
  ];
  const head = heading(4, repeat > 1 ? `${title} (${repeat})` : title);
  if (isClosed) {
    const text =
      "The answers are kept from whoever took this copy. They are in it, sealed, and prove themselves when laid open.";
    return [head, { kind: "facts", facts }, { kind: "note", text }];
  }
  const answers = answerRows(form, around);
  const scores = derivedRows(form, compiled);
  return [
    head,
    { kind: "facts", facts },
    tableOr("Nothing is entered.", "Answers", ["Item", "Answer", "Last changed", "Source verified"], answers),
    ...(scores.length > 0
      ? [tableOr("", "Derived by the software", ["Score or item", "Value"], scores)]
      : []),
  ];
}

function answerRows({ items }: FormState, around: FormAround): readonly (readonly string[])[] {
  const order = [...(around.compiled?.items.keys() ?? [])];
  const place = (path: string): number => {
    const index = order.indexOf(itemIdOf(path));
    return index < 0 ? order.length : index;
  };
  return Object.entries(items)
    .sort(([a], [b]) => groupOf(a).localeCompare(groupOf(b)) || rowOf(a) - rowOf(b) || place(a) - place(b))
    .map(([path, item]) => answerRow(path, item, around));
}

function answerRow(path: string, item: ItemState, { compiled, zone, nameOf }: FormAround): readonly string[] {
  const known = compiled?.items.get(itemIdOf(path));
  const row = rowOf(path);
  const label = known?.label ?? path;
  const { verified } = item;
  return [
    row < 0 ? label : `${row + 1}. ${label}`,
    showAnswer(item.value, known),
    `${momentIn(item.changedOn, zone)}, ${nameOf(item.changedBy)}`,
    verified ? `${momentIn(verified.at, zone)}, ${nameOf(verified.by)}` : "",
  ];
}

function derivedRows(
  { derived }: FormState,
  compiled: CompiledForm | undefined,
): readonly (readonly string[])[] {
  return Object.entries(derived).map(([name, value]) => {
    const id = name.replace(/^score:/, "");
    const score = compiled?.scores.get(id);
    const known = score ?? compiled?.items.get(id);
    const shown = typeof value === "string" ? (score?.codes?.get(value) ?? value) : showPlain(value);
    return [known?.label ?? id, withUnit(shown, known?.unit)];
  });
}

/** An answer in words: codes by their labels, numbers with their unit. */
export function showAnswer(value: ItemValue | null, item: FormItem | undefined): string {
  if (value === null) return "(emptied)";
  if (Array.isArray(value)) return value.map((code) => item?.codes?.get(code) ?? code).join(", ");
  if (typeof value === "object")
    return "freeText" in value ? value.freeText : `(${inWords(value.nullFlavor)})`;
  if (typeof value === "string") return item?.codes?.get(value) ?? value;
  return typeof value === "number" ? withUnit(String(value), item?.unit) : yesOrNo(value as boolean);
}

function showPlain(value: number | string | boolean | null): string {
  if (value === null) return "not computable";
  return typeof value === "boolean" ? yesOrNo(value) : String(value);
}

function itemIdOf(path: string): string {
  return path.split(".").at(-1) ?? path;
}

/** The repeating group; empty for an item that stands by itself, which comes first. */
function groupOf(path: string): string {
  return path.includes(".") ? (path.split(".")[0] ?? "") : "";
}

/** The row of a repeating group, from 0; −1 for an item that stands by itself. */
function rowOf(path: string): number {
  const [, row] = path.split(".");
  return row === undefined ? -1 : Number(row);
}
