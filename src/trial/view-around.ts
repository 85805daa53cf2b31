import type { CompiledDesign } from "#design";
import type { CalendarDate } from "#kernel";
import type { Viewer } from "./blinding/view.ts";
import type { SiteState } from "./site/evolve.ts";

/** What a view needs beside the participant's state. */
export type Around = {
  /** The version of the protocol that binds the participant now. */
  readonly design: CompiledDesign;
  /** All versions: what was written under one is read under that one. */
  readonly designs: (version: string) => CompiledDesign | undefined;
  readonly site: SiteState;
  readonly today: CalendarDate;
  readonly viewer: Viewer;
};
