import type { ParticipantState } from "#trial";
import type { Story } from "../agenda.ts";
import { allInCare, inDays, isDaysAgo, isOver, type Round } from "./round.ts";

type Deviation = ParticipantState["deviations"][string];

/** Every two weeks the investigator judges what departed from the protocol, and closes it or says what is still to be done. */
export async function* assessingDeviations(round: Round): Story {
  for (let next = inDays(round, 14, "17:00"); !isOver(round, next); next = inDays(round, 14, "17:00")) {
    yield next;
    for (const { fate, state } of await allInCare(round)) {
      for (const deviation of Object.values(state.deviations)) {
        if (deviation.closed || !isDaysAgo(round, deviation.occurredAt, 3)) continue;
        await round.conduct.act({
          as: round.site.investigator,
          type: "assess-deviation",
          about: fate.person.participantId,
          zone: round.site.zone,
          data: { deviationId: deviation.deviationId, ...assessmentOf(deviation) },
        });
      }
    }
  }
}

/** What touches safety or the primary outcome is important, and closed only at the second look. */
function assessmentOf({ category, rule, importance }: Deviation) {
  const isImportant = category === "dosing" || category === "safety-reporting" || category === "consent";
  const isFirst = importance === "not-assessed";
  const action =
    rule === "visit-missed"
      ? "The participant was called and the next visit arranged."
      : isImportant
        ? "The team was trained again on the step; the next case is checked by the investigator."
        : "Told to the team; no further action.";
  return {
    importance: isImportant ? "important" : "not-important",
    correctiveAction: { freeText: action },
    closed: !(isImportant && isFirst),
  };
}
