import type { FormState } from "../form/evolve.ts";
import type { ParticipantState } from "../participant.ts";
import type { Signature } from "./evolve.ts";

/** Something that changed after a signature was put to it. */
export type SignedChange = {
  /** The form, the visit, or `consent`. */
  readonly where: string;
  /** The item; `visit` for a visit itself, the document for a consent. */
  readonly path: string;
  readonly changedBy: string;
  readonly at: string;
};

/** All that changed of what was signed, since. */
export function changesSince(
  state: ParticipantState,
  { target, version }: Signature,
  forms: readonly FormState[],
): readonly SignedChange[] {
  const items = forms.flatMap((form) => itemChanges(form, version));
  return target.kind === "casebook"
    ? [...items, ...visitChanges(state, version), ...consentChanges(state, version)]
    : items;
}

function itemChanges({ formKey, items }: FormState, version: number): readonly SignedChange[] {
  return Object.entries(items)
    .filter(([, { changedAt }]) => changedAt > version)
    .map(([path, { changedBy, changedOn }]) => ({ where: formKey, path, changedBy, at: changedOn }));
}

function visitChanges({ visits }: ParticipantState, version: number): readonly SignedChange[] {
  return Object.values(visits.visits)
    .filter(({ changed }) => changed.in > version)
    .map(({ visitId, changed }) => ({
      where: visitId,
      path: "visit",
      changedBy: changed.by,
      at: changed.at,
    }));
}

function consentChanges({ consent }: ParticipantState, version: number): readonly SignedChange[] {
  const signed = consent.signed.map((one) => ({ ...one, path: one.documentId }));
  const withdrawn = consent.withdrawals.map((one) => ({ ...one, path: one.scopes.join(", ") }));
  return [...signed, ...withdrawn]
    .filter(({ recordedIn }) => recordedIn > version)
    .map(({ path, recordedBy, recordedAt }) => ({
      where: "consent",
      path,
      changedBy: recordedBy,
      at: recordedAt,
    }));
}
