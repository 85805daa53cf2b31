import type { InvalidInput, Result } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { expressionSites } from "../compile/expression-sites.ts";
import type { EditCheck, Form, ItemGroup } from "../model/form.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { parseStudyDesign } from "../parse-study-design.ts";
import { mapTexts } from "../text/design-texts.ts";
import { literalText } from "../text/fill-text.ts";

/** What of a design one form needs to be filled: itself, its code lists, the parameters that its rules name. */
export type FormPart = Pick<StudyDesign, "forms" | "codeLists" | "parameters">;

/**
 * The part of a design for somebody who sees one form and not the protocol: a rater, a participant. It says nothing of
 * the form's purpose, of who else may see it, or of where it stands in the trial. Its texts hold their numbers
 * already, so that no parameter goes along for a text's sake.
 */
export function partOfForm({ design, forms }: CompiledDesign, formId: string): FormPart | undefined {
  const compiled = forms.get(formId);
  if (!compiled) return undefined;
  const form = withoutPurpose(compiled.form);
  const items = form.itemGroups.flatMap((group) => group.items);
  const lists = new Set(items.map(({ codeListId }) => codeListId));
  const named = namedParameters({ ...design, forms: [form] });
  const part = {
    forms: [form],
    codeLists: design.codeLists.filter(({ id }) => lists.has(id)),
    parameters: design.parameters
      .filter(({ id }) => named.has(id))
      .map(({ note: _note, ...parameter }) => ({ ...parameter, source: "protocol" })),
  };
  return mapTexts(part, literalText);
}

/** A design of nothing but that part, so that the form's rules run as they do in the whole. */
export function designOfPart(part: unknown): Result<StudyDesign, InvalidInput> {
  const head = { format: "vigil-study-design/1", id: "part", version: "part", name: "part", title: "part" };
  return parseStudyDesign({ ...head, ...(part as FormPart) });
}

function withoutPurpose({ purpose: _purpose, source: _source, ...form }: Form): Form {
  const itemGroups = form.itemGroups.map(groupWithoutSources);
  return { ...form, hiddenFrom: [], itemGroups, checks: form.checks.map(checkWithoutSource) };
}

function groupWithoutSources(group: ItemGroup): ItemGroup {
  const items = group.items.map(({ source: _source, checks, ...item }) => ({
    ...item,
    checks: checks.map(checkWithoutSource),
  }));
  return { ...group, items };
}

function checkWithoutSource({ source: _source, ...check }: EditCheck): EditCheck {
  return check;
}

const parameterName = /\$([A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*)/g;

/** Parameters that the form's expressions and ranges name. */
function namedParameters(design: StudyDesign): ReadonlySet<string> {
  const inForm = expressionSites({
    ...design,
    eligibilityCriteria: [],
    scheduleTimelines: [],
    randomization: undefined,
  });
  const inExpressions = inForm.flatMap(({ text }) =>
    [...text.matchAll(parameterName)].map(([, name]) => name ?? ""),
  );
  const ranges = design.forms.flatMap(({ itemGroups }) =>
    itemGroups.flatMap(({ items }) => items.flatMap(({ range }) => [range, range?.expected])),
  );
  const limits = ranges.flatMap((range) => [range?.minimum, range?.maximum]);
  return new Set([
    ...inExpressions,
    ...limits.flatMap((limit) => (typeof limit === "object" ? [limit.parameter] : [])),
  ]);
}
