import { type CompiledDesign, compileDesign, designOfPart, parseStudyDesign } from "#design";
import { publishedInstruments } from "#trial";

const compiled = new WeakMap<object, CompiledDesign>();

/** A published protocol as the form's rules need it; compiled once for each answer of the server. */
export function compiledDesign(json: object): CompiledDesign {
  return compiledOnce(json, () => parseStudyDesign(json));
}

/** The part of a protocol that one form needs, for those who see no more of it. */
export function compiledPart(part: object): CompiledDesign {
  return compiledOnce(part, () => designOfPart(part));
}

/** @throws Error for a design that cannot be read, which the server never published */
function compiledOnce(json: object, read: () => ReturnType<typeof parseStudyDesign>): CompiledDesign {
  const known = compiled.get(json);
  if (known) return known;
  const design = read();
  const made = design.ok ? compileDesign(design.value, publishedInstruments) : design;
  if (!made.ok) throw new Error(`The protocol cannot be read: ${made.error.issues[0]?.message ?? ""}`);
  compiled.set(json, made.value);
  return made.value;
}
