import type { AdverseEventPlan, CompiledForm, ItemValue } from "#design";
import { type Decision, failed, type Instant, localTime, ok, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { participantStream } from "../streams.ts";
import { nextEntry } from "./next-entry.ts";

/** Something seen in a session that the definition of an adverse event covers. Codes are those of the form's items. */
export type SessionEffect = {
  /** In the words of whoever saw it. */
  readonly term: string;
  readonly onset: Instant;
  /** Absent: it goes on, or nobody has said. */
  readonly offset?: Instant;
  readonly intensity?: string;
  readonly valence?: string;
  readonly detectedBy: string;
  readonly specialInterest?: string;
  readonly visitId: string;
  readonly sessionId: string;
  /** Of the effect within the session: from one of them one entry is made, however often it is asked for. */
  readonly sourceId: string;
};

type NeededFacts = Pick<Facts, "participant" | "site" | "design">;

/** `draftAdverseEvents` for one effect. */
export function draftAdverseEvent(
  facts: NeededFacts,
  source: SessionEffect,
  context: Pick<Context, "zone">,
): Decision<NewEvent> {
  return draftAdverseEvents(facts, [source], context);
}

/**
 * Begins an entry in the log of adverse events from each effect: term, onset and end to the minute, how it felt and how strong it was. What
 * only a person can judge stays open: seriousness, causality, outcome and action, and any code that the form does not know.
 * An effect from which an entry was made already makes none.
 */
export function draftAdverseEvents(
  { participant, site, design }: NeededFacts,
  sources: readonly SessionEffect[],
  context: Pick<Context, "zone">,
): Decision<NewEvent> {
  const plan = design?.design.safety?.adverseEvents;
  const form = plan && design.forms.get(plan.formId);
  if (!design || !plan || !form || !participant.id) {
    const message =
      "Cannot record this as an adverse event: the protocol does not say which form holds adverse events. Publish a version that does, under “safety”.";
    return failed(refusal("no-adverse-event-form", message, "21 CFR 312.62(b)"));
  }
  const stream = participantStream(participant.id);
  const made = new Set(Object.values(participant.adverseEvents.fromSession).map(({ sourceId }) => sourceId));
  const zone = site.open ? site.zone : context.zone;
  const fresh = sources.filter(({ sourceId }, at) => isFirst(sources, sourceId, at) && !made.has(sourceId));
  return ok(
    fresh.flatMap((source, ahead): NewEvent[] => {
      const formKey = nextEntry(participant, plan.formId, ahead);
      const identity = { formKey, formId: plan.formId, designVersion: design.design.version };
      const { visitId, sessionId, sourceId } = source;
      return [
        {
          type: "ItemsDrafted",
          stream,
          data: { ...identity, enteredBy: "site", entries: entriesOf(source, plan, form, zone) },
        },
        { type: "AdverseEventDrafted", stream, data: { formKey, visitId, sessionId, sourceId } },
      ];
    }),
  );
}

function isFirst(sources: readonly SessionEffect[], sourceId: string, at: number): boolean {
  return sources.findIndex((one) => one.sourceId === sourceId) === at;
}

type Entry = { readonly path: string; readonly value: ItemValue };

function entriesOf(
  source: SessionEffect,
  { items }: AdverseEventPlan,
  form: CompiledForm,
  zone: Context["zone"],
): readonly Entry[] {
  const [onset, offset] = [source.onset, source.offset].map((at) => at && localTime({ at, zone }));
  const longest = form.items.get(items.term)?.maximumLength ?? 200;
  return [
    { path: items.term, value: { freeText: source.term.slice(0, longest) } },
    ...coded(form, items.specialInterest, source.specialInterest),
    ...coded(form, items.valence, source.valence),
    ...coded(form, items.detectedBy, source.detectedBy),
    { path: items.inSession, value: true },
    ...moment(items.started, items.onsetTime, onset),
    ...(offset ? [{ path: items.ongoing, value: false }] : []),
    ...moment(items.ended, items.endTime, offset),
    ...coded(form, items.severity, source.intensity),
  ];
}

function coded({ items }: CompiledForm, path: string, code: string | undefined): readonly Entry[] {
  return code !== undefined && items.get(path)?.codes?.has(code) ? [{ path, value: code }] : [];
}

function moment(
  day: string,
  time: string | undefined,
  local: { readonly date: string; readonly time: string } | undefined,
): readonly Entry[] {
  if (!local) return [];
  return [
    { path: day, value: local.date },
    ...(time === undefined ? [] : [{ path: time, value: local.time }]),
  ];
}
