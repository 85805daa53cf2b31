import type { InputIssue } from "#kernel";
import { quoted } from "../schema/describe.ts";
import { joinPath } from "../schema/path.ts";
import { usdmClasses } from "../schema/usdm-classes.ts";
import type { UsdmObject } from "./usdm-object.ts";

const referable: ReadonlySet<string> = new Set(
  [...usdmClasses.values()].flatMap(({ references }) => references.flatMap(({ targets }) => targets)),
);

/** The objects by their ids; of several with one id, the first. */
export function indexById(objects: readonly UsdmObject[]): ReadonlyMap<string, UsdmObject> {
  const byId = new Map<string, UsdmObject>();
  for (const object of objects) if (object.id !== "" && !byId.has(object.id)) byId.set(object.id, object);
  return byId;
}

/**
 * Ids that stand for two things. A value that nothing can refer to, as a code or a quantity, may be said
 * again word for word.
 */
export function checkIds(
  objects: readonly UsdmObject[],
  byId: ReadonlyMap<string, UsdmObject>,
): readonly InputIssue[] {
  return objects.flatMap((object) => {
    const first = byId.get(object.id);
    if (first === undefined || first === object || isSaidAgain(first, object)) return [];
    const message = `expected an id of its own, got ${quoted(object.id)}, which ${first.path} has`;
    return [{ path: joinPath(object.path, "id"), message }];
  });
}

function isSaidAgain(first: UsdmObject, second: UsdmObject): boolean {
  return !referable.has(second.className) && JSON.stringify(first.values) === JSON.stringify(second.values);
}
