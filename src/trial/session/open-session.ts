import { z } from "zod";
import { resolveSession, sessionPlanAt, visitName } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { participantId } from "../fields.ts";
import { refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { participantStream, sessionStream } from "../streams.ts";
import { visitOf } from "../visit/evolve.ts";

const cites = "Protocol, dosing sessions";

/** Opens the session of a visit that is under way. A visit has one. */
export const openSession = defineCommand({
  type: "open-session",
  subject: "session",
  merge: "adds",
  creates: true,
  data: z.strictObject({ participantId, visitId: z.string().min(1).max(200) }),
  decide: (facts, data, context) => {
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const visit = visitOf(facts.participant.visits, data.visitId);
    const no = refuseOpening(facts, data.visitId, context);
    if (no || !visit) return failed(no ?? noVisit(data.visitId));
    const own = visit.designVersion ? (facts.designs(visit.designVersion) ?? design.value) : design.value;
    const plan = sessionPlanAt(own, visit.encounterId);
    if (!plan) {
      const message = `${visitName(own, visit.encounterId)} is no session for which the protocol has a plan.`;
      return failed(refusal("no-session-plan", message, cites, { path: "data.visitId" }));
    }
    const encounter = own.encounters.get(visit.encounterId);
    const consent = refuseWithoutConsent(facts, context, "open the session", { encounter });
    if (consent) return failed(consent);
    const { id: planId, kind } = resolveSession(own, plan);
    const session = { ...data, siteId: facts.siteId, encounterId: visit.encounterId, planId, kind };
    return ok([
      {
        type: "SessionOpened",
        stream: sessionStream(context.subjectId),
        data: { ...session, designVersion: own.design.version },
      },
      {
        type: "SessionLinked",
        stream: participantStream(data.participantId),
        data: { sessionId: context.subjectId, visitId: data.visitId },
      },
    ]);
  },
});

function refuseOpening(facts: Facts, visitId: string, { subjectId }: Context): Refusal | undefined {
  const at = { path: "data.visitId" } as const;
  const ended = refuseAfterEnd(facts, "open a session");
  if (ended) return ended;
  if (facts.session.status !== "none")
    return refusal("session-exists", "This session is open already.", cites, { because: "conflict" });
  const link = facts.participant.sessions[visitId];
  if (link && link.sessionId !== subjectId) {
    const message = "This visit has a session already: go on with that one.";
    return refusal("visit-has-session", message, cites, { ...at, because: "conflict" });
  }
  const visit = visitOf(facts.participant.visits, visitId);
  if (!visit) return noVisit(visitId);
  if (visit.status === "in-progress") return undefined;
  return refusal("visit-state", `Begin the visit first: it is ${visit.status}.`, cites, at);
}

function noVisit(visitId: string): Refusal {
  return refusal("no-such-visit", `There is no visit ${visitId}.`, cites, {
    path: "data.visitId",
    because: "not-found",
  });
}
