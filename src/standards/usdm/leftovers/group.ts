import type { Loss } from "../document/reading.ts";
import type { NotRepresented } from "../not-represented.ts";
import { quoted } from "../schema/describe.ts";
import { harmless } from "../text/harmless.ts";
import type { Leftover } from "./find-leftovers.ts";
import { reasonFor } from "./reasons.ts";

/** One line for each kind of thing that is not represented, in the order of the file. */
export function groupNotRepresented(
  losses: readonly Loss[],
  leftovers: readonly Leftover[],
): readonly NotRepresented[] {
  const entries: readonly Entry[] = [...losses, ...leftovers.map(entryOf)];
  const distinct = new Map(entries.map((entry) => [[entry.path, entry.what, entry.why].join("\n"), entry]));
  const groups = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of distinct.values()) {
    const key = [entry.pattern ?? patternOf(entry.path), entry.what, entry.why].join("\n");
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].map(lineOf);
}

type Entry = Loss & {
  /** The pattern of the group, where it is not that of the path. */
  readonly pattern?: string;
  readonly example?: string;
};

/** Classes of which the attribute that holds them says more than their own name. */
const valueClasses: ReadonlySet<string> = new Set(["AliasCode", "Code", "Duration", "Quantity", "Range"]);

function entryOf(leftover: Leftover): Entry {
  const { path, className, attribute, isKnown, whole, example } = leftover;
  const isThing = isKnown && whole !== undefined && !valueClasses.has(whole);
  const own = isKnown ? `${className}.${attribute}` : `the attribute ${quoted(attribute)}`;
  // A code stands almost anywhere, and what is passed over of it is so for the same reason everywhere.
  const isOfCode = className === "Code" && whole === undefined && attribute !== "decode";
  return {
    path,
    what: isThing ? whole : own,
    why: reasonFor(leftover),
    ...(isOfCode ? { pattern: `study.**.${attribute}` } : {}),
    ...(example === undefined
      ? {}
      : { example: typeof example === "string" ? quoted(example) : String(example) }),
  };
}

function lineOf(group: readonly [Entry, ...Entry[]]): NotRepresented {
  const [first] = group;
  const path = (group.length > 1 ? first.pattern : undefined) ?? commonPath(group.map((entry) => entry.path));
  const count = group.length > 1 ? `${group.length} × ` : "";
  return {
    path: harmless(path),
    what: harmless(`${count}${first.what}${examples(group)}`),
    why: harmless(first.why),
  };
}

function examples(group: readonly Entry[]): string {
  const distinct = [...new Set(group.flatMap(({ example }) => example ?? []))];
  if (distinct.length === 0) return "";
  return ` (${distinct.slice(0, 2).join(", ")}${distinct.length > 2 ? ", …" : ""})`;
}

function patternOf(path: string): string {
  return path.replaceAll(/\.\d+(?=\.|$)/g, ".*");
}

/** The steps that all paths share, and a `*` where they part. */
function commonPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("."));
  return first.map((step, index) => (others.every((other) => other[index] === step) ? step : "*")).join(".");
}
