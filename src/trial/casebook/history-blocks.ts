import type { CompiledDesign } from "#design";
import { formIdOf } from "../form/form-key.ts";
import type { HistoryEntry } from "../history-view.ts";
import { type Block, heading, tableOr } from "./document.ts";
import { showAnswer } from "./form-blocks.ts";
import { eventInWords, inWords, momentIn } from "./words.ts";

/** The audit trail: who did what, when it happened and when it was recorded, by which way, from what to what, and why. */
export function historyBlocks(history: readonly HistoryEntry[], design: CompiledDesign): readonly Block[] {
  const rows = history.map((entry) => [
    String(entry.version),
    whenOf(entry),
    whoOf(entry),
    `${entry.source}${entry.device ? `\n${entry.device}` : ""}`,
    eventInWords(entry.type),
    detailsOf(entry, design).join("\n"),
    entry.reason ?? "",
    entry.hash.slice(0, 16),
  ]);
  const head = ["No.", "When", "Who", "From where", "What", "Details", "Why", "Hash begins"];
  return [heading(2, "Audit trail", "history"), tableOr("Nothing happened yet.", "Events", head, rows)];
}

function whoOf({ by, role, entitled }: HistoryEntry): string {
  const roles = entitled
    ? `${inWords(role)} (when it happened: ${inWords(entitled.whenItHappened)}; when received: ${inWords(entitled.whenReceived)})`
    : inWords(role);
  return `${by}\n${roles}`;
}

function whenOf({ occurredAt, recordedAt, deviceClock, zone }: HistoryEntry): string {
  const [occurred, recorded] = [momentIn(occurredAt, zone), momentIn(recordedAt, zone)];
  return [
    occurred,
    ...(occurred === recorded ? [] : [`recorded ${recorded}`]),
    ...(deviceClock?.claimed ? [`claimed ${momentIn(deviceClock.claimed, zone)}`] : []),
    ...(deviceClock?.aheadBy
      ? [`device's clock off by ${Math.round(deviceClock.aheadBy / 60_000)} min`]
      : []),
    zone,
  ].join("\n");
}

function detailsOf(entry: HistoryEntry, design: CompiledDesign): readonly string[] {
  const { formKey, visitId, facts, changes, signatureMeaning } = entry;
  const form = formKey === null ? undefined : design.forms.get(formIdOf(formKey));
  const place = formKey === null ? visitId : `${form?.form.label ?? formKey} (${formKey})`;
  const told = Object.entries(facts)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${inWords(name)}: ${value}`);
  const changed = changes.map(({ path, from, to }) => {
    const item = form?.items.get(path.split(".").at(-1) ?? path);
    const before = from === null ? "" : `${showAnswer(from, item)} → `;
    return `${item?.label ?? path}: ${before}${showAnswer(to, item)}`;
  });
  return [
    ...(place ? [place] : []),
    ...told,
    ...changed,
    ...(signatureMeaning ? [`“${signatureMeaning}”`] : []),
  ];
}
