import { visitName } from "#design";
import { designOfForm, formIdOf, type ParticipantState, seesItem, visitIdOf, wholeForm } from "#trial";
import type { QueryRow } from "../ports/lists.ts";
import { askParticipants } from "./asked-participants.ts";
import { type AskedParticipant, type Asking, namesOfUsers, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A query with its words, and its place as people call it. */
export type QueryItem = Omit<QueryRow, "openedBy"> & {
  readonly openedByName: string;
  readonly raisedBy: "person" | "edit-check";
  readonly visit: string | null;
  readonly form: string;
  /** Null where the query is about the form as a whole. */
  readonly item: string | null;
  readonly lastAt: string;
  readonly messages: readonly QueryMessage[];
};

export type QueryMessage = {
  readonly kind: "question" | "answer" | "resolution";
  readonly text: string;
  readonly by: string;
  readonly role: string;
  readonly at: string;
};

export type QueryStates = "unsettled" | "closed";

/**
 * The queries of the person's scope: those that want something, or those that are closed. One on a form or an item that the person may
 * not see is not there for them.
 */
export async function listQueries(
  ports: QueryPorts,
  asking: Asking,
  states: QueryStates,
): Promise<readonly QueryItem[]> {
  const rows = (await ports.lists.queries(scopeFor(asking, "see-queries"))).filter(
    ({ state }) => (state === "closed") === (states === "closed"),
  );
  const ids = rows.map(({ participantId }) => participantId);
  const [records, nameOf] = await Promise.all([
    askParticipants(ports, asking, ids, "see-queries"),
    namesOfUsers(ports),
  ]);
  return rows.flatMap((row) => {
    const record = records.get(row.participantId);
    const query = record?.state.queries[row.queryId];
    if (!record || !query || !isVisible(record, row)) return [];
    const { openedBy, ...rest } = row;
    const messages = query.messages.map(({ kind, text, by, role, at }) => ({
      kind,
      text: text.freeText,
      by: nameOf(by),
      role,
      at,
    }));
    return [
      {
        ...rest,
        ...placeIn(record, row),
        openedByName: query.raisedBy === "edit-check" ? "Vigil" : nameOf(openedBy),
        raisedBy: query.raisedBy,
        lastAt: messages.at(-1)?.at ?? row.openedAt,
        messages,
      },
    ];
  });
}

function isVisible(
  { state, viewer, ...protocols }: AskedParticipant,
  { formKey, itemPath }: QueryRow,
): boolean {
  return seesItem(designOfForm(state, formKey, protocols), viewer, formKey, itemPath);
}

/** Visit, form and item by the names of the protocol under which the form was filled. */
function placeIn(
  { state, design, designs }: AskedParticipant,
  { formKey, itemPath }: QueryRow,
): Pick<QueryItem, "visit" | "form" | "item"> {
  const own = designOfForm(state, formKey, { design, designs });
  const form = own.forms.get(formIdOf(formKey));
  const item = form?.items.get(itemPath.split(".").at(-1) ?? itemPath);
  return {
    visit: visitOf(state, own, formKey),
    form: form?.form.label ?? formIdOf(formKey),
    item: itemPath === wholeForm ? null : (item?.label ?? itemPath),
  };
}

function visitOf(
  { visits }: ParticipantState,
  design: AskedParticipant["design"],
  formKey: string,
): string | null {
  const visit = visits.visits[visitIdOf(formKey)];
  return visit ? visitName(design, visit.encounterId, visit.instanceId) : null;
}
