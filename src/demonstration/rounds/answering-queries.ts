import type { ParticipantState } from "#trial";
import type { Story } from "../agenda.ts";
import { questions } from "./questions.ts";
import { allInCare, inDays, isDaysAgo, isOver, type Round } from "./round.ts";

type Query = ParticipantState["queries"][string];

/** What the site answers to a doubt of the software, by its check. */
const answersToChecks: Readonly<Record<string, string>> = {
  "qtcf-within-limit":
    "Read again by the physician. The recording was repeated twice; the lowest value is within the limit.",
  "sodium-alert":
    "Physician called at once; fluids limited, measured again the next day. Recorded as an adverse event.",
  "repeat-alert":
    "Repeated every five minutes until it had passed; the physician knew. Recorded as an adverse event.",
  "effect-has-event": "The effect is in the log of adverse events.",
  "effect-is-event": "It is recorded as an adverse event now.",
};

/** Twice a week the coordinator answers what was asked. */
export async function* answeringQueries(round: Round): Story {
  for (let next = inDays(round, 3, "16:30"); !isOver(round, next); next = inDays(round, 3, "16:30")) {
    yield next;
    for (const { fate, state } of await allInCare(round)) {
      if (fate.leavesQueries) continue;
      for (const query of Object.values(state.queries)) {
        const asked = query.messages.at(-1)?.at ?? "";
        if (query.state !== "open" || !isDaysAgo(round, asked, 2)) continue;
        await round.conduct.act({
          as: round.site.coordinator,
          type: "answer-query",
          about: fate.person.participantId,
          zone: round.site.zone,
          data: { queryId: query.queryId, answer: { freeText: answerTo(query) } },
        });
      }
    }
  }
}

function answerTo({ check, messages, formKey }: Query): string {
  if (messages.length > 2) return "The source is the printout, filed under the day of the visit.";
  if (check !== null) return answersToChecks[check] ?? "Checked against the source: the value is right.";
  const question = questions.find(({ form }) => formKey.includes(`/${form}/`));
  return question?.answer ?? "Checked against the source: the entry is right.";
}
