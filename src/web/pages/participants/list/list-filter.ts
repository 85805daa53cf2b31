import type { Answer } from "../../../api/call.ts";

export type ParticipantRow = Answer<"GET /api/studies/:studyId/participants">[number];

/** What somebody looks for in the list. */
export type ListFilter = {
  readonly search: string;
  readonly stages: readonly string[];
  readonly siteId: string | null;
  readonly onlyLate: boolean;
};

export const noFilter: ListFilter = { search: "", stages: [], siteId: null, onlyLate: false };

/** A column by which the list is ordered. */
export type SortKey = "number" | "site" | "stage" | "since" | "version" | "randomized" | "consent" | "next";
export type SortOrder = { readonly key: SortKey; readonly isDescending: boolean };

/** The rows that fit, in the order that was asked for; without one, as the server sent them. */
export function filterRows(
  rows: readonly ParticipantRow[],
  filter: ListFilter,
  order: SortOrder | undefined,
  siteName: (siteId: string) => string,
): readonly ParticipantRow[] {
  const wanted = filter.search.trim().toLowerCase();
  const found = rows.filter(
    (row) =>
      (filter.stages.length === 0 || filter.stages.includes(row.stage)) &&
      (filter.siteId === null || row.siteId === filter.siteId) &&
      (!filter.onlyLate || row.late > 0) &&
      (wanted === "" || textOf(row, siteName).includes(wanted)),
  );
  if (!order) return found;
  const sign = order.isDescending ? -1 : 1;
  const keyOf = (row: ParticipantRow): string => sortText(row, order.key, siteName);
  return found
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => compareMissing(a.key, b.key) || sign * compare(a.key, b.key))
    .map(({ row }) => row);
}

/** What has no value stands at the end, whichever way the rest goes. */
function compareMissing(a: string, b: string): number {
  return Number(a === last) - Number(b === last);
}

const furthest = ["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"];
const last = "\uffff";

function textOf(row: ParticipantRow, siteName: (siteId: string) => string): string {
  return [
    row.number ?? "",
    row.randomizationNumber ?? "",
    siteName(row.siteId),
    row.next?.subject["visit"] ?? "",
  ]
    .join(" ")
    .toLowerCase();
}

function sortText(row: ParticipantRow, key: SortKey, siteName: (siteId: string) => string): string {
  switch (key) {
    case "number":
      return row.number ?? last;
    case "site":
      return siteName(row.siteId);
    case "stage":
      return String(furthest.indexOf(row.stage));
    case "since":
      return row.stageSince;
    case "version":
      return row.designVersion;
    case "randomized":
      return row.randomizationNumber ?? last;
    case "consent":
      return row.consent;
    case "next":
      return row.next?.dueOn ?? last;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
