import type { CompiledDesign } from "#design";
import type { StudyId } from "#kernel";
import type { FiledEvent, LedgerEvent, Opening, StreamId } from "#ledger";
import { formIdOf, seesWholeForm, type Viewer } from "#trial";
import type { KeyRing } from "../ports/key-ring.ts";
import { keyOwnerOf } from "./foldings.ts";
import { sealersOf } from "./sealers.ts";
import { openingsOf } from "./sealing.ts";

/** Lays open what is sealed in the events of a study, stream by stream in their order, for somebody who takes a copy. */
export type LayOpen = (event: FiledEvent) => Promise<readonly Opening[]>;

/**
 * What the taker is blinded to, by any published version of the protocol, stays closed: all that is written on such a form or about it,
 * queries and reasons too.
 */
export function layOpenFor(
  keys: KeyRing,
  study: StudyId,
  viewer: Viewer,
  designs: readonly CompiledDesign[],
): LayOpen {
  const seesForm = (formId: string): boolean => {
    const versions = designs.filter(({ forms }) => forms.has(formId));
    return versions.length > 0 && versions.every((design) => seesWholeForm(design, viewer, formId));
  };
  const seesAll = designs.every(({ forms }) => [...forms.keys()].every(seesForm));
  const formOf = formFinder();
  return async ({ stream, canonical }) => {
    const owner = keyOwnerOf(stream);
    if (owner === undefined) return [];
    const event = JSON.parse(canonical) as LedgerEvent;
    const form = formOf(stream, event);
    if (!canonical.includes('"commitment":"')) return [];
    const sealers = await sealersOf(keys, study, owner);
    const openings = openingsOf(event, sealers);
    // What is written of an unblinding can tell an arm in words; a confidential report, and a review, are for those who receive them alone.
    const isTelling = /^(unblinding|incident|review):/.test(stream);
    const isOpen = (path: string): boolean =>
      isTelling ? false : form === undefined ? seesAll || path !== "data.contentHash" : seesForm(form);
    return openings.map((opening) =>
      isOpen(opening.path) ? opening : { path: opening.path, closed: "blinded" },
    );
  };
}

type About = {
  readonly formKey?: string;
  readonly formId?: string;
  readonly queryId?: string;
  readonly deviationId?: string;
  readonly about?: string;
  readonly target?: { readonly kind: string; readonly id: string };
};

/** Which form an event is about. Later words on a query or a deviation name only that, later events of a rating only the rating. */
function formFinder(): (stream: StreamId, event: LedgerEvent) => string | undefined {
  const known = new Map<string, string>();
  return (stream, { data }) => {
    const { queryId, deviationId } = (data ?? {}) as About;
    const named = formNamed((data ?? {}) as About);
    const thread = queryId ?? deviationId ?? (stream.startsWith("rating:") ? stream : undefined);
    if (thread !== undefined && named !== undefined) known.set(thread, named);
    return named ?? (thread === undefined ? undefined : known.get(thread));
  };
}

function formNamed({ formKey, formId, target, about }: About): string | undefined {
  const key = formKey ?? (target?.kind === "form" ? target.id : about);
  return formId ?? (key?.includes("/") ? formIdOf(key) : undefined);
}
