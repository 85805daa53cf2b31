import type { Fate } from "../fate.ts";
import type { Sketch } from "../people.ts";

/** Somebody, and what becomes of them; what is left out is as it mostly is. */
export type Row = readonly [
  Sketch,
  Omit<Fate, "person" | "channel" | "recruitmentSource" | "contacts"> &
    Partial<Pick<Fate, "channel" | "recruitmentSource" | "contacts">>,
];
