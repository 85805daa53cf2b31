import { type CompiledDesign, numberOf } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { requireDesign } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { visitOf } from "../visit/evolve.ts";
import { followUpEvents } from "./events.ts";
import type { FollowUpState, Search } from "./evolve.ts";
import { later } from "./suicidality.ts";

const cites = "Protocol, calls after a session; ICH E6(R3) 2.7.1";

/**
 * Notes an attempt at a call: when, by whom, whether it reached the participant. The one that makes the attempts in vain as many as the design
 * allows opens the search, with its clock.
 */
export const logCallAttempt = defineCommand({
  type: "log-call-attempt",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: followUpEvents.CallAttempted.data.omit({ attemptId: true }),
  decide: (facts, data, context) => {
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const no = refuseUnplanned(facts, design.value, data.visitId);
    if (no) return failed(no);
    const stream = participantStream(context.subjectId);
    const attempted = { type: "CallAttempted", stream, data: { ...data, attemptId: context.newId() } };
    const searching = data.reached ? [] : searchAfter(facts, design.value, data.visitId, context);
    return ok([attempted, ...searching]);
  },
});

export const takeSearchStep = defineCommand({
  type: "take-search-step",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: followUpEvents.SearchStepTaken.data,
  decide: (facts, data, { subjectId }) => {
    const search = openSearch(facts, data.searchId);
    if (!search.ok) return search;
    return ok([{ type: "SearchStepTaken", stream: participantStream(subjectId), data }]);
  },
});

/** Ends a search with its outcome. “Not found” ends it only after every way was tried. */
export const closeSearch = defineCommand({
  type: "close-search",
  subject: "participant",
  merge: "adds",
  data: followUpEvents.SearchClosed.data,
  decide: (facts, data, { subjectId }) => {
    const search = openSearch(facts, data.searchId);
    if (!search.ok) return search;
    const tried = new Set(search.value.steps.map(({ step }) => step));
    const isEveryWayTried = tried.has("contact-person") && tried.has("welfare-check");
    if (data.outcome === "not-found" && !isEveryWayTried) {
      const message =
        "Cannot end the search yet: the contact person and a welfare check come before “not found”.";
      return failed(refusal("search-unfinished", message, cites, { path: "data.outcome" }));
    }
    return ok([{ type: "SearchClosed", stream: participantStream(subjectId), data }]);
  },
});

/** Attempts at one call that reached nobody, since the last that did. */
export function attemptsInVain({ attempts }: FollowUpState, visitId: string): number {
  const own = attempts.filter((one) => one.visitId === visitId);
  return own.length - 1 - own.findLastIndex(({ reached }) => reached);
}

function searchAfter(
  { participant: { followUp } }: Facts,
  { design, parameters }: CompiledDesign,
  visitId: string,
  context: Context,
): readonly NewEvent[] {
  const plan = design.followUp?.unreachable;
  const most = plan && numberOf(parameters, plan.attempts);
  const attempts = attemptsInVain(followUp, visitId) + 1;
  const isSearched = Object.values(followUp.searches).some(({ closed }) => closed === null);
  if (!plan || most === undefined || attempts < most || isSearched) return [];
  const data = {
    searchId: context.newId(),
    visitId,
    attempts,
    contactPersonBy: later(context.occurredAt, numberOf(parameters, plan.contactPersonWithin) ?? 0),
    welfareCheckBy: later(context.occurredAt, numberOf(parameters, plan.welfareCheckWithin) ?? 0),
  };
  return [{ type: "SearchOpened", stream: participantStream(context.subjectId), data }];
}

/** A call is tried before it is held, so that its visit need not have begun; it must be one of the schedule, or unscheduled. */
function refuseUnplanned(
  { participant }: Facts,
  design: CompiledDesign,
  visitId: string,
): Refusal | undefined {
  const [instanceId = ""] = visitId.split(".");
  if (visitOf(participant.visits, visitId) || design.instances.has(instanceId)) return undefined;
  const message = `Cannot note this attempt: the protocol has no contact ${visitId}.`;
  return refusal("no-such-contact", message, cites, { path: "data.visitId", because: "not-found" });
}

function openSearch({ participant }: Facts, searchId: string): Result<Search, Refusal> {
  const { searches } = participant.followUp;
  const search = Object.hasOwn(searches, searchId) ? searches[searchId] : undefined;
  const at = { path: "data.searchId" };
  if (!search) {
    const message = "There is no search of this id.";
    return failed(refusal("no-such-search", message, cites, at));
  }
  if (!search.closed) return ok(search);
  return failed(refusal("search-closed", "This search has ended.", cites, { ...at, because: "conflict" }));
}
