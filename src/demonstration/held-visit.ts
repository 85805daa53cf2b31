import type { CompiledDesign, Form } from "#design";
import type { Instant } from "#kernel";
import type { ParticipantState } from "#trial";
import type { Answering, Answers } from "./answers/answering.ts";
import { nameOf } from "./cast.ts";
import { severityNow } from "./severity.ts";
import { stateOf, type Telling, today } from "./telling.ts";

/** A visit that goes on: which, of what kind, since when. */
export type HeldVisit = { readonly visitId: string; readonly encounterId: string; readonly began: Instant };

/** What the answers to a form at a visit follow from. */
export async function answeringAt(telling: Telling, { visitId, began }: HeldVisit): Promise<Answering> {
  const state = await stateOf(telling);
  const { fate, random, site, clock } = telling;
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
    now: clock.now(),
    zone: site.zone,
    severity: severityNow(fate.person, state, day, random),
    dosesHeld: dosesOf(state),
    witness: nameOf(site.coordinator),
  };
}

/** The forms of an encounter that are filled at it; logs are kept beside. */
export function formsOf(design: CompiledDesign, encounterId: string): readonly Form[] {
  return (design.formsAtEncounter.get(encounterId) ?? []).flatMap((id) => {
    const form = design.forms.get(id)?.form;
    return form && !form.log ? [form] : [];
  });
}

export function entriesOf(answers: Answers) {
  return Object.entries(answers).map(([path, value]) => ({ path, value }));
}

function dosesOf({ visits }: ParticipantState): number {
  return ["v5", "v10", "v15"].filter((id) => visits.visits[`at-${id}`]?.status === "completed").length;
}
