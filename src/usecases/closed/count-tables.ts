import { stageOf } from "#trial";
import { randomized } from "./number-tables.ts";
import type { Cell, ReportTable } from "./report-table.ts";
import type { ParticipantData, StudyData } from "./study-data.ts";

/** Enrollment, completion and discontinuation by arm (CONSORT 2010, items 13a and 13b). */
export function dispositionTables(
  data: StudyData,
  arms: ReadonlyMap<string, string>,
): readonly ReportTable[] {
  const all = randomized(data, arms);
  const ended = all.filter(({ participant }) => stageOf(participant.state) === "ended");
  const early = ended.filter(({ participant }) => reasonOf(participant) !== "completed");
  const counted: readonly (readonly [string, typeof all])[] = [
    ["randomized", all],
    ["in-study", all.filter(({ participant }) => stageOf(participant.state) !== "ended")],
    ["completed", ended.filter(({ participant }) => reasonOf(participant) === "completed")],
    ["ended-early", early],
  ];
  const reasons = [...new Set(early.map(({ participant }) => reasonOf(participant)))].sort();
  const sites = [...new Set(all.map(({ participant }) => participant.siteNumber))].sort();
  const perArm = (of: typeof all): readonly Cell[] =>
    [...data.design.arms.keys()].map((arm) => of.filter((one) => one.arm === arm).length);
  const names = [...data.design.arms.values()].map(({ name }) => name);
  return [
    {
      id: "disposition",
      columns: ["standing", ...names],
      rows: counted.map(([standing, of]) => [standing, ...perArm(of)]),
    },
    {
      id: "discontinuation",
      columns: ["reason", ...names],
      rows: reasons.map((reason) => [
        reason,
        ...perArm(early.filter(({ participant }) => reasonOf(participant) === reason)),
      ]),
    },
    {
      id: "enrollment-by-site",
      columns: ["site", ...names],
      rows: sites.map((site) => [
        site,
        ...perArm(all.filter(({ participant }) => participant.siteNumber === site)),
      ]),
    },
  ];
}

function reasonOf({ state }: ParticipantData): string {
  return state.enrollment.ended?.reason ?? "";
}

/** Adverse events by arm, of any valence: how many, of how many participants, and by each of the coded items that the design names. */
export function adverseEventTables(
  data: StudyData,
  arms: ReadonlyMap<string, string>,
): readonly ReportTable[] {
  const { adverseEvents } = data.design.design.closedReports ?? {};
  if (!adverseEvents) return [];
  const { formId, itemIds } = adverseEvents;
  const events = randomized(data, arms).flatMap(({ participant, arm }) =>
    Object.values(participant.state.forms)
      .filter((form) => form.formId === formId && form.status === "submitted")
      .map(({ items, derived }) => ({ of: participant.id, arm, items, derived })),
  );
  type Event = (typeof events)[number];
  const row = (what: string, value: string, of: readonly Event[]): readonly (readonly Cell[])[] =>
    [...data.design.arms].map(([id, { name }]) => {
      const own = of.filter((event) => event.arm === id);
      return [what, value, name, own.length, new Set(own.map((event) => event.of)).size];
    });
  const items = data.design.forms.get(formId)?.items;
  const byItem = itemIds.flatMap((itemId) => {
    const valuesOf = ({ items: given, derived }: Event): readonly string[] =>
      [given[itemId]?.value ?? derived[itemId] ?? null]
        .flat()
        .flatMap((value) => (typeof value === "string" || typeof value === "boolean" ? [String(value)] : []));
    const codes = items?.get(itemId)?.codes;
    const values = [...new Set(events.flatMap(valuesOf))].sort();
    const label = items?.get(itemId)?.label ?? itemId;
    return values.flatMap((value) =>
      row(
        label,
        codes?.get(value) ?? value,
        events.filter((event) => valuesOf(event).includes(value)),
      ),
    );
  });
  return [
    {
      id: "adverse-events",
      columns: ["what", "value", "arm", "events", "participants"],
      rows: [...row("all", "", events), ...byItem],
    },
  ];
}
