/** When what is entered next happened, and whether it is keyed in from paper. */
export type EntryTime = {
  /** An instant; undefined: now. */
  readonly at: string | undefined;
  readonly isPaper: boolean;
};

export const entersNow: EntryTime = { at: undefined, isPaper: false };

/** Commands that say whether they were keyed in from paper. */
const keyedIn: ReadonlySet<string> = new Set([
  "enter-session",
  "leave-session",
  "record-dose",
  "record-vitals",
  "record-probes",
  "omit-measurement",
  "decide-supplemental",
  "note-effect",
  "change-effect",
  "rate-distress",
  "change-music",
  "change-eyeshades",
  "begin-touch",
  "end-touch",
  "revoke-touch",
  "take-note",
  "give-medication",
  "start-escalation",
  "take-escalation-step",
  "resolve-escalation",
  "assess-readiness",
  "end-session",
  "check-night",
]);

/** The data of a command with where it was taken from. */
export function withBasis(type: string, data: unknown, { isPaper }: EntryTime): unknown {
  return isPaper && keyedIn.has(type) ? { ...(data as object), basis: "paper" } : data;
}
