import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import type { CodeLists } from "./code-lists.ts";
import { given } from "./given.ts";
import type { ItemInput } from "./input.ts";
import { ucumCode } from "./units.ts";

type ItemType = ItemInput["type"];

/** The data types of CDISC's biomedical concepts. */
const types: ReadonlyMap<string, ItemType> = new Map<string, ItemType>([
  ["boolean", "boolean"],
  ["date", "date"],
  ["datetime", "date-time"],
  ["decimal", "decimal"],
  ["double", "decimal"],
  ["durationdatetime", "text"],
  ["float", "decimal"],
  ["integer", "integer"],
  ["partialdate", "partial-date"],
  ["incompletedate", "partial-date"],
  ["string", "text"],
  ["text", "text"],
  ["time", "time"],
  ["uri", "text"],
]);

/**
 * The items of a biomedical concept: its enabled properties that say how they are answered, by response
 * codes or by a data type. A result whose unit leaves no choice has that unit, and no item asks for it.
 */
export function readItems(reading: Reading, concept: UsdmObject, codeLists: CodeLists): ItemInput[] {
  const enabled = enabledOf(reading.parts(concept, "properties"));
  const units = new Map(enabled.flatMap((result) => onlyUnit(reading, enabled, result)));
  const isUnit = new Set([...units.values()].map(({ property }) => property));
  return enabled.flatMap((property) => {
    const type = isUnit.has(property) ? undefined : typeOf(reading, property);
    if (type === undefined) return [];
    const unit = units.get(property);
    return [
      {
        ...readItem(reading, concept, property, type, codeLists),
        ...given({ unit: unit && readUnit(reading, unit) }),
      },
    ];
  });
}

/** Undefined where neither answers nor a data type say how it is answered: a test code, a fixed specimen. */
function typeOf(reading: Reading, property: UsdmObject): ItemType | undefined {
  if (enabledOf(reading.parts(property, "responseCodes")).length > 0) return "code";
  const datatype = String(property.values["datatype"])
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");
  // SDTM's variables of dates and times end in DTC.
  return types.get(datatype) ?? (/DTC$/.test(String(property.values["name"])) ? "date-time" : undefined);
}

function readItem(
  reading: Reading,
  concept: UsdmObject,
  property: UsdmObject,
  type: ItemType,
  codeLists: CodeLists,
): ItemInput {
  const name = reading.line(property, "name");
  const ownLabel = reading.line(property, "label");
  const words = reading.words(property, "code");
  const id = reading.ids.of(property.id);
  const label = (ownLabel === name ? (words ?? ownLabel) : ownLabel) ?? words ?? name ?? id;
  const codeListId = type === "code" ? codeLists.idFor(property, label) : undefined;
  for (const attribute of ["datatype", "isEnabled"]) reading.carry(property, attribute);
  return {
    id,
    label,
    type: type === "code" && codeListId === undefined ? "text" : type,
    required: reading.flag(property, "isRequired"),
    source: sourceOf(reading, concept, property),
    ...given({ codeListId }),
  };
}

/** The property's own name, its concept code, and where the biomedical concept is published. */
function sourceOf(reading: Reading, concept: UsdmObject, property: UsdmObject): string {
  const [code] = reading.codes(property, "code");
  const symbol = code && reading.line(code, "code");
  const name = reading.line(property, "name") ?? property.id;
  const reference = reading.line(concept, "reference");
  return `${name}${symbol ? ` (${symbol})` : ""}${reference ? `; ${reference}` : ""}`.slice(0, 2_000);
}

type Unit = { readonly property: UsdmObject; readonly answer: UsdmObject; readonly ucum: string };

/** The result of SDTM's --ORRES has its unit in --ORRESU. */
function onlyUnit(
  reading: Reading,
  properties: readonly UsdmObject[],
  result: UsdmObject,
): readonly (readonly [UsdmObject, Unit])[] {
  const name = String(result.values["name"]);
  const property = properties.find(({ values }) => values["name"] === `${name}U`);
  if (!name.endsWith("ORRES") || !property) return [];
  const [answer, ...others] = enabledOf(reading.parts(property, "responseCodes"));
  const words = answer && reading.codes(answer, "code")[0]?.values["decode"];
  const ucum = others.length === 0 && typeof words === "string" ? ucumCode(words) : undefined;
  return answer && ucum !== undefined ? [[result, { property, answer, ucum }]] : [];
}

function readUnit(reading: Reading, { property, answer, ucum }: Unit): string {
  for (const object of [property, answer]) reading.carry(object, "isEnabled");
  for (const code of reading.codes(answer, "code")) reading.carry(code, "decode");
  return ucum;
}

function enabledOf(objects: readonly UsdmObject[]): readonly UsdmObject[] {
  return objects.filter(({ values }) => values["isEnabled"] === true);
}
