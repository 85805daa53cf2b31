import { z } from "zod";
import { encounterName } from "#design";
import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import { freeText, instant, text } from "../fields.ts";
import { refuseAfterEnd, requireDesign } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { missingForms } from "./completeness.ts";
import { visitEvents, visitId } from "./events.ts";
import { placeOf, requireVisit, visitToBegin } from "./find-visit.ts";

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
    const place = placeOf(facts, design.value, data);
    if (!place.ok) return place;
    const ended = refuseAfterEnd(facts, "plan a visit", place.value.encounter);
    if (ended) return failed(ended);
    const { mode, plannedFor, purpose } = data;
    if (!place.value.encounter.contactModes.includes(mode)) {
      const modes = place.value.encounter.contactModes.join(" or ");
      const message = `Cannot plan ${encounterName(place.value.encounter)} ${mode}: the protocol has it ${modes}.`;
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

export const completeVisit = defineCommand({
  type: "complete-visit",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: visitEvents.VisitCompleted.data.pick({ visitId: true }),
  decide: (facts, data, context) => {
    const visit = requireVisit(facts, data.visitId, ["in-progress"], "complete");
    if (!visit.ok) return visit;
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const { startedAt } = visit.value;
    if (startedAt && context.occurredAt < startedAt) {
      const message = `Cannot complete this visit before it began, at ${startedAt}.`;
      return failed(refusal("ends-before-start", message, cites, { path: "occurredAt" }));
    }
    const missing = missingForms(facts.participant, { ...facts, design: design.value }, visit.value);
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
  isObservation: true,
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
        description: `${encounterName(encounter)} did not take place.`,
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
