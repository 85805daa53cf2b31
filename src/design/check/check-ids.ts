import type { Form } from "../model/form.ts";
import type { StudyDesign } from "../model/study-design.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Ids that are given twice within their kind, and ids that expressions cannot name. */
export function checkIds({ design, instruments }: Checking): readonly DesignFault[] {
  const kinds: readonly (keyof StudyDesign & string)[] = [
    "parameters",
    "arms",
    "epochs",
    "elements",
    "objectives",
    "estimands",
    "encounters",
    "activities",
    "scheduleTimelines",
    "codeLists",
    "forms",
    "eligibilityCriteria",
    "consents",
    "doseRegimens",
    "amendments",
  ];
  return [
    ...kinds.flatMap((kind) => duplicates(idsAt(kind, design[kind]))),
    ...duplicates(
      design.eligibilityCriteria.map(({ identifier }, at) => [
        `eligibilityCriteria.${at}.identifier`,
        identifier,
      ]),
    ),
    ...duplicates(
      design.objectives.flatMap(({ endpoints }, at) => idsAt(`objectives.${at}.endpoints`, endpoints)),
    ),
    ...duplicates(design.cells.map(({ armId, epochId }, at) => [`cells.${at}`, `${armId} in ${epochId}`])),
    ...duplicates(
      design.doseRegimens.map(({ armId, encounterId }, at) => [
        `doseRegimens.${at}`,
        `${armId} at ${encounterId}`,
      ]),
    ),
    ...duplicates(idsAt("randomization.factors", design.randomization?.factors)),
    ...design.codeLists.flatMap(({ codes }, at) =>
      duplicates(codes.map(({ code }, codeAt) => [`codeLists.${at}.codes.${codeAt}.code`, code])),
    ),
    ...checkScheduleIds(design),
    ...design.forms.flatMap((form, at) =>
      checkFormIds(form, `forms.${at}`, instrumentIds(form, instruments)),
    ),
  ];
}

type Placed = readonly (readonly [path: string, id: string])[];

function idsAt(path: string, things: unknown): Placed {
  if (!Array.isArray(things)) return [];
  return things.map((thing: { readonly id: string }, index) => [`${path}.${index}.id`, thing.id]);
}

function duplicates(placed: Placed): readonly DesignFault[] {
  const first = new Map<string, string>();
  return placed.flatMap(([path, id]) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, path);
    return when(before !== undefined, () =>
      error("duplicate-id", path, `${id} is given twice, first at ${before}.`, "Give each its own id."),
    );
  });
}

function checkScheduleIds({ scheduleTimelines }: StudyDesign): readonly DesignFault[] {
  const instances = scheduleTimelines.flatMap((timeline, at) =>
    timeline.instances.map((instance, index) => ({
      instance,
      path: `scheduleTimelines.${at}.instances.${index}`,
    })),
  );
  const timings = instances.flatMap(
    ({ instance: { timing }, path }): Placed => (timing ? [[`${path}.timing.id`, timing.id]] : []),
  );
  return [
    ...duplicates(instances.map(({ instance, path }) => [`${path}.id`, instance.id])),
    ...duplicates(timings),
  ];
}

function instrumentIds(form: Form, { catalog }: Checking["instruments"]): readonly string[] {
  const instrument = form.instrument === undefined ? undefined : catalog(form.instrument);
  // An instrument may name a score like the item that it replaces.
  return [...new Set(instrument ? [...instrument.items, ...instrument.scores].map(({ id }) => id) : [])];
}

function checkFormIds(form: Form, path: string, ofInstrument: readonly string[]): readonly DesignFault[] {
  const items = form.itemGroups.flatMap((group, at) => idsAt(`${path}.itemGroups.${at}.items`, group.items));
  const checks = [
    ...idsAt(`${path}.checks`, form.checks),
    ...form.itemGroups.flatMap((group, at) =>
      group.items.flatMap(({ checks: own }, index) =>
        idsAt(`${path}.itemGroups.${at}.items.${index}.checks`, own),
      ),
    ),
  ];
  const ofInstrumentAt = ofInstrument.map((id) => [`instrument ${form.instrument}`, id] as const);
  return [
    ...duplicates(idsAt(`${path}.itemGroups`, form.itemGroups)),
    ...duplicates([...ofInstrumentAt, ...items]),
    ...duplicates(checks),
    ...items.flatMap(([itemPath, id]) => when(!isNameable(id), () => unnameable(itemPath, id))),
    ...when(form.id.includes("."), () => unnameable(`${path}.id`, form.id)),
  ];
}

function isNameable(id: string): boolean {
  return /^[A-Za-z]/.test(id) && !["and", "or", "not", "in", "is", "true", "false"].includes(id);
}

function unnameable(path: string, id: string): DesignFault {
  return warning(
    "unnameable-id",
    path,
    `Expressions cannot name ${id}.`,
    "Begin it with a letter, and use no dot in a form's id and no word of the language.",
  );
}
