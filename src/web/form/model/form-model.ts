import {
  type CompiledDesign,
  type CompiledForm,
  evaluateForm,
  type FormItem,
  type FormState,
  type ItemState,
  nullFlavorOf,
  type ParticipantRecord,
  type RowPlace,
  recordScope,
} from "#design";
import type { InstrumentDefinition } from "#instruments";
import { valuesOf, withEntries } from "#trial";
import { type Draft, type DraftValue, entriesOf, valueAt } from "../draft/draft.ts";
import { type Choice, choicesOf, instrumentOf, stemOf, wordingOf } from "./choices.ts";

/** Something to put right, or to look at. */
export type ItemProblem = {
  readonly severity: "error" | "query";
  readonly code: string;
  readonly message: string;
};

/** One item as it is asked. */
export type Question = {
  readonly path: string;
  readonly item: FormItem;
  readonly label: string;
  /** Words that belong above it and its neighbors. */
  readonly stem: string | undefined;
  readonly help: string | undefined;
  readonly choices: readonly Choice[] | undefined;
  readonly row: RowPlace | undefined;
  readonly value: DraftValue;
  /** What was typed and is no value yet. */
  readonly unreadable: string | undefined;
  /** An answer, or a reason for none, is needed before the form is handed in. */
  readonly isMissing: boolean;
  readonly problems: readonly ItemProblem[];
  /** For a computed item without a value: what it waits for. */
  readonly waitsFor: readonly string[];
};

export type ModelRow = { readonly index: number; readonly questions: readonly Question[] };

/** A group of items; a repeating one has rows and no questions of its own. */
export type Section = {
  readonly id: string;
  readonly label: string | undefined;
  readonly help: string | undefined;
  readonly questions: readonly Question[];
  readonly repeating: { readonly minimum: number; readonly maximum: number } | undefined;
  readonly rows: readonly ModelRow[];
};

/** A problem with its place, for the summary. */
export type PlacedProblem = ItemProblem & { readonly path: string };

export type FormModel = {
  readonly form: CompiledForm;
  readonly instrument: InstrumentDefinition | undefined;
  readonly sections: readonly Section[];
  readonly state: FormState;
  readonly problems: readonly PlacedProblem[];
};

export type ModelInput = {
  readonly design: CompiledDesign;
  readonly form: CompiledForm;
  readonly draft: Draft;
  readonly record: ParticipantRecord;
  /** Items that are kept from this person: what is not seen is neither asked nor missed. */
  readonly hiddenItems: readonly string[];
  /** Rows of each repeating group that were added and have nothing in them yet, by their numbers. */
  readonly addedRows: Readonly<Record<string, readonly number[]>>;
};

/** The id of the section that holds an instrument's own items. */
export const instrumentSection = "instrument";

/** The form with its rules applied to what is typed, as the server will apply them to what it is sent. */
export function formModel(input: ModelInput): FormModel {
  const { design, form, draft, record, hiddenItems } = input;
  const values = withEntries(valuesOf(undefined), entriesOf(draft));
  const evaluated = evaluateForm(design, form, values, recordScope(design, record));
  const isHidden = (path: string): boolean => hiddenItems.includes(path.split(".").at(-1) ?? path);
  const problems = [
    ...unreadableProblems(draft),
    ...[...evaluated.issues, ...evaluated.findings].map((found) => ({
      path: found.path,
      severity: found.severity,
      code: "checkId" in found ? found.checkId : found.code,
      message: found.message,
    })),
  ].filter(({ path }) => !isHidden(path));
  const state = {
    ...evaluated,
    completeness: visibleCompleteness(evaluated.completeness, isHidden),
  };
  const instrument = instrumentOf(form.form.instrument);
  const sections = sectionsOf({ ...input, state, problems, instrument, isHidden });
  return { form, instrument, sections, state, problems: inOrder(problems, sections) };
}

type Building = ModelInput & {
  readonly state: FormState;
  readonly problems: readonly PlacedProblem[];
  readonly instrument: InstrumentDefinition | undefined;
  readonly isHidden: (path: string) => boolean;
};

/** Problems in the order of the form; those of the form as a whole come last. */
function inOrder(problems: readonly PlacedProblem[], sections: readonly Section[]): readonly PlacedProblem[] {
  const places = sections.flatMap(({ id, questions, rows }) => [
    ...questions.map(({ path }) => path),
    ...rows.flatMap((row) => row.questions.map(({ path }) => path)),
    id,
  ]);
  const placeOf = ({ path }: PlacedProblem): number => {
    const at = places.indexOf(path);
    return at < 0 ? places.length : at;
  };
  return [...problems].sort((a, b) => placeOf(a) - placeOf(b));
}

/** A text that is no value is an error that only this device knows of. */
function unreadableProblems({ unreadable }: Draft): readonly PlacedProblem[] {
  return Object.keys(unreadable).map((path) => ({
    path,
    severity: "error",
    code: "unreadable",
    message: "",
  }));
}

