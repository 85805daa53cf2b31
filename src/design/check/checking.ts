import { compileReadable } from "../compile/compile-design.ts";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { nearest } from "../expression/nearest.ts";
import type { Instruments } from "../instrument-catalog.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { type DesignFault, error } from "./design-fault.ts";

/** What the checks look at: the design as people read it, and as far as it could be made ready. */
export type Checking = {
  readonly design: StudyDesign;
  readonly compiled: CompiledDesign;
  readonly instruments: Instruments;
};

export function startChecking(design: StudyDesign, instruments: Instruments): Checking {
  const { compiled } = compileReadable(design, instruments);
  return { design: compiled.design, instruments, compiled };
}

/** The fault of an id that names nothing. */
export function unresolved(
  kind: string,
  path: string,
  id: string | undefined,
  known: { readonly has: (id: string) => boolean; readonly keys: () => Iterable<string> },
): readonly DesignFault[] {
  if (id === undefined || known.has(id)) return [];
  const near = nearest(id, known.keys());
  const remedy = near ? `Did you mean ${near}? Else add it.` : `Add the ${kind}, or name one that exists.`;
  return [error("unresolved-id", path, `There is no ${kind} ${id}.`, remedy)];
}
