import { z } from "zod";
import { seesWholeForm, type Viewer, visibilityOfFilling } from "./blinding/view.ts";
import { deviationEvents } from "./deviation/events.ts";
import { isFormKey } from "./deviation/view.ts";
import { type AnyRecorded, isOneOf } from "./event.ts";
import { designOfForm } from "./form/design-of-form.ts";
import { formEvents, type ItemValue, itemValue } from "./form/events.ts";
import { formIdOf, itemIdOf } from "./form/form-key.ts";
import { showItemValue } from "./form/show-item-value.ts";
import { evolveParticipant, noParticipant, type ParticipantState } from "./participant.ts";
import { queryEvents } from "./query/events.ts";
import type { Protocols } from "./visit/design-of-visit.ts";

const shown = z.union([itemValue, z.null()]);

/** One line of the history: what happened, when and when it was recorded, who, in which role, by which way, why. */
export const historyEntry = z.object({
  version: z.int(),
  type: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  /** What the device's clock said, where it was off: a claim that was put right, and by how many milliseconds it was ahead. */
  deviceClock: z.object({ claimed: z.string().nullable(), aheadBy: z.int().nullable() }).nullable(),
  zone: z.string(),
  by: z.string(),
  role: z.string(),
  /** Where they differ: the role that the person had when it happened, and when it was received. */
  entitled: z.object({ whenItHappened: z.string(), whenReceived: z.string() }).nullable(),
  source: z.string(),
  device: z.string().nullable(),
  reason: z.string().nullable(),
  signatureMeaning: z.string().nullable(),
  hash: z.string(),
  formKey: z.string().nullable(),
  visitId: z.string().nullable(),
  /** What else the event says, as short facts by name. */
  facts: z.record(z.string(), z.string()),
  changes: z.array(
    z.object({
      path: z.string(),
      /** What the form calls the item. */
      label: z.string(),
      from: shown,
      to: shown,
      /** Both values in words: codes by their labels, numbers with their unit. */
      fromText: z.string().nullable(),
      toText: z.string().nullable(),
    }),
  ),
  /** Something of it is kept from this viewer. */
  isRedacted: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

type HistoryAround = Protocols & {
  readonly viewer: Viewer;
  readonly nameOf: (user: string) => string;
};

/** The participant's history, oldest first, as this person may see it. */
export function viewHistory(events: readonly AnyRecorded[], around: HistoryAround): readonly HistoryEntry[] {
  let state = noParticipant;
  return events.flatMap((event) => {
    const before = state;
    state = evolveParticipant(before, event);
    const entry = viewEvent({ before, after: state }, event, around);
    return entry ? [entry] : [];
  });
}

type Change = { readonly before: ParticipantState; readonly after: ParticipantState };

function viewEvent(change: Change, event: AnyRecorded, around: HistoryAround): HistoryEntry | undefined {
  const { meta, type } = event;
  const data = event.data as Readonly<Record<string, unknown>>;
  const { before } = change;
  const formKey = formKeyIn(before, event);
  const seen = shownOf(change, event, formKey, around);
  if (!seen) return undefined;
  return {
    version: meta.version,
    type,
    occurredAt: meta.occurredAt,
    recordedAt: meta.recordedAt,
    deviceClock: deviceClockOf(meta),
    zone: meta.zone,
    by: around.nameOf(meta.actor.user),
    role: meta.actor.role,
    entitled: meta.actor.entitled ?? null,
    source: meta.source.kind,
    device: meta.source.device ?? null,
    reason: seen.isRedacted ? null : (meta.reason?.freeText ?? null),
    signatureMeaning: meta.signatureMeaning ?? null,
    hash: meta.hash,
    formKey,
    visitId: typeof data["visitId"] === "string" ? data["visitId"] : null,
    facts: seen.isClosed ? {} : factsOf(data),
    changes: formKey === null ? [] : changesInWords(change, formKey, seen.changes, around),
    isRedacted: seen.isRedacted,
  };
}

function deviceClockOf({ deviceClock }: AnyRecorded["meta"]): HistoryEntry["deviceClock"] {
  if (deviceClock?.claimed === undefined && deviceClock?.aheadBy === undefined) return null;
  return deviceClock ? { claimed: deviceClock.claimed ?? null, aheadBy: deviceClock.aheadBy ?? null } : null;
}

/** Values before and after, under the names that the form gives its items. */
function changesInWords(
  { before, after }: Change,
  formKey: string,
  changes: Shown["changes"],
  around: HistoryAround,
): HistoryEntry["changes"] {
  const form = designOfForm(after, formKey, around).forms.get(formIdOf(formKey));
  const items = before.forms[formKey]?.items ?? {};
  return changes.map(({ path, value }) => {
    const item = form?.items.get(itemIdOf(path));
    const from = items[path]?.value ?? null;
    return {
      path,
      label: item?.label ?? path,
      from,
      to: value,
      fromText: showItemValue(item, from),
      toText: showItemValue(item, value),
    };
  });
}

type Shown = {
  readonly changes: readonly { readonly path: string; readonly value: ItemValue | null }[];
  /** Nothing of what it says is shown. */
  readonly isClosed: boolean;
  readonly isRedacted: boolean;
};

/** What of an event is shown to the viewer; undefined where not even that it happened. */
function shownOf(
  { before, after }: Change,
  event: AnyRecorded,
  formKey: string | null,
  around: HistoryAround,
): Shown | undefined {
  const entries = isOneOf(formEvents, event) && "entries" in event.data ? event.data.entries : [];
  if (formKey === null) return { changes: entries, isClosed: false, isRedacted: false };
  const design = designOfForm(after, formKey, around);
  const { form, isItemHidden } = visibilityOfFilling(design, around.viewer, formKey);
  if (form === "hidden") return undefined;
  const askedAbout = itemAskedAbout(before, event);
  const isHere = form === "content" && !(askedAbout !== undefined && isItemHidden(itemIdOf(askedAbout)));
  // That a value was asked about tells of it: whoever may not see it does not learn that there is a query.
  if (askedAbout !== undefined && !isHere) return undefined;
  const isClosed =
    !isHere || (isOneOf(deviationEvents, event) && !seesWholeForm(design, around.viewer, formIdOf(formKey)));
  const changes = isClosed ? [] : entries.filter(({ path }) => !isItemHidden(itemIdOf(path)));
  return { changes, isClosed, isRedacted: isClosed || changes.length < entries.length };
}

/** The item that a query is about. */
function itemAskedAbout(before: ParticipantState, event: AnyRecorded): string | undefined {
  if (!isOneOf(queryEvents, event)) return undefined;
  return "itemPath" in event.data ? event.data.itemPath : before.queries[event.data.queryId]?.itemPath;
}

function formKeyIn(before: ParticipantState, event: AnyRecorded): string | null {
  if (isOneOf(queryEvents, event))
    return (
      before.queries[event.data.queryId]?.formKey ?? ("formKey" in event.data ? event.data.formKey : null)
    );
  if (isOneOf(deviationEvents, event)) {
    const { about = before.deviations[event.data.deviationId]?.about ?? null } = event.data as {
      about?: string;
    };
    return isFormKey(about) ? about : null;
  }
  const { formKey, target } = event.data as {
    readonly formKey?: string;
    readonly target?: { readonly kind: string; readonly id: string };
  };
  return formKey ?? (target?.kind === "form" ? target.id : null);
}

const notFacts = new Set([
  "entries",
  "derived",
  "formKey",
  "visitId",
  "contentHash",
  "verdicts",
  "rater",
  "ofRating",
  "handle",
  "signer",
]);

/** The plain members of an event's data, as text; what has a place of its own, or is a long list, is left out. */
function factsOf(data: Readonly<Record<string, unknown>>): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(data)) {
    if (notFacts.has(name) || name.endsWith("Id")) continue;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      facts[name] = String(value);
    if (Array.isArray(value) && value.every((one) => typeof one === "string")) facts[name] = value.join(", ");
    const { freeText } = (value ?? {}) as { readonly freeText?: string };
    if (typeof freeText === "string") facts[name] = freeText;
  }
  return facts;
}
