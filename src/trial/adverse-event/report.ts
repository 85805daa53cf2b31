import { z } from "zod";
import type { AdverseEventPlan } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { formKey, freeText, uuid } from "../fields.ts";
import { formIdOf } from "../form/form-key.ts";
import { participantStream } from "../streams.ts";
import { reportOn } from "./evolve.ts";
import { adverseEventForm } from "./form-id.ts";
import { nextEntry } from "./next-entry.ts";
import { reportEvents } from "./notice.ts";

const cites = "21 CFR 312.64(b); ICH E2A III.B";

/**
 * Tells the sponsor of a serious adverse event before its form is complete: nothing that is missing holds it up. Where no entry is named,
 * one is begun, with what is known. When the site learned of it is when the person says that it happened.
 */
export const reportSeriousEvent = defineCommand({
  type: "report-serious-event",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: z.strictObject({
    /** The entry in the log, where there is one already. */
    formKey: formKey.optional(),
    /** The event in the reporter's words, for a new entry. */
    term: freeText.optional(),
    /** What is known so far. */
    what: freeText,
    /** The items of the form that make it serious, as far as they are known. */
    criteria: z.array(z.string().min(1).max(120)).max(20).default([]),
  }),
  decide: (facts, data, context) => {
    const plan = facts.design?.design.safety?.adverseEvents;
    const no = refuseEntry(facts, data.formKey) ?? refuseCriteria(plan, data.criteria);
    if (no) return failed(no);
    const key = data.formKey ?? nextEntry(facts.participant, plan?.formId ?? adverseEventForm);
    const report = {
      formKey: key,
      awareAt: context.occurredAt,
      via: "notice" as const,
      what: data.what,
    };
    return ok([
      ...beginEntry(facts, plan, key, data, context),
      ...reportEvents(facts.design, report, context),
    ]);
  },
});

/** The sponsor's safety role, or the medical monitor, says that the report has come: day 0. It tells no arm and asks for none. */
export const acknowledgeSeriousEvent = defineCommand({
  type: "acknowledge-serious-event",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({ reportId: uuid }),
  decide: ({ participant }, { reportId }, { subjectId, occurredAt: receivedAt }) => {
    const event = participant.adverseEvents.serious[reportId];
    const at = { path: "data.reportId" };
    if (!event) {
      const message = "Cannot acknowledge this report: there is none of this id.";
      return failed(refusal("no-such-report", message, cites, at));
    }
    if (event.received) {
      const message = `This report was acknowledged already: day 0 is ${event.received.at}.`;
      return failed(refusal("acknowledged-already", message, cites, { ...at, because: "conflict" }));
    }
    if (receivedAt < event.awareAt) {
      const message = `Nobody can have had this report before the site learned of the event, at ${event.awareAt}. Put the moment right.`;
      return failed(refusal("before-awareness", message, cites, { path: "occurredAt" }));
    }
    const data = { reportId, receivedAt };
    return ok([{ type: "SeriousEventAcknowledged", stream: participantStream(subjectId), data }]);
  },
});

function refuseEntry({ participant, design }: Facts, key: string | undefined): Refusal | undefined {
  if (key === undefined) return undefined;
  const at = { path: "data.formKey" };
  if (formIdOf(key) !== (design?.design.safety?.adverseEvents?.formId ?? adverseEventForm)) {
    const message = `Cannot report ${key}: it is no adverse event. Name its entry, or none.`;
    return refusal("no-adverse-event", message, cites, at);
  }
  const known = reportOn(participant.adverseEvents, key);
  if (!known) return undefined;
  const message = `The sponsor was told of this event at ${known.reportedAt}. Write what is new on its form.`;
  return refusal("reported-already", message, cites, { ...at, because: "conflict" });
}

function refuseCriteria(
  plan: AdverseEventPlan | undefined,
  criteria: readonly string[],
): Refusal | undefined {
  const stray = criteria.find((id) => !plan?.items.seriousness.includes(id));
  if (stray === undefined) return undefined;
  const known = plan?.items.seriousness.join(", ") ?? "none";
  const message = `${stray} is not among what makes an event serious under this protocol: ${known}.`;
  return refusal("no-such-item", message, "21 CFR 312.32(a)", { path: "data.criteria" });
}

/** Puts what is known into the entry, so that nobody types it again. What was handed in is left to be corrected. */
function beginEntry(
  { participant, design }: Facts,
  plan: AdverseEventPlan | undefined,
  key: string,
  {
    term,
    criteria,
  }: { readonly term?: { readonly freeText: string } | undefined; readonly criteria: readonly string[] },
  { subjectId, occurredAt }: Context,
): readonly NewEvent[] {
  const known = participant.forms[key];
  if (!design || !plan || known?.status === "submitted") return [];
  const { items } = plan;
  const isOpen = (path: string): boolean => (known?.items[path]?.value ?? null) === null;
  const entries = [
    ...(term && isOpen(items.term) ? [{ path: items.term, value: term }] : []),
    ...criteria.map((path) => ({ path, value: true })),
    ...(items.awareAt !== undefined && isOpen(items.awareAt)
      ? [{ path: items.awareAt, value: occurredAt }]
      : []),
  ];
  if (entries.length === 0) return [];
  const identity = {
    formKey: key,
    formId: plan.formId,
    designVersion: known?.designVersion ?? design.design.version,
  };
  const data = { ...identity, enteredBy: "site", entries };
  return [{ type: "ItemsDrafted", stream: participantStream(subjectId), data }];
}