function visibleCompleteness(
  { required, answered, missing }: FormState["completeness"],
  isHidden: (path: string) => boolean,
): FormState["completeness"] {
  const visible = missing.filter((path) => !isHidden(path));
  return { required: required - (missing.length - visible.length), answered, missing: visible };
}

function sectionsOf(building: Building): readonly Section[] {
  const { form, state } = building;
  const shown = state.items.filter(({ path, applies }) => applies === true && !building.isHidden(path));
  const ofInstrument = shown.filter(({ itemId }) => form.items.get(itemId)?.groupId === undefined);
  const own: readonly Section[] =
    ofInstrument.length === 0
      ? []
      : [
          {
            id: instrumentSection,
            label: undefined,
            help: undefined,
            repeating: undefined,
            rows: [],
            questions: ofInstrument.map((item) => question(building, item)),
          },
        ];
  const groups = [...form.groups.values()].flatMap((compiled): readonly Section[] => {
    const { group } = compiled;
    if (state.groups.find(({ groupId }) => groupId === group.id)?.applies !== true) return [];
    const inGroup = shown.filter(({ itemId }) => form.items.get(itemId)?.groupId === group.id);
    const section = { id: group.id, label: group.label, help: group.help };
    if (!group.repeating) {
      const questions = inGroup.map((item) => question(building, item));
      return questions.length === 0 ? [] : [{ ...section, questions, repeating: undefined, rows: [] }];
    }
    return [
      { ...section, questions: [], repeating: group.repeating, rows: rowsOf(building, group.id, inGroup) },
    ];
  });
  return [...own, ...groups];
}

function rowsOf(building: Building, groupId: string, states: readonly ItemState[]): readonly ModelRow[] {
  const group = building.form.groups.get(groupId);
  const filled = [...new Set(states.flatMap(({ row }) => (row ? [row.index] : [])))];
  const rows = filled.map((index) => ({
    index,
    questions: states.filter(({ row }) => row?.index === index).map((item) => question(building, item)),
  }));
  const always = (group?.items ?? []).filter(
    ({ visibleWhen, computedBy }) => !computedBy && visibleWhen.length <= (group?.visibleWhen ? 1 : 0),
  );
  const blank = blankRows(building, groupId, filled).map((index) => ({
    index,
    questions: always.map(({ id }) =>
      question(building, {
        path: `${groupId}.${index}.${id}`,
        itemId: id,
        applies: true,
        row: { groupId, index },
      }),
    ),
  }));
  return [...rows, ...blank].sort((a, b) => a.index - b.index);
}

/** Rows that were added, and as many as the group needs at least. */
function blankRows(
  { draft, form, addedRows }: Building,
  groupId: string,
  filled: readonly number[],
): readonly number[] {
  const added = (addedRows[groupId] ?? []).filter((index) => !filled.includes(index));
  const least = form.groups.get(groupId)?.group.repeating?.minimum ?? 0;
  const first = Math.max(nextRow(draft, groupId), Math.max(-1, ...added) + 1);
  const lacking = Math.max(0, least - filled.length - added.length);
  return [...added, ...Array.from({ length: lacking }, (_, at) => first + at)];
}

/** The number of the next row: one that was ever used is not used again. */
export function nextRow(draft: Draft, groupId: string): number {
  const used = entriesOf(draft).flatMap(({ path }) => {
    const [group, index] = path.split(".");
    return group === groupId && index !== undefined ? [Number(index)] : [];
  });
  return Math.max(-1, ...used) + 1;
}

function question(building: Building, state: ItemState): Question {
  const { form, draft, instrument, problems } = building;
  const { path, itemId, row } = state;
  const item = form.items.get(itemId) as FormItem;
  return {
    path,
    item,
    row,
    label: wordingOf(item, instrument),
    stem: stemOf(item, instrument),
    help: helpOf(form, item),
    choices: choicesOf(item, instrument),
    value: item.computedBy ? (state.value ?? null) : valueAt(draft, path),
    unreadable: draft.unreadable[path],
    isMissing: building.state.completeness.missing.includes(path),
    problems: problems.filter((problem) => problem.path === path && problem.code !== "required"),
    waitsFor: (state.waitsFor ?? []).map(({ what }) => labelOf(form, what)),
  };
}

function helpOf(form: CompiledForm, { groupId, id }: FormItem): string | undefined {
  const group = groupId === undefined ? undefined : form.groups.get(groupId)?.group;
  return group?.items.find((item) => item.id === id)?.help;
}

/** What a computed item waits for, in the form's own words where it is of the form. */
function labelOf(form: CompiledForm, what: string): string {
  const name = what.split(".").at(-1) ?? what;
  const found = form.items.get(name) ?? form.scores.get(name);
  return found && !what.includes("@") ? found.label : what;
}

/** Whether something was answered, were it only why there is no answer. */
export function isAnswered(value: DraftValue): boolean {
  if (value === null) return false;
  if (nullFlavorOf(value)) return true;
  return !(Array.isArray(value) && value.length === 0);
}
