import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parseClasses, type UsdmAttribute } from "./parse-classes.ts";
import { usdmClasses } from "./usdm-classes.ts";

const shared = process.env["VIGIL_SHARED"] ?? resolve(import.meta.dirname, "../../../../../shared");
const published = resolve(shared, "standards/usdm/USDM_API.json");
const notThere = existsSync(published) ? "" : ` (skipped: ${published} is not there)`;

test("the table has the 81 classes that a wrapper of USDM v4 can hold", () => {
  expect(usdmClasses.size).toBe(81);
});

test("every class that the table names is in the table", () => {
  const named = [...usdmClasses.values()].flatMap(({ attributes }) =>
    [...attributes.values()].flatMap(({ holds, targets }) => [
      ...(typeof holds === "string" ? [] : holds),
      ...targets.filter((target) => target !== "*"),
    ]),
  );
  expect(named.filter((name) => !usdmClasses.has(name))).toEqual([]);
});

test("an attribute whose name ends in Id or Ids says what it refers to, and no other does", () => {
  const attributes = [...usdmClasses.values()].flatMap(({ attributes }) => [...attributes.values()]);
  for (const { name, targets } of attributes) expect(targets.length > 0).toBe(/Ids?$/.test(name));
});

test("a line that is not of the notation is a fault", () => {
  expect(() => parseClasses("Arm: name!")).toThrow('Cannot read "name!" in the table of the class Arm.');
});

test.skipIf(notThere !== "")(`the table says what CDISC's published schema says${notThere}`, () => {
  const { components } = JSON.parse(readFileSync(published, "utf8")) as Published;
  const schemas = Object.entries(components.schemas).filter(
    ([name]) => !name.endsWith("-Output") && !name.endsWith("ValidationError"),
  );
  const expected = Object.fromEntries(
    schemas.map(([name, schema]) => [withoutSuffix(name), attributesOf(schema)]),
  );
  const table = Object.fromEntries(
    [...usdmClasses].map(([name, { attributes }]) => [
      name,
      Object.fromEntries([...attributes].map(([key, attribute]) => [key, withoutTargets(attribute)])),
    ]),
  );
  expect(table).toEqual(expected);
});

type Property = {
  readonly $ref?: string;
  readonly anyOf?: readonly Property[];
  readonly items?: Property;
  readonly type?: string;
  readonly minLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
};
type Schema = {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
};
type Published = { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

function attributesOf({ properties, required = [] }: Schema) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const { items, maxItems } = property;
      return [
        name,
        {
          name,
          required: required.includes(name),
          many: items !== undefined,
          ...(maxItems === undefined ? {} : { maximum: maxItems }),
          holds: held(items ?? property),
          nullable: property.anyOf?.some(({ type }) => type === "null") ?? false,
        },
      ];
    }),
  );
}

function held(property: Property): string | readonly string[] {
  const members = (property.anyOf ?? [property]).filter(({ type }) => type !== "null");
  const classes = members.flatMap(({ $ref }) => ($ref ? [withoutSuffix($ref.split("/").at(-1) ?? "")] : []));
  if (classes.length > 0) return classes;
  const [{ type = "", minLength, format } = {}] = members;
  return format ?? (minLength === 1 ? "text" : type);
}

function withoutTargets({ targets: _, ...rest }: UsdmAttribute) {
  return { ...rest, nullable: !rest.required && !rest.many };
}

function withoutSuffix(name: string): string {
  return name.replace(/-Input$/, "");
}
