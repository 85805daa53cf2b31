import type { Instant } from "#kernel";
import type { ParticipantState } from "#trial";
import type { Answering, Answers } from "./answers/answering.ts";
import { members } from "./cast.ts";
import { severityNow } from "./severity.ts";
import { stateOf, type Telling, today } from "./telling.ts";

/** A visit that goes on: which, of what kind, since when. */
export type HeldVisit = { readonly visitId: string; readonly encounterId: string; readonly began: Instant };

/** What the answers to a form at a visit follow from. */
export async function answeringAt(telling: Telling, { visitId, began }: HeldVisit): Promise<Answering> {
  const state = await stateOf(telling);
  const { fate, random, site } = telling;
  const dosesHeld = dosesOf(state);
  const day = state.visits.visits[visitId]?.day;
  if (!day) throw new Error(`The visit ${visitId} has not begun.`);
  return {
    person: fate.person,
    state,
    random,
    visitId,
    day,
    today: today(telling),
    began,
    zone: site.zone,
    severity: severityNow(fate.person, state, day, random),
    dosesHeld,
    witness: members.find(({ username }) => username === site.coordinator)?.name ?? "",
  };
}

export function entriesOf(answers: Answers) {
  return Object.entries(answers).map(([path, value]) => ({ path, value }));
}

export function dosesOf({ visits }: ParticipantState): number {
  return ["v5", "v10", "v15"].filter((id) => visits.visits[`at-${id}`]?.status === "completed").length;
}
