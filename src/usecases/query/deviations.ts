import { visitName } from "#design";
import { designOfForm, formIdOf, isPermitted, readsDeviation, visitIdOf } from "#trial";
import type { DeviationRow } from "../ports/lists.ts";
import { askParticipants } from "./asked-participants.ts";
import { type AskedParticipant, type Asking, namesOfUsers, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A departure from the protocol. What it says in words only those read who read participants' records, and the form that it is about. */
export type DeviationItem = DeviationRow & {
  readonly details: {
    readonly rule: string;
    readonly description: string;
    readonly detectedBy: "software" | "person";
    readonly recordedByName: string;
    readonly correctiveAction: string | null;
    /** The visit or form that it concerns, by name; null where it concerns none. */
    readonly about: string | null;
    /** Where to look at it. */
    readonly formKey: string | null;
    readonly visitId: string | null;
  } | null;
};

/** The deviations of the person's scope, the newest first. */
export async function listDeviations(ports: QueryPorts, asking: Asking): Promise<readonly DeviationItem[]> {
  const rows = await ports.lists.deviations(scopeFor(asking, "see-deviations"));
  const mayRead = asking.principal.standings.some(({ role }) => isPermitted(role, "see-participant"));
  if (!mayRead) return rows.map((row) => ({ ...row, details: null }));
  const ids = rows.map(({ participantId }) => participantId);
  const [records, nameOf] = await Promise.all([
    askParticipants(ports, asking, ids, "see-participant"),
    namesOfUsers(ports),
  ]);
  return rows.map((row) => {
    const record = records.get(row.participantId);
    return { ...row, details: record ? detailsOf(record, row, nameOf) : null };
  });
}

function detailsOf(
  record: AskedParticipant,
  { deviationId }: DeviationRow,
  nameOf: (user: string) => string,
): DeviationItem["details"] {
  const deviation = record.state.deviations[deviationId];
  if (!deviation || !readsDeviation(deviation, record.state, record)) return null;
  const { rule, description, detectedBy, recordedBy, correctiveAction, about } = deviation;
  return {
    rule,
    detectedBy,
    description: description.freeText,
    recordedByName: detectedBy === "software" ? "Vigil" : nameOf(recordedBy),
    correctiveAction: correctiveAction?.freeText ?? null,
    ...placeOf(record, about),
  };
}

type Place = {
  readonly about: string | null;
  readonly formKey: string | null;
  readonly visitId: string | null;
};

function placeOf({ state, design, designs }: AskedParticipant, about: string | null): Place {
  const nothing = { about, formKey: null, visitId: null };
  if (about === null) return nothing;
  const isForm = about.includes("/");
  const visit = state.visits.visits[isForm ? visitIdOf(about) : about];
  const held = visit && visitName(design, visit.encounterId, visit.instanceId);
  if (!isForm) return visit ? { ...nothing, about: held ?? about, visitId: about } : nothing;
  const own = designOfForm(state, about, { design, designs });
  const form = own.forms.get(formIdOf(about))?.form.label ?? formIdOf(about);
  return { about: held ? `${held}, ${form}` : form, formKey: about, visitId: null };
}
