import type { Expression } from "../expression/expression.ts";
import type {
  InstrumentCatalog,
  InstrumentCode,
  InstrumentItem,
  InstrumentScore,
} from "../instrument-catalog.ts";
import type { EditCheck, Form, Item, ItemGroup, NullFlavor } from "../model/form.ts";
import type { Parameter } from "../model/parameter.ts";
import type { NumberOrParameter } from "../model/primitives.ts";
import type {
  CompiledCheck,
  CompiledForm,
  CompiledGroup,
  FormItem,
  FormScore,
  Limits,
} from "./compiled-design.ts";
import { numberOf } from "./number-of.ts";

/** What a form refers to: parsed expressions by their path, code lists and parameters by id. */
type FormSurroundings = {
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly catalog: InstrumentCatalog;
};

/** Fills in all that the form refers to; what does not resolve is left out, for the checker to report. */
export function compileForm(form: Form, path: string, around: FormSurroundings): CompiledForm {
  const instrument = form.instrument === undefined ? undefined : around.catalog(form.instrument);
  const groups = form.itemGroups.map((group, index) =>
    compileGroup(group, `${path}.itemGroups.${index}`, around),
  );
  const items = [...(instrument?.items ?? []).map(fromInstrument), ...groups.flatMap(({ items }) => items)];
  return {
    form,
    items: new Map(items.map((item) => [item.id, item])),
    groups: new Map(groups.map((group) => [group.group.id, group])),
    scores: new Map((instrument?.scores ?? []).map((score) => [score.id, compileScore(score)])),
    checks: compileChecks(form.checks, path, around),
  };
}

function compileGroup(group: ItemGroup, path: string, around: FormSurroundings): CompiledGroup {
  const visibleWhen = around.expressions.get(`${path}.visibleWhen`);
  const items = group.items.map((item, index) =>
    compileItem(item, group, `${path}.items.${index}`, around, visibleWhen ? [visibleWhen] : []),
  );
  return { group, ...(visibleWhen ? { visibleWhen } : {}), items };
}

function compileItem(
  item: Item,
  group: ItemGroup,
  path: string,
  around: FormSurroundings,
  groupVisibleWhen: readonly Expression[],
): FormItem {
  const { id, label, type, required, nullFlavors, potentiallyUnblinding } = item;
  const visibleWhen = around.expressions.get(`${path}.visibleWhen`);
  const computedBy = around.expressions.get(`${path}.computedBy`);
  const codes = item.codeListId === undefined ? undefined : around.codes.get(item.codeListId);
  return {
    id,
    label,
    source: "design",
    type,
    ...(codes ? { codes } : {}),
    ...optional({ unit: item.unit, decimals: item.decimals, maximumLength: item.maximumLength }),
    limits: limitsOf(item.range, around.parameters),
    expected: limitsOf(item.range?.expected, around.parameters),
    required,
    nullFlavors,
    potentiallyUnblinding,
    critical: item.criticality === "critical",
    groupId: group.id,
    repeating: group.repeating !== undefined,
    visibleWhen: visibleWhen ? [...groupVisibleWhen, visibleWhen] : groupVisibleWhen,
    ...(computedBy ? { computedBy } : {}),
    checks: compileChecks(item.checks, path, around),
  };
}

/** An answer of an instrument may always be left out with a reason; the instrument's own rule says what follows. */
const reasonsOfInstruments: readonly NullFlavor[] = [
  "refused",
  "asked-but-unknown",
  "not-asked",
  "not-done",
  "not-applicable",
];

function fromInstrument({
  id,
  label,
  type,
  codeList,
  range,
  optional: isOptional,
}: InstrumentItem): FormItem {
  return {
    id,
    label,
    source: "instrument",
    type,
    ...(codeList ? { codes: codesOf(codeList) } : {}),
    limits: range ?? {},
    expected: {},
    required: !isOptional,
    nullFlavors: reasonsOfInstruments,
    potentiallyUnblinding: false,
    critical: false,
    repeating: false,
    visibleWhen: [],
    checks: [],
  };
}

function compileScore({ id, label, type, codeList, unit }: InstrumentScore): FormScore {
  const kind = type === "integer" || type === "decimal" ? "number" : type;
  return { id, label, kind, ...(codeList ? { codes: codesOf(codeList) } : {}), ...optional({ unit }) };
}

function codesOf(codeList: readonly InstrumentCode[]): ReadonlyMap<string, string> {
  return new Map(codeList.map(({ code, label }) => [code, label]));
}

function compileChecks(
  checks: readonly EditCheck[],
  path: string,
  { expressions }: FormSurroundings,
): readonly CompiledCheck[] {
  return checks.flatMap((check, index) => {
    const assert = expressions.get(`${path}.checks.${index}.assert`);
    return assert ? [{ check, assert }] : [];
  });
}

type Range = {
  readonly minimum?: NumberOrParameter | undefined;
  readonly maximum?: NumberOrParameter | undefined;
};

function limitsOf(range: Range | undefined, parameters: ReadonlyMap<string, Parameter>): Limits {
  const minimum = numberOf(parameters, range?.minimum);
  const maximum = numberOf(parameters, range?.maximum);
  return optional({ minimum, maximum });
}

/** The object without the members that are undefined. */
function optional<Members extends Readonly<Record<string, unknown>>>(
  members: Members,
): { readonly [Key in keyof Members]?: NonNullable<Members[Key]> } {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  // Only members that are there were kept, and their values were not touched.
  return Object.fromEntries(present) as { readonly [Key in keyof Members]?: NonNullable<Members[Key]> };
}
