import { type CompiledDesign, compileDesign, parseStudyDesign } from "#design";
import { publishedInstruments } from "#trial";

/** Compiles each published design once, whoever asks for it. */
export type DesignLibrary = {
  /** @param hash of the design's canonical JSON, under which it was published */
  readonly compiled: (hash: string, design: unknown) => CompiledDesign;
};

export function designLibrary(): DesignLibrary {
  const compiled = new Map<string, CompiledDesign>();
  return {
    compiled: (hash, design) => {
      const known = compiled.get(hash);
      if (known) return known;
      const parsed = parseStudyDesign(design);
      if (!parsed.ok)
        throw new Error("Cannot read a published design: the ledger holds one that is not valid.");
      const made = compileDesign(parsed.value, publishedInstruments);
      if (!made.ok) throw new Error("Cannot compile a published design: the ledger holds one with faults.");
      const fresh = made.value;
      compiled.set(hash, fresh);
      return fresh;
    },
  };
}
