import type { Action } from "../permission.ts";

/** The commands whose rule asks who is in the pool of raters. */
export const ratersCommands: readonly Action[] = ["request-rating", "choose-rater", "request-second-rating"];
