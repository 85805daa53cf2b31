import { z } from "zod";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { freeText, uuid } from "../fields.ts";
import { incidentStream } from "../streams.ts";
import { visitId } from "../visit/events.ts";
import { visitOf } from "../visit/evolve.ts";
import { incidentEvents, incidentKind } from "./events.ts";
import type { Incident } from "./evolve.ts";
import { incidentReceivers } from "./receivers.ts";
import { reportedIncident } from "./reported.ts";

const cites = "21 CFR 312.66; ICH E6(R3) 2.8.11; protocol, confidential reports";

/**
 * Reports in confidence. No rule refuses it but for a visit that is none, and its answer is the same whatever was reported before: nobody learns from it that there is
 * another.
 */
export const reportIncident = defineCommand({
  type: "report-incident",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({
    kinds: z.array(incidentKind).min(1).max(10),
    visitId: visitId.optional(),
    words: freeText.optional(),
    callMe: freeText.optional(),
    /** By which way a participant tells it; absent: a member of staff does. */
    via: z.enum(["handed-over-device", "printed-code"]).optional(),
  }),
  decide: (facts, { via, kinds, ...told }, context) => {
    if (told.visitId !== undefined && !visitOf(facts.participant.visits, told.visitId)) {
      const message = "There is no such visit. Leave it out: the report is taken without it.";
      return failed(refusal("no-such-visit", message, cites, { path: "data.visitId", because: "not-found" }));
    }
    const isParticipant = context.role === "participant";
    const way = isParticipant ? (via ?? "handed-over-device") : "staff";
    return ok([reportedIncident(facts, context, { ...told, kinds: [...new Set(kinds)], via: way })]);
  },
});

export const acknowledgeIncident = defineCommand({
  type: "acknowledge-incident",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({ incidentId: uuid }),
  decide: (facts, data, context) => {
    const incident = openIncident(facts, context);
    if (!incident.ok) return incident;
    if (incident.value.acknowledged) {
      const message = "Somebody has acknowledged this report already.";
      return failed(refusal("incident-acknowledged", message, cites, { because: "conflict" }));
    }
    return ok([{ type: "IncidentAcknowledged", stream: incidentStream(data.incidentId), data }]);
  },
});

/** Says how grave it is. Where that changes, it is assessed anew: both stand. */
export const assessIncident = defineCommand({
  type: "assess-incident",
  subject: "participant",
  merge: "adds",
  data: incidentEvents.IncidentAssessed.data,
  decide: (facts, data, context) => {
    const incident = openIncident(facts, context);
    if (!incident.ok) return incident;
    return ok([{ type: "IncidentAssessed", stream: incidentStream(data.incidentId), data }]);
  },
});

export const notifyOfIncident = defineCommand({
  type: "notify-of-incident",
  subject: "participant",
  merge: "adds",
  data: incidentEvents.IncidentNotified.data,
  decide: (facts, data, context) => {
    const incident = openIncident(facts, context);
    if (!incident.ok) return incident;
    if (incident.value.notified.some(({ whom }) => whom === data.whom)) {
      const message = "They were told of this already.";
      return failed(refusal("incident-notified", message, cites, { because: "conflict", path: "data.whom" }));
    }
    return ok([{ type: "IncidentNotified", stream: incidentStream(data.incidentId), data }]);
  },
});

/** Closes a report, with what came of it. One that is a serious breach is closed only after both were told who must be. */
export const closeIncident = defineCommand({
  type: "close-incident",
  subject: "participant",
  merge: "adds",
  data: incidentEvents.IncidentClosed.data,
  decide: (facts, data, context) => {
    const incident = openIncident(facts, context);
    if (!incident.ok) return incident;
    const no = refuseUnfinished(incident.value);
    if (no) return failed(no);
    return ok([{ type: "IncidentClosed", stream: incidentStream(data.incidentId), data }]);
  },
});

/** The report, to somebody who receives them; to anybody else it is not there. */
function openIncident(facts: Facts, { role, subjectId }: Context): Result<Incident, Refusal> {
  const { incident, design } = facts;
  const isTheirs = incidentReceivers(design).includes(role) && incident?.participantId === subjectId;
  if (!isTheirs || !incident) {
    const message = "There is no such report for you.";
    return failed(refusal("no-such-incident", message, cites, { path: "data.incidentId" }));
  }
  if (!incident.closed) return ok(incident);
  const message = "This report was closed.";
  return failed(refusal("incident-closed", message, cites, { because: "conflict" }));
}

function refuseUnfinished({ assessed, notified }: Incident): Refusal | undefined {
  if (!assessed) {
    const message = "Assess this report before you close it.";
    return refusal("incident-unassessed", message, cites);
  }
  const told = notified.map(({ whom }) => whom);
  const missing = (["ethics-committee", "sponsor"] as const).filter((whom) => !told.includes(whom));
  if (assessed.gravity !== "serious-breach" || missing.length === 0) return undefined;
  const message = `This is a serious breach: tell the ${missing.join(" and the ").replace("-", " ")} of it before you close it.`;
  return refusal("incident-untold", message, cites);
}
