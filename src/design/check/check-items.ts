import type { FormItem, Limits } from "../compile/compiled-design.ts";
import { numberOf } from "../compile/number-of.ts";
import { checkExpression } from "../expression/check-expression.ts";
import type { Form, Item } from "../model/form.ts";
import type { NumberOrParameter } from "../model/primitives.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Items whose settings do not fit their type or each other, and forms without items. */
export function checkItems(checking: Checking): readonly DesignFault[] {
  return checking.design.forms.flatMap((form, at) => checkForm(checking, form, `forms.${at}`));
}

function checkForm(checking: Checking, form: Form, path: string): readonly DesignFault[] {
  const isEmpty = form.itemGroups.length === 0 && form.instrument === undefined;
  return [
    ...when(isEmpty, () =>
      error(
        "empty-form",
        path,
        `Form ${form.id} has no items.`,
        "Add items or an instrument, or remove the form.",
      ),
    ),
    ...form.itemGroups.flatMap(({ items, repeating, id }, groupAt) => {
      const groupPath = `${path}.itemGroups.${groupAt}`;
      return [
        ...when(repeating !== undefined && repeating.minimum > repeating.maximum, () =>
          error(
            "range-reversed",
            `${groupPath}.repeating`,
            `Group ${id} needs more rows than it may have.`,
            "Exchange the two.",
          ),
        ),
        ...items.flatMap((item, index) => checkItem(checking, form, item, `${groupPath}.items.${index}`)),
      ];
    }),
  ];
}

function checkItem(checking: Checking, form: Form, item: Item, path: string): readonly DesignFault[] {
  return [
    ...checkType(item, path),
    ...checkRange(checking, form, item, path),
    ...checkUnit(item.unit, path),
    ...checkComputedCodes(checking, form, item, path),
    ...checkRangeUnits(checking, item, path),
  ];
}

/** What each setting is for; anywhere else it does nothing. */
const typesWith: readonly (readonly [keyof Item, readonly Item["type"][]])[] = [
  ["codeListId", ["code", "codes", "computed"]],
  ["range", ["integer", "decimal"]],
  ["decimals", ["decimal", "computed"]],
  ["maximumLength", ["text"]],
  ["computedBy", ["computed"]],
];

function checkType(item: Item, path: string): readonly DesignFault[] {
  const { id, type } = item;
  const needs = (
    setting: "codeListId" | "computedBy",
    types: readonly Item["type"][],
    what: string,
  ): readonly DesignFault[] =>
    when(types.includes(type) && item[setting] === undefined, () =>
      error(
        `${type}-incomplete`,
        path,
        `Item ${id} is of type ${type} and has no ${what}.`,
        `Set ${setting}.`,
      ),
    );
  const idle = typesWith.flatMap(([setting, types]) =>
    when(item[setting] !== undefined && !types.includes(type), () =>
      warning(
        "idle-setting",
        `${path}.${setting}`,
        `${setting} does nothing on an item of type ${type}.`,
        "Remove it, or change the type.",
      ),
    ),
  );
  return [
    ...needs("codeListId", ["code", "codes"], "code list"),
    ...needs("computedBy", ["computed"], "expression"),
    ...idle,
  ];
}

function checkRange({ compiled }: Checking, form: Form, { id }: Item, path: string): readonly DesignFault[] {
  const item = compiled.forms.get(form.id)?.items.get(id);
  if (!item) return [];
  const { limits, expected } = item;
  return [
    ...when(isReversed(limits), () => reversedRange(`${path}.range`, item, limits)),
    ...when(isReversed(expected), () => reversedRange(`${path}.range.expected`, item, expected)),
    ...when(isOutside(limits, expected), () =>
      warning(
        "range-idle",
        `${path}.range.expected`,
        `The expected range of ${id} reaches beyond its limits, where values are refused.`,
        "Narrow it, or widen the limits.",
      ),
    ),
  ];
}

/** The codes that an expression can give belong to the list that says what they mean. */
function checkComputedCodes(
  { compiled }: Checking,
  form: Form,
  { id }: Item,
  path: string,
): readonly DesignFault[] {
  const item = compiled.forms.get(form.id)?.items.get(id);
  if (!item?.computedBy || !item.codes) return [];
  const { inForm, inRow } = compiled.vocabularies;
  const names = item.repeating && item.groupId ? inRow(form.id, item.groupId) : inForm(form.id);
  const { type } = checkExpression(item.computedBy, names);
  const given = type?.kind === "code" ? [...(type.codes?.keys() ?? [])] : [];
  const strange = given.filter((code) => !item.codes?.has(code));
  return when(strange.length > 0, () =>
    error(
      "computed-code",
      `${path}.computedBy`,
      `${id} may become ${strange.join(", ")}, which its code list does not hold.`,
      "Add the codes, or correct the expression.",
    ),
  );
}

function isReversed({ minimum, maximum }: Limits): boolean {
  return minimum !== undefined && maximum !== undefined && minimum > maximum;
}

function isOutside(limits: Limits, expected: Limits): boolean {
  const below =
    limits.minimum !== undefined && expected.minimum !== undefined && expected.minimum < limits.minimum;
  const above =
    limits.maximum !== undefined && expected.maximum !== undefined && expected.maximum > limits.maximum;
  return below || above;
}

function reversedRange(path: string, { id }: FormItem, { minimum, maximum }: Limits): DesignFault {
  return error(
    "range-reversed",
    path,
    `The range of ${id} begins at ${minimum} and ends at ${maximum}.`,
    "Exchange the two.",
  );
}

/** UCUM (§2) is ASCII without white space, and its brackets are closed; the code itself is not looked up. */
function checkUnit(unit: string | undefined, path: string): readonly DesignFault[] {
  if (unit === undefined) return [];
  const isPlausible = /^[!-~]+$/.test(unit) && ["()", "[]", "{}"].every((pair) => isClosed(unit, pair));
  return when(!isPlausible, () =>
    warning(
      "unit-implausible",
      `${path}.unit`,
      `“${unit}” is no UCUM code.`,
      "Write it as UCUM does: mm[Hg], Cel, kg/m2, {score}.",
    ),
  );
}

function isClosed(text: string, [open, close]: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === open) depth++;
    if (character === close && --depth < 0) return false;
  }
  return depth === 0;
}

/** A limit from a parameter is in the item's unit. */
function checkRangeUnits(
  { compiled }: Checking,
  { id, unit, range }: Item,
  path: string,
): readonly DesignFault[] {
  const ends: readonly (readonly [string, NumberOrParameter | undefined])[] = [
    ["range.minimum", range?.minimum],
    ["range.maximum", range?.maximum],
    ["range.expected.minimum", range?.expected?.minimum],
    ["range.expected.maximum", range?.expected?.maximum],
  ];
  return ends.flatMap(([end, value]) => {
    if (unit === undefined || typeof value !== "object" || numberOf(compiled.parameters, value) === undefined)
      return [];
    const own = compiled.parameters.get(value.parameter)?.unit;
    return when(own !== undefined && own !== unit, () =>
      error(
        "units-differ",
        `${path}.${end}`,
        `${id} is in ${unit}, parameter ${value.parameter} in ${own}.`,
        "Bring both to one unit.",
      ),
    );
  });
}
