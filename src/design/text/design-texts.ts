import { z } from "zod";
import { label, prose, remark, shortLabel, source } from "../model/primitives.ts";
import { type StudyDesign, studyDesign } from "../model/study-design.ts";
import { fillText } from "./fill-text.ts";

/** Where in a value people read text; taken from the schema, so that a text that is added to the model is known here. */
type TextTree =
  | { readonly kind: "text" }
  | { readonly kind: "list"; readonly of: TextTree }
  | { readonly kind: "members"; readonly of: ReadonlyMap<string, TextTree> };

type Change = (text: string, path: string) => string;

const humanTexts: ReadonlySet<unknown> = new Set([label, shortLabel, prose, source, remark]);
const designTree = treeOf(studyDesign);

/** The design, or a part of it, with each text that people read changed. */
export function mapTexts<Part extends Partial<StudyDesign>>(part: Part, change: Change): Part {
  // Only strings were put in the place of strings.
  return mapped(part, designTree, "", change) as Part;
}

/** Each text of the design that people read, with its path. */
export function textsOf(
  design: Partial<StudyDesign>,
): readonly { readonly path: string; readonly text: string }[] {
  const texts: { readonly path: string; readonly text: string }[] = [];
  mapTexts(design, (text, path) => {
    texts.push({ path, text });
    return text;
  });
  return texts;
}

/** The design as people read it: each text with the values of the parameters that it names in braces. */
export function withFilledTexts(design: StudyDesign): StudyDesign {
  const parameters = new Map(design.parameters.map((parameter) => [parameter.id, parameter]));
  return mapTexts(design, (text) => fillText(text, parameters));
}

function treeOf(schema: unknown): TextTree | undefined {
  if (humanTexts.has(schema)) return { kind: "text" };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return treeOf(schema.unwrap());
  if (schema instanceof z.ZodArray) {
    const of = treeOf(schema.element);
    return of && { kind: "list", of };
  }
  if (schema instanceof z.ZodUnion) return membersOf(schema.options.flatMap(entriesOf));
  return schema instanceof z.ZodObject ? membersOf(entriesOf(schema)) : undefined;
}

function entriesOf(schema: unknown): readonly (readonly [string, TextTree])[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, inner]) => {
    const tree = treeOf(inner);
    return tree ? [[key, tree] as const] : [];
  });
}

function membersOf(entries: readonly (readonly [string, TextTree])[]): TextTree | undefined {
  return entries.length === 0 ? undefined : { kind: "members", of: new Map(entries) };
}

function mapped(value: unknown, tree: TextTree | undefined, path: string, change: Change): unknown {
  if (tree?.kind === "text") return typeof value === "string" ? change(value, path) : value;
  const prefix = path === "" ? "" : `${path}.`;
  if (tree?.kind === "list" && Array.isArray(value)) {
    return value.map((inner, index) => mapped(inner, tree.of, `${prefix}${index}`, change));
  }
  if (tree?.kind !== "members" || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, mapped(inner, tree.of.get(key), `${prefix}${key}`, change)]),
  );
}
