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
  const formOf = formFinder();
  return async ({ stream, canonical }) => {
    const owner = keyOwnerOf(stream);
    if (owner === undefined) return [];
    const event = JSON.parse(canonical) as LedgerEvent;
    const form = formOf(stream, event);
    if (!canonical.includes('"commitment":"')) return [];
    const sealers = await sealersOf(keys, study, owner, canonical.includes('"sealedValue":"'));
    const openings = openingsOf(event, sealers);
    if (form === undefined || seesForm(form)) return openings;
    return openings.map(({ path }) => ({ path, closed: "blinded" }));
  };
}

type About = {
  readonly formKey?: string;
  readonly formId?: string;
  readonly queryId?: string;
  readonly target?: { readonly kind: string; readonly id: string };
};

/** Which form an event is about. Later words on a query name only the query, later events of a rating only the rating. */
function formFinder(): (stream: StreamId, event: LedgerEvent) => string | undefined {
  const known = new Map<string, string>();
  return (stream, { data }) => {
    const { formKey, formId, queryId, target } = (data ?? {}) as About;
    const named =
      formId ?? (formKey ? formIdOf(formKey) : target?.kind === "form" ? formIdOf(target.id) : undefined);
    const about = queryId ?? (stream.startsWith("rating:") ? stream : undefined);
    if (about !== undefined && named !== undefined) known.set(about, named);
    return named ?? (about === undefined ? undefined : known.get(about));
  };
}
