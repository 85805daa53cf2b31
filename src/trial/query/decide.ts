import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { designOfForm } from "../form/design-of-form.ts";
import { formIdOf, itemIdOf, wholeForm } from "../form/form-key.ts";
import { visibilityIn } from "../form/visibility-in.ts";
import { nameOf } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { queryEvents } from "./events.ts";

type Place = { readonly formKey: string; readonly itemPath: string };

const cites = "ICH E6(R3) 4.2.4";

/**
 * Asks about one item of a form that was entered, or about the whole of it, in an ended record too. What the asker may not
 * see is not there for them.
 */
export const openQuery = defineCommand({
  type: "open-query",
  subject: "participant",
  merge: "adds",
  data: queryEvents.QueryOpened.data.pick({ formKey: true, itemPath: true, question: true }),
  decide: (facts, data, context) => {
    const visibility = visibilityIn(facts, data.formKey, context);
    if (!facts.participant.forms[data.formKey] || visibility?.form !== "content") {
      const message = `Cannot ask about ${data.formKey}: nothing was entered there for ${nameOf(facts)}.`;
      return failed(refusal("no-such-form", message, cites, { path: "data.formKey", because: "not-found" }));
    }
    const itemId = itemIdOf(data.itemPath);
    if (!isItem(facts, data) || visibility.isItemHidden(itemId)) {
      const message = `Cannot ask about ${data.itemPath}: the form has no such item.`;
      return failed(refusal("no-such-item", message, cites, { path: "data.itemPath", because: "not-found" }));
    }
    return ok([
      {
        type: "QueryOpened",
        stream: participantStream(context.subjectId),
        data: { ...data, queryId: context.newId(), raisedBy: "person" },
      },
    ]);
  },
});

function isItem({ participant, design, designs }: Facts, { formKey, itemPath }: Place): boolean {
  const form = design && designOfForm(participant, formKey, { design, designs }).forms.get(formIdOf(formKey));
  return itemPath === wholeForm || form?.items.has(itemIdOf(itemPath)) === true;
}

export const answerQuery = defineCommand({
  type: "answer-query",
  subject: "participant",
  merge: "adds",
  data: queryEvents.QueryAnswered.data,
  decide: (facts, data, { subjectId }) => {
    const no = refuseUnless(facts, data.queryId, ["open"], "answer");
    return no ? failed(no) : ok([{ type: "QueryAnswered", stream: participantStream(subjectId), data }]);
  },
});

export const reopenQuery = defineCommand({
  type: "reopen-query",
  subject: "participant",
  merge: "adds",
  data: queryEvents.QueryReopened.data,
  decide: (facts, data, { subjectId }) => {
    const no = refuseUnless(facts, data.queryId, ["answered", "closed"], "reopen");
    return no ? failed(no) : ok([{ type: "QueryReopened", stream: participantStream(subjectId), data }]);
  },
});

export const closeQuery = defineCommand({
  type: "close-query",
  subject: "participant",
  merge: "adds",
  data: queryEvents.QueryClosed.data,
  decide: (facts, data, { subjectId }) => {
    const no = refuseUnless(facts, data.queryId, ["open", "answered"], "close");
    return no ? failed(no) : ok([{ type: "QueryClosed", stream: participantStream(subjectId), data }]);
  },
});

function refuseUnless(
  { participant }: Facts,
  queryId: string,
  states: readonly string[],
  act: string,
): Refusal | undefined {
  const query = participant.queries[queryId];
  if (!query) {
    return refusal("no-such-query", `Cannot ${act} this query: there is none of this id.`, cites, {
      path: "data.queryId",
      because: "not-found",
    });
  }
  if (states.includes(query.state)) return undefined;
  return refusal("query-state", `Cannot ${act} this query: it is ${query.state}.`, cites, {
    path: "data.queryId",
  });
}
