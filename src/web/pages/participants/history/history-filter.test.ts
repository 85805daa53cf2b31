import { describe, expect, test } from "vitest";
import type { HistoryEntry } from "../history-page.tsx";
import { filterHistory, type HistoryFilter, noHistoryFilter } from "./history-filter.ts";

const entry = (version: number, type: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  version,
  type,
  occurredAt: "2026-02-02T14:00:00.000Z",
  recordedAt: "2026-02-02T14:00:00.000Z",
  deviceClock: null,
  zone: "America/New_York",
  by: "Cora",
  role: "site-coordinator",
  source: "web",
  device: null,
  reason: null,
  signatureMeaning: null,
  entitled: null,
  hash: "",
  formKey: null,
  visitId: null,
  facts: {},
  changes: [],
  isRedacted: false,
  ...more,
});

const change = (path: string) => ({ path, label: path, from: null, to: 1, fromText: null, toText: "1" });

const vitals = "v1/vitals/1";
const entries = [
  entry(1, "VisitStarted", { visitId: "v1" }),
  entry(2, "FormSubmitted", { formKey: vitals, changes: [change("weight"), change("height")] }),
  entry(3, "ItemsCorrected", { formKey: vitals, by: "Ines", changes: [change("weight")] }),
  entry(4, "QueryOpened", { formKey: vitals, by: "Mona", facts: { itemPath: "height" } }),
  entry(5, "RecordSigned", { formKey: vitals, by: "Ines" }),
  entry(6, "FormSubmitted", { formKey: "v2/vitals/1", changes: [change("weight")] }),
];
const found = (filter: Partial<HistoryFilter>) =>
  filterHistory(entries, { ...noHistoryFilter, ...filter }).map(({ version }) => version);

describe("the history", () => {
  test("stands with the newest first", () => {
    expect(found({})).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test("is narrowed to what happened, to a person, to a form", () => {
    expect(found({ type: "FormSubmitted" })).toEqual([6, 2]);
    expect(found({ by: "Ines" })).toEqual([5, 3]);
    expect(found({ formKey: vitals })).toEqual([5, 4, 3, 2]);
  });

  test("of a visit is that of its forms too", () => {
    expect(found({ visitId: "v1" })).toEqual([5, 4, 3, 2, 1]);
    expect(found({ visitId: "v2" })).toEqual([6]);
  });

  test("of an item is what was entered, changed and asked about it, and the signatures to its form", () => {
    expect(found({ formKey: vitals, path: "weight" })).toEqual([5, 3, 2]);
    expect(found({ formKey: vitals, path: "height" })).toEqual([5, 4, 2]);
  });
});
