import { z } from "zod";
import { type CalendarDate, failed, ok, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { NewEvent } from "../event.ts";
import { freeText, instant, text } from "../fields.ts";
import { dayOf, refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { missingForms } from "./completeness.ts";
import { visitEvents, visitId } from "./events.ts";
import type { Visit } from "./evolve.ts";
import { openPoints, type Place, placeOf, requireVisit, visitToBegin } from "./find-visit.ts";
import { visitIdFor } from "./schedule-of.ts";

const cites = "Protocol, schedule of activities";

/** Puts a planned visit, or an unscheduled one, into the calendar. */
export const scheduleVisit = defineCommand({
  type: "schedule-visit",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({
    /** An instance of the schedule, or an encounter of the kind `unscheduled`. */
    instanceId: text.optional(),
    encounterId: text.optional(),
    plannedFor: instant,
    mode: visitEvents.VisitScheduled.data.shape.mode,
    purpose: freeText.optional(),
  }),
  decide: (facts, data, context) => {
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const ended = refuseAfterEnd(facts, "plan a visit");
    if (ended) return failed(ended);
    const place = placeOf(facts, design.value, data);
    if (!place.ok) return place;
    const { mode, plannedFor, purpose } = data;
    if (!place.value.encounter.contactModes.includes(mode)) {
      const modes = place.value.encounter.contactModes.join(" or ");
      const message = `Cannot plan ${place.value.encounter.name} ${mode}: the protocol has it ${modes}.`;
      return failed(refusal("contact-mode", message, cites, { path: "data.mode" }));
    }
    const { encounter, ...ids } = place.value;
    return ok([
      {
        type: "VisitScheduled",
        stream: participantStream(context.subjectId),
        data: { ...ids, encounterId: encounter.id, plannedFor, mode, ...(purpose ? { purpose } : {}) },
      },
    ]);
  },
});

export const rescheduleVisit = defineCommand({
  type: "reschedule-visit",
  subject: "participant",
  merge: "adds",
  data: visitEvents.VisitRescheduled.data,
  decide: (facts, data, { subjectId }) => {
    const visit = requireVisit(facts, data.visitId, ["scheduled"], "move");
    return visit.ok ? ok([{ type: "VisitRescheduled", stream: participantStream(subjectId), data }]) : visit;
  },
});

export const cancelVisit = defineCommand({
  type: "cancel-visit",
  subject: "participant",
  merge: "adds",
  data: visitEvents.VisitCanceled.data,
  decide: (facts, data, { subjectId }) => {
    const visit = requireVisit(facts, data.visitId, ["scheduled"], "cancel");
    return visit.ok ? ok([{ type: "VisitCanceled", stream: participantStream(subjectId), data }]) : visit;
  },
});

const beginning = z.strictObject({
  /** A visit that was planned, or an instance of the schedule that was not. */
  visitId,
  encounterId: text.optional(),
  mode: visitEvents.VisitStarted.data.shape.mode,
});

/** Begins a visit now. An act still to come: without current consent it is refused. */
export const startVisit = defineCommand({
  type: "start-visit",
  subject: "participant",
  merge: "adds",
  data: beginning,
  decide: (facts, data, context) => {
    const place = visitToBegin(facts, data);
    if (!place.ok) return place;
    const { encounter } = place.value;
    const no =
      refuseAfterEnd(facts, `begin ${encounter.name}`) ??
      refuseWithoutConsent(facts, context, `begin ${encounter.name}`, { encounter });
    return no ? failed(no) : ok(begun(facts, place.value, data.mode, context));
  },
});

/**
 * Records a visit that took place. It happened, so it is not refused; a rule that it broke is recorded with it
 * as a deviation.
 */
export const recordHeldVisit = defineCommand({
  type: "record-held-visit",
  subject: "participant",
  merge: "adds",
  data: beginning,
  decide: (facts, data, context) => {
    const place = visitToBegin(facts, data);
    if (!place.ok) return place;
    if (context.occurredAt > context.now) {
      const message =
        "Cannot record a visit as held that is still to come. Plan it, or begin it when it begins.";
      return failed(refusal("visit-in-future", message, cites, { path: "occurredAt" }));
    }
    const { encounter, visitId: id } = place.value;
    const broken =
      refuseAfterEnd(facts, `hold ${encounter.name}`) ??
      refuseWithoutConsent(facts, context, `hold ${encounter.name}`, { encounter });
    const deviation =
      broken &&
      detectedDeviation(context, {
        category: "consent",
        rule: broken.code,
        description: broken.message,
        about: id,
      });
    return ok([...begun(facts, place.value, data.mode, context), ...(deviation ? [deviation] : [])]);
  },
});

export const completeVisit = defineCommand({
  type: "complete-visit",
  subject: "participant",
  merge: "adds",
  data: visitEvents.VisitCompleted.data.pick({ visitId: true }),
  decide: (facts, data, context) => {
    const visit = requireVisit(facts, data.visitId, ["in-progress"], "complete");
    if (!visit.ok) return visit;
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const missing = missingForms(facts.participant, design.value, visit.value);
    if (missing.length > 0) {
      const message = `Cannot complete this visit: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} neither submitted nor marked as not done.`;
      return failed(refusal("visit-incomplete", message, cites));
    }
    return ok([
      {
        type: "VisitCompleted",
        stream: participantStream(context.subjectId),
        data: { visitId: data.visitId, endedAt: context.occurredAt },
      },
    ]);
  },
});

/** A visit that did not take place: recorded, with the deviation that it is. */
export const missVisit = defineCommand({
  type: "miss-visit",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({ visitId, why: freeText }),
  decide: (facts, data, context) => {
    const place = visitToBegin(facts, data);
    if (!place.ok) return place;
    const { encounter, ...ids } = place.value;
    const missed = { ...ids, encounterId: encounter.id, why: data.why };
    return ok([
      { type: "VisitMissed", stream: participantStream(context.subjectId), data: missed },
      detectedDeviation(context, {
        category: "visit-missed",
        rule: "visit-missed",
        description: `${encounter.name} did not take place.`,
        about: data.visitId,
      }),
    ]);
  },
});

export const chooseBranch = defineCommand({
  type: "choose-branch",
  subject: "participant",
  merge: "adds",
  data: visitEvents.ScheduleBranchChosen.data,
  decide: (facts, data, { subjectId }) => {
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const compiled = design.value.instances.get(data.instanceId);
    if (compiled?.instance.type !== "decision") {
      const message = `Cannot choose a way at ${data.instanceId}: the schedule has no decision there.`;
      return failed(
        refusal("no-such-decision", message, cites, { path: "data.instanceId", because: "not-found" }),
      );
    }
    if (data.next !== "exit" && !compiled.successors.includes(data.next)) {
      const message = `Cannot go on to ${data.next}: from here the schedule leads to ${compiled.successors.join(" or ")}.`;
      return failed(refusal("no-such-way", message, cites, { path: "data.next" }));
    }
    return ok([{ type: "ScheduleBranchChosen", stream: participantStream(subjectId), data }]);
  },
});

function begun(
  facts: Facts,
  { encounter, ...ids }: Place,
  mode: Visit["mode"],
  context: Context,
): readonly NewEvent[] {
  const day = dayOf(facts, context);
  const started: NewEvent = {
    type: "VisitStarted",
    stream: participantStream(context.subjectId),
    data: {
      ...ids,
      encounterId: encounter.id,
      startedAt: context.occurredAt,
      day,
      mode,
      designVersion: facts.design?.design.version ?? "",
    },
  };
  const outside = windowDeviation(facts, { encounter, ...ids }, day, context);
  return outside ? [started, outside] : [started];
}

/** A visit outside its window took place all the same; that it did is a deviation. */
function windowDeviation(
  facts: Facts,
  { encounter, instanceId, visitId: id }: Place,
  day: CalendarDate,
  context: Context,
): NewEvent | undefined {
  if (instanceId === undefined || !facts.design) return undefined;
  const point = openPoints(facts, facts.design).find(
    (open) => visitIdFor(open.instanceId, open.occurrence) === id,
  );
  if (point?.plan.kind !== "planned" || !point.plan.firm) return undefined;
  const { earliest, latest } = point.plan;
  const isEarly = earliest !== undefined && day < earliest;
  const isLate = latest !== undefined && day > latest;
  if (!isEarly && !isLate) return undefined;
  const window = `${earliest ?? "any day"} to ${latest ?? "any day"}`;
  return detectedDeviation(context, {
    category: "visit-window",
    rule: isEarly ? "visit-early" : "visit-late",
    description: `${encounter.name} took place on ${day}, outside its window ${window}.`,
    about: id,
  });
}
