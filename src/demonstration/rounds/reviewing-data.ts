import type { ParticipantState } from "#trial";
import { formIdOf } from "#trial";
import type { Story } from "../agenda.ts";
import type { Act } from "../conduct.ts";
import { questions } from "./questions.ts";
import { allInCare, type InCare, inDays, isDaysAgo, isOver, type Round } from "./round.ts";

const dataManager = "li.data";
const medicalMonitor = "vera.medical";

/** Once a week somebody reviews what came in: asks about some of it, closes what was answered, and asks again where it does not do. */
export async function* reviewingData(round: Round): Story {
  for (let next = inDays(round, 7, "11:00"); !isOver(round, next); next = inDays(round, 7, "11:00")) {
    yield next;
    for (const inCare of await allInCare(round)) {
      if (inCare.fate.leavesQueries) continue;
      await judgeAnswers(round, inCare);
      await ask(round, inCare);
    }
  }
}

async function judgeAnswers(round: Round, { fate, state }: InCare): Promise<void> {
  for (const query of Object.values(state.queries)) {
    if (query.state !== "answered") continue;
    const isFirst = query.messages.length <= 2;
    const wantsMore = isFirst && round.random.next() < 0.12;
    const act: Pick<Act, "type" | "data"> = wantsMore
      ? {
          type: "reopen-query",
          data: { queryId: query.queryId, question: { freeText: "Which source shows it?" } },
        }
      : { type: "close-query", data: { queryId: query.queryId, resolution: { freeText: "Clear now." } } };
    await round.conduct.act({ ...act, as: reviewerOf(query.formKey), about: fate.person.participantId });
  }
}

/** What could tell the arm is judged by the one who may see it. */
function reviewerOf(formKey: string): string {
  const formId = formIdOf(formKey);
  const isUnblinding = formId.startsWith("session-") || formId === "laboratory-post-dose";
  return isUnblinding ? medicalMonitor : dataManager;
}

async function ask(round: Round, { fate, state }: InCare): Promise<void> {
  const recent = recentForms(round, state);
  for (const { form, item, question } of questions) {
    const asked = recent.find(({ formId, items }) => formId === form && items[item]);
    if (!asked || round.random.next() > 0.14) continue;
    if (Object.values(state.queries).some((query) => query.formKey === asked.formKey)) continue;
    await round.conduct.act({
      as: dataManager,
      type: "open-query",
      about: fate.person.participantId,
      data: { formKey: asked.formKey, itemPath: item, question: { freeText: question } },
    });
  }
}

function recentForms(round: Round, { forms }: ParticipantState) {
  return Object.values(forms).filter(
    ({ status, submittedAt }) =>
      status === "submitted" && submittedAt !== null && !isDaysAgo(round, submittedAt, 7),
  );
}
