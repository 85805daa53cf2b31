import { type CompiledDesign, type ResolvedSession, resolveSession, sessionPlanAt, visitName } from "#design";
import { type CalendarDate, failed, localDate, ok, type Refusal, type Result, refusal } from "#kernel";
import { draftAdverseEvent } from "../adverse-event/from-session.ts";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { kitsOfSession } from "../kit/participant-kits.ts";
import { recordVerdicts } from "./record-verdicts.ts";
import type { SessionFacts, SessionKitAtHand, SessionPackage } from "./session-facts.ts";
import { teamMember } from "./team.ts";
import { touchAgreed } from "./touch-agreement.ts";

/** What the rules of a session need, from all that the server has loaded of it. */
export function sessionFactsOf(facts: Facts, context: Context): Result<SessionFacts, Refusal> {
  const pack = sessionPackage(facts, context);
  if (!pack.ok) return pack;
  const { visitId, sessionId } = pack.value;
  const draft: NonNullable<SessionFacts["draft"]> = ({ end, ...seen }, { zone }) => {
    const source = { ...seen, ...(end ? { offset: end } : {}), visitId, sessionId };
    const drafted = draftAdverseEvent(facts, source, { zone });
    const [first] = drafted.ok ? drafted.value : [];
    if (!drafted.ok || !first) return undefined;
    return { formKey: (first.data as { readonly formKey: string }).formKey, events: drafted.value };
  };
  return ok({ session: facts.session, pack: pack.value, draft });
}

/** What a device needs to hold a session without a server: the same that the server decides on. */
export function sessionPackage(
  facts: Facts,
  { subjectId, occurredAt }: Pick<Context, "subjectId" | "occurredAt">,
): Result<SessionPackage, Refusal> {
  const { opened } = facts.session;
  const design = opened ? (facts.designs(opened.designVersion) ?? facts.design) : undefined;
  const plan = design && planOf(design, opened?.encounterId);
  if (!opened || !design || !plan) {
    const message = "There is no such session.";
    return failed(refusal("no-such-session", message, "Protocol, dosing sessions", { because: "not-found" }));
  }
  const { visitId, encounterId } = opened;
  const around = { facts, design, plan, visitId, encounterId, at: occurredAt };
  const { kits, level, assignedLevel } = kitsOfSession(facts.participant.kits, visitId);
  const atHand = (kind: "initial" | "supplemental"): SessionKitAtHand | null => {
    const kit = kits.findLast(
      (one) => one.kind === kind && one.siteId === opened.siteId && isAtHand(one.state),
    );
    if (!kit) return null;
    return {
      code: kit.code,
      state: kit.state as "assigned",
      capsules: facts.stock?.kits[kit.code]?.capsules ?? null,
    };
  };
  const on = localDate({ at: occurredAt, zone: facts.site.zone }) as CalendarDate;
  return ok({
    plan,
    sessionId: subjectId,
    participantId: opened.participantId,
    participantNumber: facts.participant.enrollment.number ?? "",
    siteId: opened.siteId,
    visitId,
    visitName: visitName(design, encounterId, facts.participant.visits.visits[visitId]?.instanceId),
    level: assignedLevel ?? level?.level ?? null,
    records: recordVerdicts(around),
    team: Object.entries(facts.team ?? {})
      .filter(([, { grants }]) => grants.some(({ siteId }) => (siteId ?? opened.siteId) === opened.siteId))
      .map(([user, state]) => teamMember(plan, opened.siteId, on, user, state)),
    kits: { initial: atHand("initial"), supplemental: atHand("supplemental") },
    touchPermitted: touchAgreed(facts.participant, plan),
    contacts: facts.site.sessionContacts,
  });
}

function planOf(design: CompiledDesign, encounterId: string | undefined): ResolvedSession | undefined {
  const plan = encounterId === undefined ? undefined : sessionPlanAt(design, encounterId);
  return plan && resolveSession(design, plan);
}

function isAtHand(state: string): boolean {
  return state === "assigned" || state === "dispensed";
}
