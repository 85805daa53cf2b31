import type { CompiledDesign } from "#design";
import { type InvalidInput, ok, type Result } from "#kernel";
import { summaryOf, welchDifference } from "#stats";
import { type ParticipantState, visitIdOf } from "#trial";
import { inOrder, notesOn, occasionName, withInterval } from "./blinding-tables.ts";
import type { Cell, ReportTable } from "./report-table.ts";
import type { ParticipantData, StudyData } from "./study-data.ts";

/** A number that was observed: of what, when, in which arm. */
type Observed = { readonly of: string; readonly when: string; readonly arm: string; readonly value: number };

/** Key outcomes at each visit by arm: how many, mean, standard deviation, and how the arms differ. */
export function outcomeTables(
  data: StudyData,
  arms: ReadonlyMap<string, string>,
  level: number | undefined,
): Result<readonly ReportTable[], InvalidInput> {
  const outcomes = data.design.design.closedReports?.outcomes ?? [];
  const observed = outcomes.flatMap(({ name, formId, valueId }) =>
    randomized(data, arms).flatMap(({ participant, arm }) =>
      valuesOfForm(participant, formId, valueId).map(({ encounterId, value }) => ({
        of: name,
        when: encounterId,
        arm,
        value,
      })),
    ),
  );
  return numberTables(data.design, observed, level, { id: "outcomes", when: "visit" });
}

/** What was expected before randomization and, last, after it. */
export function expectancyTables(
  data: StudyData,
  arms: ReadonlyMap<string, string>,
  level: number | undefined,
): Result<readonly ReportTable[], InvalidInput> {
  const { expectancy } = data.design.design.closedReports ?? {};
  if (!expectancy) return ok([]);
  const items = data.design.forms.get(expectancy.formId)?.items;
  const observed = expectancy.itemIds.flatMap((itemId) =>
    randomized(data, arms).flatMap(({ participant, arm }) => {
      const values = valuesOfForm(participant, expectancy.formId, itemId);
      const on = participant.state.enrollment.randomized?.randomizedOn ?? "";
      const before = values.filter(({ day }) => day <= on).at(-1);
      const after = values.filter(({ day }) => day > on).at(-1);
      const of = items?.get(itemId)?.label ?? itemId;
      return [
        ...(before ? [{ of, when: "before", arm, value: before.value }] : []),
        ...(after ? [{ of, when: "after", arm, value: after.value }] : []),
      ];
    }),
  );
  return numberTables(data.design, observed, level, { id: "expectancy", when: "moment" });
}

export function randomized(
  { participants }: StudyData,
  arms: ReadonlyMap<string, string>,
): readonly { readonly participant: ParticipantData; readonly arm: string }[] {
  return participants.flatMap((participant) => {
    const arm = arms.get(participant.id);
    return arm === undefined ? [] : [{ participant, arm }];
  });
}

type FormValue = { readonly encounterId: string; readonly day: string; readonly value: number };

/** The number of an item or score on each submitted filling of the form, by the day of its visit. */
function valuesOfForm({ state }: ParticipantData, formId: string, valueId: string): readonly FormValue[] {
  return Object.values(state.forms)
    .filter((form) => form.formId === formId && form.status === "submitted")
    .flatMap((form) => {
      const value = form.derived[`score:${valueId}`] ?? form.derived[valueId] ?? form.items[valueId]?.value;
      const visit = visitOfForm(state, form.formKey);
      if (typeof value !== "number" || !visit) return [];
      const day: string = visit.day ?? form.submittedAt?.slice(0, 10) ?? "";
      return [{ encounterId: visit.encounterId, day, value }];
    })
    .sort((a, b) => a.day.localeCompare(b.day));
}

function visitOfForm({ visits }: ParticipantState, formKey: string) {
  return visits.visits[visitIdOf(formKey)];
}

function numberTables(
  design: CompiledDesign,
  observed: readonly Observed[],
  level: number | undefined,
  { id, when }: { readonly id: string; readonly when: string },
): Result<readonly ReportTable[], InvalidInput> {
  const arms = [...design.arms.keys()];
  const name = (arm: string): string => design.arms.get(arm)?.name ?? arm;
  const means: Cell[][] = [];
  const differences: Cell[][] = [];
  for (const of of new Set(observed.map((one) => one.of))) {
    const own = observed.filter((one) => one.of === of);
    for (const moment of inOrder(design, [...new Set(own.map((one) => one.when))])) {
      const shown = occasionName(design, moment);
      const valuesOf = (arm: string): readonly number[] =>
        own.filter((one) => one.when === moment && one.arm === arm).map(({ value }) => value);
      for (const arm of arms) {
        const { n, mean, sd } = summaryOf(valuesOf(arm));
        means.push([of, shown, name(arm), n, mean, sd]);
      }
      const [first = "", ...others] = arms;
      for (const other of others) {
        const difference = welchDifference(valuesOf(first), valuesOf(other), level ? { level } : {});
        if (!difference.ok) return difference;
        differences.push([
          of,
          shown,
          name(first),
          name(other),
          ...withInterval(difference.value),
          notesOn(difference.value),
        ]);
      }
    }
  }
  return ok([
    { id, columns: ["what", when, "arm", "n", "mean", "sd"], rows: means },
    {
      id: `${id}-differences`,
      columns: [
        "what",
        when,
        "arm",
        "compared-with",
        "difference",
        "difference-lower",
        "difference-upper",
        "notes",
      ],
      rows: differences,
    },
  ]);
}
