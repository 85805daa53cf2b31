import { describe, expect, test } from "vitest";
import { filterRows, noFilter, type ParticipantRow, type SortKey } from "./list-filter.ts";

const names = new Map([
  ["n", "01 North"],
  ["s", "02 South"],
]);
const row = (number: string | null, more: object = {}): ParticipantRow =>
  ({
    participantId: `p${number}`,
    siteId: "n",
    number,
    stage: "screening",
    stageSince: "2026-02-02",
    designVersion: "1.0",
    firstContact: "2026-01-02",
    language: "en",
    consent: "current",
    next: null,
    late: 0,
    ...more,
  }) as ParticipantRow;

const rows = [
  row("01-0001", { stage: "enrolled", late: 2, next: { dueOn: "2026-03-01", subject: { visit: "V4" } } }),
  row("02-0001", { siteId: "s", stage: "ended", stageSince: "2026-04-01" }),
  row(null, { stage: "pre-screening", consent: "never-signed" }),
  row("01-0002", { next: { dueOn: "2026-02-20", subject: { visit: "V1" } } }),
];
const numbers = (filter: object, key?: SortKey, isDescending = false) =>
  filterRows(
    rows,
    { ...noFilter, ...filter },
    key && { key, isDescending },
    (site) => names.get(site) ?? "",
  ).map(({ number }) => number);

describe("in the list of participants", () => {
  test("all stand in the order in which they came where nothing else is asked", () => {
    expect(numbers({})).toEqual(["01-0001", "02-0001", null, "01-0002"]);
  });

  test("a search finds numbers, sites and the next visit, whatever the case", () => {
    expect(numbers({ search: "0002" })).toEqual(["01-0002"]);
    expect(numbers({ search: " SOUTH " })).toEqual(["02-0001"]);
    expect(numbers({ search: "v4" })).toEqual(["01-0001"]);
    expect(numbers({ search: "nobody" })).toEqual([]);
  });

  test("what is asked for holds all at once", () => {
    expect(numbers({ stages: ["enrolled", "ended"] })).toEqual(["01-0001", "02-0001"]);
    expect(numbers({ stages: ["enrolled", "ended"], siteId: "s" })).toEqual(["02-0001"]);
    expect(numbers({ onlyLate: true })).toEqual(["01-0001"]);
    expect(numbers({ onlyLate: true, siteId: "s" })).toEqual([]);
  });

  test("stages go from first to last, not by the letter", () => {
    expect(numbers({}, "stage")).toEqual([null, "01-0002", "01-0001", "02-0001"]);
    expect(numbers({}, "stage", true)).toEqual(["02-0001", "01-0001", "01-0002", null]);
  });

  test("whoever has no number or nothing to come stands last, whichever way the rest goes", () => {
    expect(numbers({}, "number")).toEqual(["01-0001", "01-0002", "02-0001", null]);
    expect(numbers({}, "number", true)).toEqual(["02-0001", "01-0002", "01-0001", null]);
    expect(numbers({}, "next").slice(0, 2)).toEqual(["01-0002", "01-0001"]);
    expect(numbers({}, "next", true).slice(0, 2)).toEqual(["01-0001", "01-0002"]);
  });
});
