import { dependentsIn, touchedBy } from "./compare/dependents.ts";
import { type DesignPart, designParts, type PartKind, partKey } from "./compare/design-parts.ts";
import { differences, type FieldChange } from "./compare/differences.ts";
import { additionHazard, type BothVersions, changeHazards, removalHazard } from "./compare/hazards.ts";
import type { StudyDesign } from "./model/study-design.ts";
import { withFilledTexts } from "./text/design-texts.ts";

/** One thing that an amendment adds, removes or changes. */
export type DesignChange = {
  readonly kind: PartKind;
  /** Within its kind; an item is `form.item`. */
  readonly id: string;
  readonly change: "added" | "removed" | "changed";
  /** For something changed: each field, before and after. */
  readonly fields: readonly FieldChange[];
  /** In plain words: "Item vitals.weight (Weight): unit changes from “kg” to “g”." */
  readonly sentence: string;
  /** Why participants or data of the old version do not simply carry over; none: they do. */
  readonly hazards: readonly string[];
};

export type DesignComparison = {
  readonly changes: readonly DesignChange[];
  /** Parts of either version that a change touches, directly or through what they refer to; ids in order. */
  readonly affected: {
    readonly instances: readonly string[];
    readonly forms: readonly string[];
    /** As `form.item`. */
    readonly items: readonly string[];
    readonly criteria: readonly string[];
  };
  /** Whether no change has a hazard. */
  readonly migrationSafe: boolean;
};

/**
 * What an amendment changes. Things are the same when their ids are: an item is its form's id and its own, wherever
 * on the form it moves. Texts are compared as people read them: a parameter's new value changes each text that names it.
 */
export function compareDesigns(from: StudyDesign, to: StudyDesign): DesignComparison {
  return compareFilled(withFilledTexts(from), withFilledTexts(to));
}

function compareFilled(from: StudyDesign, to: StudyDesign): DesignComparison {
  const [before, after] = [partsByKey(from), partsByKey(to)];
  const both: BothVersions = {
    before: byId(from.codeLists),
    after: byId(to.codeLists),
    planParameters: new Set([...planParameters(from), ...planParameters(to)]),
  };
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    changeOf(before.get(key), after.get(key), both),
  );
  const touched = touchedBy(changes.map(partKey), [dependentsIn(from), dependentsIn(to)]);
  const touchedIds = (kind: PartKind): readonly string[] =>
    [...before, ...[...after].filter(([key]) => !before.has(key))].flatMap(([key, part]) =>
      part.kind === kind && touched.has(key) ? [part.id] : [],
    );
  return {
    changes,
    affected: {
      instances: touchedIds("instance"),
      forms: touchedIds("form"),
      items: touchedIds("item"),
      criteria: touchedIds("criterion"),
    },
    migrationSafe: changes.every(({ hazards }) => hazards.length === 0),
  };
}

/** The parameters that drawing depends on: the random element and the weights. */
function planParameters({ randomization }: StudyDesign): readonly string[] {
  const numbers = [
    randomization?.randomElement,
    randomization?.site?.weight,
    ...(randomization?.factors ?? []).map(({ weight }) => weight),
  ];
  return numbers.flatMap((number) => (typeof number === "object" ? [number.parameter] : []));
}

function partsByKey(design: StudyDesign): ReadonlyMap<string, DesignPart> {
  return new Map(designParts(design).map((part) => [partKey(part), part]));
}

function byId<Of extends { readonly id: string }>(things: readonly Of[]): ReadonlyMap<string, Of> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function changeOf(
  before: DesignPart | undefined,
  after: DesignPart | undefined,
  both: BothVersions,
): readonly DesignChange[] {
  if (before && after) return changed(before, after, both);
  const part = after ?? before;
  if (!part) return [];
  const { kind, id } = part;
  const change = after ? "added" : "removed";
  const hazard = after ? additionHazard(part) : removalHazard(part);
  const hazards = hazard === undefined ? [] : [hazard];
  return [{ kind, id, change, fields: [], sentence: `${nameOf(part)} is ${change}.`, hazards }];
}

function changed(before: DesignPart, after: DesignPart, both: BothVersions): readonly DesignChange[] {
  const fields = differences(before.content, after.content);
  if (fields.length === 0) return [];
  const { kind, id } = after;
  const sentence = `${nameOf(after)}: ${fields.map(fieldWords).join("; ")}.`;
  return [{ kind, id, change: "changed", fields, sentence, hazards: changeHazards(after, fields, both) }];
}

function nameOf({ kind, id, label }: DesignPart): string {
  const named = label === "" || label === id ? "" : ` (${label})`;
  return `${kind[0]?.toUpperCase()}${kind.slice(1)} ${id}${named}`;
}

function fieldWords({ field, before, after }: FieldChange): string {
  if (before === undefined) return `${field} is set to ${shown(after)}`;
  return after === undefined
    ? `${field} ${shown(before)} is removed`
    : `${field} changes from ${shown(before)} to ${shown(after)}`;
}

/** A value short enough to read; the whole one is in the change's fields. */
function shown(value: unknown): string {
  if (typeof value === "string") return `“${shortened(value)}”`;
  return inItsWords(value) ?? shortened(JSON.stringify(value));
}

/** A thing that says of itself what it is: by its summary or label, and how great a change it is. */
function inItsWords(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const words = ["summary", "label", "name"].map((field) => Reflect.get(value, field));
  const said = words.find((word) => typeof word === "string");
  if (said === undefined) return undefined;
  const change: unknown = Reflect.get(value, "change");
  return `“${shortened(said)}”${typeof change === "string" ? ` (${change})` : ""}`;
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
