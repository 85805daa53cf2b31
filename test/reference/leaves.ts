import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../../../shared/golden/meta");

/** A file of reference numbers beside the repository; undefined where that folder is not there. */
export function sharedReference<Shape>(name: string): Shape | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Shape) : undefined;
}

export type LeafTolerance = { readonly abs: number; readonly rel: number };

/** Every number and text of a reference, by its path. */
export function leavesOf(value: unknown, at = ""): readonly (readonly [string, unknown])[] {
  if (value === null || typeof value !== "object") return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, at === "" ? key : `${at}.${key}`));
}

/** The leaves of the reference that ours does not have, or has otherwise. Nothing of the reference is left out. */
export function leavesApart(
  ours: unknown,
  reference: unknown,
  { abs, rel }: LeafTolerance,
): readonly string[] {
  const own = new Map(leavesOf(ours));
  return leavesOf(reference).flatMap(([at, expected]) => {
    const got = own.get(at);
    if (got === expected) return [];
    const near =
      typeof got === "number" &&
      typeof expected === "number" &&
      Math.abs(got - expected) <= abs + rel * Math.abs(expected);
    return near ? [] : [`${at}: ${String(got)} is not ${String(expected)}`];
  });
}
