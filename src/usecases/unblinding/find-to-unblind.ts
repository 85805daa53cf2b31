import { type EmergencyCare, withFilledTexts } from "#design";
import { failed, ok, type Refusal, type Result } from "#kernel";
import { adverseEventForm, formIdOf, seesItem } from "#trial";
import {
  type AskedParticipant,
  type Asking,
  askParticipant,
  noSuchParticipant,
  scopeFor,
} from "../query/asking.ts";
import type { QueryPorts } from "../query/ports.ts";

/** All that whoever may break a code is told of a participant before: who it is, and how to treat without it. */
export type ToUnblind = {
  readonly participantId: string;
  readonly version: number;
  readonly number: string;
  readonly randomizationNumber: string | null;
  readonly siteNumber: string;
  readonly care: EmergencyCare | null;
  /** For safety reporting: the adverse events that the site has submitted. */
  readonly adverseEvents: readonly { readonly formKey: string; readonly term: string | null }[];
};

/** Finds somebody by the number on their card, for nothing but unblinding. */
export async function findToUnblind(
  ports: QueryPorts,
  asking: Asking,
  number: string,
): Promise<Result<ToUnblind, Refusal>> {
  const wanted = number.trim().toLowerCase();
  const rows = await ports.lists.participants(scopeFor(asking, "see-to-unblind"));
  const row = rows.find((one) => one.number?.toLowerCase() === wanted);
  if (!row) return failed(noSuchParticipant());
  const asked = await askParticipant(ports, asking, row.participantId, "see-to-unblind");
  if (!asked.ok) return asked;
  const { state, site, design } = asked.value;
  return ok({
    participantId: row.participantId,
    version: state.version,
    number: state.enrollment.number ?? "",
    randomizationNumber: state.enrollment.randomized?.randomizationNumber ?? null,
    siteNumber: site.number,
    care: withFilledTexts(design.design).emergencyCare ?? null,
    adverseEvents: adverseEventsOf(asking, asked.value),
  });
}

function adverseEventsOf(
  { principal }: Asking,
  { state, design, viewer }: AskedParticipant,
): ToUnblind["adverseEvents"] {
  if (!principal.standings.some(({ role }) => role === "sponsor-safety")) return [];
  return Object.values(state.forms)
    .filter(({ formKey, status }) => status === "submitted" && formIdOf(formKey) === adverseEventForm)
    .map(({ formKey, items }) => {
      const term = items["term"]?.value;
      const text = typeof term === "object" && term !== null && "freeText" in term ? term.freeText : term;
      const isSeen = typeof text === "string" && seesItem(design, viewer, formKey, "term");
      return { formKey, term: isSeen ? text : null };
    });
}
