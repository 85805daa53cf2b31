import { z } from "zod";
import type { CompiledDesign } from "#design";
import { type Viewer, visibilityOf } from "./blinding/view.ts";
import { type AnyRecorded, isOneOf } from "./event.ts";
import { formEvents, itemValue } from "./form/events.ts";
import { formIdOf } from "./form/form-key.ts";
import { evolveParticipant, noParticipant, type ParticipantState } from "./participant.ts";
import { queryEvents } from "./query/events.ts";

const shown = z.union([itemValue, z.null()]);

/** One line of the history: what happened, when and when it was recorded, who, in which role, by which way, why. */
export const historyEntry = z.object({
  version: z.int(),
  type: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  zone: z.string(),
  by: z.string(),
  role: z.string(),
  source: z.string(),
  device: z.string().nullable(),
  reason: z.string().nullable(),
  signatureMeaning: z.string().nullable(),
  hash: z.string(),
  formKey: z.string().nullable(),
  visitId: z.string().nullable(),
  /** What else the event says, as short facts by name. */
  facts: z.record(z.string(), z.string()),
  changes: z.array(z.object({ path: z.string(), from: shown, to: shown })),
  /** Something of it is kept from this viewer. */
  isRedacted: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

type Around = {
  readonly design: CompiledDesign;
  readonly viewer: Viewer;
  readonly nameOf: (user: string) => string;
};

/** The participant's history, oldest first, as this person may see it. */
export function viewHistory(events: readonly AnyRecorded[], around: Around): readonly HistoryEntry[] {
  let state = noParticipant;
  return events.flatMap((event) => {
    const entry = viewEvent(state, event, around);
    state = evolveParticipant(state, event);
    return entry ? [entry] : [];
  });
}

function viewEvent(before: ParticipantState, event: AnyRecorded, around: Around): HistoryEntry | undefined {
  const { meta, type } = event;
  const data = event.data as Readonly<Record<string, unknown>>;
  const formKey = formKeyIn(before, event);
  const visibility =
    formKey === null ? undefined : visibilityOf(around.design, around.viewer, formIdOf(formKey));
  if (visibility?.form === "hidden") return undefined;
  const isClosed = visibility !== undefined && visibility.form !== "content";
  const changes =
    isOneOf(formEvents, event) && "entries" in event.data && !isClosed ? event.data.entries : [];
  const items = formKey === null ? {} : (before.forms[formKey]?.items ?? {});
  const visible = changes.filter(({ path }) => !visibility?.isItemHidden(path.split(".").at(-1) ?? path));
  return {
    version: meta.version,
    type,
    occurredAt: meta.occurredAt,
    recordedAt: meta.recordedAt,
    zone: meta.zone,
    by: around.nameOf(meta.actor.user),
    role: meta.actor.role,
    source: meta.source.kind,
    device: meta.source.device ?? null,
    reason: isClosed ? null : (meta.reason?.freeText ?? null),
    signatureMeaning: meta.signatureMeaning ?? null,
    hash: meta.hash,
    formKey,
    visitId: typeof data["visitId"] === "string" ? data["visitId"] : null,
    facts: isClosed ? {} : factsOf(data),
    changes: visible.map(({ path, value }) => ({ path, from: items[path]?.value ?? null, to: value })),
    isRedacted: isClosed || visible.length < changes.length,
  };
}

function formKeyIn(before: ParticipantState, event: AnyRecorded): string | null {
  if (isOneOf(queryEvents, event))
    return (
      before.queries[event.data.queryId]?.formKey ?? ("formKey" in event.data ? event.data.formKey : null)
    );
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
