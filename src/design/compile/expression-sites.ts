import type { TypeKind } from "../expression/expression-type.ts";
import type { EditCheck, Form, Item } from "../model/form.ts";
import type { StudyDesign } from "../model/study-design.ts";

/** Whose names an expression may use without a form: those of a form, and there of a repeating group's row. */
type ExpressionPlace =
  | { readonly kind: "record" }
  | { readonly kind: "form"; readonly formId: string; readonly groupId?: string };

/** One expression of a design: where it stands, its text, and which kinds of value it may give (none: any). */
export type ExpressionSite = {
  readonly path: string;
  readonly text: string;
  readonly place: ExpressionPlace;
  readonly gives: readonly TypeKind[] | undefined;
};

const condition: readonly TypeKind[] = ["boolean"];
const storable: readonly TypeKind[] = [
  "number",
  "boolean",
  "text",
  "code",
  "codes",
  "date",
  "time",
  "date-time",
];
const record: ExpressionPlace = { kind: "record" };

/** Every expression of the design, in its order. */
export function expressionSites(design: StudyDesign): readonly ExpressionSite[] {
  const sites: ExpressionSite[] = [];
  for (const [index, form] of design.forms.entries()) sites.push(...sitesOfForm(form, `forms.${index}`));
  for (const [index, criterion] of design.eligibilityCriteria.entries()) {
    const path = `eligibilityCriteria.${index}`;
    if (criterion.expression !== undefined) {
      sites.push({ path: `${path}.expression`, text: criterion.expression, place: record, gives: condition });
    }
    if (criterion.answeredBy !== undefined) {
      sites.push({ path: `${path}.answeredBy`, text: criterion.answeredBy, place: record, gives: condition });
    }
  }
  for (const [index, factor] of (design.randomization?.factors ?? []).entries()) {
    const path = `randomization.factors.${index}.reference`;
    sites.push({ path, text: factor.reference, place: record, gives: ["code", "boolean", "text"] });
  }
  for (const [index, session] of (design.sessions ?? []).entries()) {
    for (const [at, line] of session.gate.entries())
      sites.push(...siteOf(`sessions.${index}.gate.${at}.met`, line.met, record, condition));
  }
  sites.push(...sitesOfDecisions(design));
  return sites;
}

function sitesOfForm(form: Form, path: string): readonly ExpressionSite[] {
  const place: ExpressionPlace = { kind: "form", formId: form.id };
  const sites = sitesOfChecks(form.checks, path, place);
  const inGroups = form.itemGroups.flatMap((group, index) => {
    const groupPath = `${path}.itemGroups.${index}`;
    const inside = group.repeating ? { ...place, groupId: group.id } : place;
    return [
      ...siteOf(`${groupPath}.visibleWhen`, group.visibleWhen, place, condition),
      ...group.items.flatMap((item, itemIndex) =>
        sitesOfItem(item, `${groupPath}.items.${itemIndex}`, inside),
      ),
    ];
  });
  return [...sites, ...inGroups];
}

function sitesOfItem(item: Item, path: string, place: ExpressionPlace): readonly ExpressionSite[] {
  return [
    ...siteOf(`${path}.visibleWhen`, item.visibleWhen, place, condition),
    ...siteOf(`${path}.computedBy`, item.computedBy, place, storable),
    ...sitesOfChecks(item.checks, path, place),
  ];
}

function sitesOfChecks(
  checks: readonly EditCheck[],
  path: string,
  place: ExpressionPlace,
): readonly ExpressionSite[] {
  return checks.flatMap(({ assert }, index) =>
    siteOf(`${path}.checks.${index}.assert`, assert, place, condition),
  );
}

function sitesOfDecisions({ scheduleTimelines }: StudyDesign): readonly ExpressionSite[] {
  return scheduleTimelines.flatMap((timeline, index) =>
    timeline.instances.flatMap((instance, instanceIndex) => {
      if (instance.type !== "decision") return [];
      const path = `scheduleTimelines.${index}.instances.${instanceIndex}.conditions`;
      return instance.conditions.flatMap(({ when }, at) =>
        siteOf(`${path}.${at}.when`, when, record, condition),
      );
    }),
  );
}

function siteOf(
  path: string,
  text: string | undefined,
  place: ExpressionPlace,
  gives: readonly TypeKind[],
): readonly ExpressionSite[] {
  return text === undefined ? [] : [{ path, text, place, gives }];
}
