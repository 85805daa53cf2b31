import { expressionSites } from "../compile/expression-sites.ts";
import { type Expression, operandsOf, type Reference } from "../expression/expression.ts";
import { parseExpression } from "../expression/parse-expression.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { type DesignPart, designParts, type PartKind, partKey } from "./design-parts.ts";

/** For each part, by its key, the parts that a change of it touches. */
type Dependents = ReadonlyMap<string, ReadonlySet<string>>;

/** What hangs on what: items on code lists, parameters and items; forms on items; instances on activities and visits. */
export function dependentsIn(design: StudyDesign): Dependents {
  const dependents = new Map<string, Set<string>>();
  const link = (dependent: string, on: string): void => {
    if (dependent === on) return;
    const known = dependents.get(on);
    if (known) known.add(dependent);
    else dependents.set(on, new Set([dependent]));
  };
  const all = designParts(design);
  const written = new Set(all.map(partKey));
  for (const part of all) {
    for (const on of idsNamedBy(part)) link(partKey(part), on);
    const whole = wholeOf(part);
    if (whole !== undefined) link(whole, partKey(part));
    for (const id of parametersIn(part.content)) link(partKey(part), partKey({ kind: "parameter", id }));
  }
  for (const { path, text, place } of expressionSites(design)) {
    const parsed = parseExpression(text);
    const owner = ownerOf(design, path);
    if (!parsed.ok || owner === undefined) continue;
    const formIds = place.kind === "form" ? [place.formId] : [];
    for (const on of namesIn(parsed.value, formIds, written)) link(owner, on);
  }
  return dependents;
}

/** The parts touched by a change of those, they themselves included. */
export function touchedBy(changed: Iterable<string>, dependents: readonly Dependents[]): ReadonlySet<string> {
  const touched = new Set(changed);
  for (const key of touched) {
    for (const graph of dependents) for (const dependent of graph.get(key) ?? []) touched.add(dependent);
  }
  return touched;
}

/** What the part is a part of: an item of its form, an instance of its timeline. */
function wholeOf({ content }: DesignPart): string | undefined {
  if (typeof content["formOf"] === "string") return partKey({ kind: "form", id: content["formOf"] });
  const timelineId = content["timelineOf"];
  return typeof timelineId === "string" ? partKey({ kind: "timeline", id: timelineId }) : undefined;
}

const fieldsNaming: Readonly<Record<string, PartKind>> = {
  codeListId: "code list",
  encounterId: "encounter",
  epochId: "epoch",
  timelineId: "timeline",
  formIds: "form",
  childIds: "activity",
  activityIds: "activity",
};

function idsNamedBy(part: DesignPart): readonly string[] {
  return Object.entries(fieldsNaming).flatMap(([field, kind]) => {
    const value = part.content[field];
    const ids = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return ids.map((id) => partKey({ kind, id: String(id) }));
  });
}

/** Parameters named as `{ parameter }` anywhere within. */
function parametersIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("parameter" in value && typeof value.parameter === "string") return [value.parameter];
  return Object.values(value).flatMap(parametersIn);
}

/** The part in which the expression at that path stands. */
function ownerOf(design: StudyDesign, path: string): string | undefined {
  const [kind, at, , groupAt, , itemAt] = path.split(".");
  const index = Number(at);
  if (kind === "forms") {
    const form = design.forms[index];
    const item = form?.itemGroups[Number(groupAt)]?.items[Number(itemAt)];
    if (!form) return undefined;
    return item
      ? partKey({ kind: "item", id: `${form.id}.${item.id}` })
      : partKey({ kind: "form", id: form.id });
  }
  if (kind === "eligibilityCriteria") {
    return partKey({ kind: "criterion", id: design.eligibilityCriteria[index]?.id ?? "" });
  }
  if (kind === "scheduleTimelines") {
    const instance = design.scheduleTimelines[index]?.instances[Number(groupAt)];
    return instance && partKey({ kind: "instance", id: instance.id });
  }
  if (kind === "safety") return partKey({ kind: "safety", id: "safety" });
  return kind === "randomization" ? partKey({ kind: "randomization", id: "randomization" }) : undefined;
}

/** The parts that an expression names. `formIds` are those whose items bare names may mean, the innermost first. */
function namesIn(
  expression: Expression,
  formIds: readonly string[],
  written: ReadonlySet<string>,
): readonly string[] {
  switch (expression.kind) {
    case "parameter":
      return [partKey({ kind: "parameter", id: expression.id })];
    case "visit-date":
      return [partKey({ kind: "encounter", id: expression.encounter })];
    case "reference":
      return itemNamed(expression, formIds, written);
    case "rows": {
      const inside = [rowsForm(expression.over, formIds, written), ...formIds];
      const body = expression.body
        ? namesIn(expression.body, inside, written)
        : [partKey({ kind: "form", id: inside[0] ?? "" })];
      return [...rowsNamed(expression.over, formIds), ...body];
    }
    default:
      return operandsOf(expression).flatMap((one) => namesIn(one, formIds, written));
  }
}

/** The item; a name that is no item of the design is one of its form's instrument, or a score. */
function itemNamed(
  { form, name }: Reference,
  formIds: readonly string[],
  written: ReadonlySet<string>,
): readonly string[] {
  const candidates = form === undefined ? formIds : [form];
  const items = candidates.map((of) => partKey({ kind: "item", id: `${of}.${name}` }));
  const item = items.find((key) => written.has(key));
  if (item !== undefined) return [item];
  return candidates.map((of) => partKey({ kind: "form", id: of })).slice(0, 1);
}

/** Rows of a group, by its form if it names one; the rows of a form stand and fall with the items asked of them. */
function rowsNamed({ form, name }: Reference, formIds: readonly string[]): readonly string[] {
  const holders = form === undefined ? formIds : [form];
  return holders.map((of) => partKey({ kind: "group", id: `${of}.${name}` }));
}

function rowsForm(
  { form, name }: Reference,
  formIds: readonly string[],
  written: ReadonlySet<string>,
): string {
  if (form !== undefined) return form;
  return formIds.find((of) => written.has(partKey({ kind: "group", id: `${of}.${name}` }))) ?? name;
}
