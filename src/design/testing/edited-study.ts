import { checkStudyDesign } from "../check/check-study-design.ts";
import type { DesignFault } from "../check/design-fault.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { parseStudyDesign } from "../parse-study-design.ts";
import { exampleInstruments, exampleStudy } from "./example-study.ts";

/**
 * Changes to the example study, by dotted path. A step into a list is an index or an id; `+` adds at its end.
 * `undefined` takes away: `{ "forms.vitals.itemGroups.body.items.weight.unit": undefined }`.
 */
export type Edits = Readonly<Record<string, unknown>>;

export function editedStudy(edits: Edits): StudyDesign {
  const draft = copyOf(exampleStudy);
  for (const [path, value] of Object.entries(edits)) edit(draft, path.split("."), copyOf(value));
  const parsed = parseStudyDesign(draft);
  if (!parsed.ok)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return parsed.value;
}

export function faultsAfter(edits: Edits): readonly DesignFault[] {
  return checkStudyDesign(editedStudy(edits), exampleInstruments);
}

/** `severity code path`, one for each fault of the edited study. */
export function faultLines(edits: Edits): readonly string[] {
  return faultsAfter(edits).map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

function copyOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function edit(target: unknown, [step = "", ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== "object" || target === null) throw new Error(`There is nothing to edit at ${step}.`);
  if (rest.length > 0) edit(memberOf(target, step), rest, value);
  else if (Array.isArray(target)) {
    if (step === "+") target.push(value);
    else if (value === undefined) target.splice(indexIn(target, step), 1);
    else target[indexIn(target, step)] = value;
  } else if (value === undefined) Reflect.deleteProperty(target, step);
  else Reflect.set(target, step, value);
}

function memberOf(target: object, step: string): unknown {
  return Array.isArray(target) ? target[indexIn(target, step)] : Reflect.get(target, step);
}

function indexIn(list: readonly unknown[], step: string): number {
  const byId = list.findIndex(
    (one) => typeof one === "object" && one !== null && Reflect.get(one, "id") === step,
  );
  return byId >= 0 ? byId : Number(step);
}
