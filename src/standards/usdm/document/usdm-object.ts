import { isRecord, type JsonRecord } from "../schema/json-record.ts";
import { joinPath } from "../schema/path.ts";
import { usdmClasses } from "../schema/usdm-classes.ts";

/** One object of a document whose shape was checked: its class, its id, where it stands and what it says. */
export type UsdmObject = {
  readonly className: string;
  /** Empty for the wrapper, and for a study without an id. */
  readonly id: string;
  readonly path: string;
  readonly values: JsonRecord;
};

/** An object at its place. */
export function usdmObject(value: JsonRecord, path: string): UsdmObject {
  const { id, instanceType } = value;
  return {
    className: typeof instanceType === "string" ? instanceType : "Wrapper",
    id: typeof id === "string" ? id : "",
    path,
    values: value,
  };
}

/** The objects that an attribute holds, in their order; none where it is absent or no object. */
export function partsOf(object: UsdmObject, attribute: string): readonly UsdmObject[] {
  const path = joinPath(object.path, attribute);
  const value = object.values[attribute];
  if (isRecord(value)) return [usdmObject(value, path)];
  if (!Array.isArray(value)) return [];
  return value.flatMap((member, index) =>
    isRecord(member) ? [usdmObject(member, joinPath(path, index))] : [],
  );
}

/** The ids that an attribute holds, each with its place; an empty id is none. */
export function idsOf(object: UsdmObject, attribute: string): readonly { id: string; path: string }[] {
  const path = joinPath(object.path, attribute);
  const value = object.values[attribute];
  if (typeof value === "string") return value === "" ? [] : [{ id: value, path }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((id, index) =>
    typeof id === "string" && id !== "" ? [{ id, path: joinPath(path, index) }] : [],
  );
}

/** The object and all that the schema knows inside it, in the order of the document. */
export function objectsWithin(object: UsdmObject): readonly UsdmObject[] {
  const parts = usdmClasses.get(object.className)?.parts ?? [];
  return [object, ...parts.flatMap(({ name }) => partsOf(object, name).flatMap(objectsWithin))];
}
