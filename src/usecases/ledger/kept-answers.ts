import type { LedgerEvent } from "#ledger";
import { type Facts, formIdOf, isKeptFromCopies, type ParticipantState, type RatingState } from "#trial";
import { streamKind } from "./foldings.ts";

/**
 * Whether the event holds answers, or a hash over answers, that the design keeps from some of those who may take a copy of the ledger.
 * They are sealed, so that no copy goes round the blinding. A form of which nothing is known is kept.
 */
export function holdsKeptAnswers(
  { stream, data }: Pick<LedgerEvent, "stream" | "data">,
  before: unknown,
  { designs }: Pick<Facts, "designs">,
): boolean {
  if (data === null || typeof data !== "object") return false;
  const isKept = ({ formId, designVersion }: OfDesign): boolean => {
    const design = designs(designVersion);
    return design === undefined || isKeptFromCopies(design, formId);
  };
  const kind = streamKind(stream);
  if (kind === "rating") return "entries" in data && isKept(before as RatingState);
  // Of other streams no event holds answers: the entries of a session are its own.
  if (kind !== "participant") return false;
  if ("entries" in data) return isKept(formOf(data as AnswersOfForm, before as ParticipantState));
  if (!("contentHash" in data)) return false;
  return formsSigned(data as Signing, before as ParticipantState).some(isKept);
}

type OfDesign = Pick<RatingState, "formId" | "designVersion">;
type Signing = { readonly target?: { readonly kind: string; readonly id: string } };

/** The forms whose answers a signature is put to: one, or all that there are. */
function formsSigned({ target }: Signing, { forms }: ParticipantState): readonly OfDesign[] {
  if (target?.kind === "form") return [forms[target.id]].flatMap((form) => form ?? []);
  return Object.values(forms);
}

type AnswersOfForm = { readonly formKey: string; readonly designVersion?: string };

function formOf({ formKey, designVersion }: AnswersOfForm, { forms }: ParticipantState): OfDesign {
  return {
    formId: formIdOf(formKey),
    designVersion: designVersion ?? forms[formKey]?.designVersion ?? "",
  };
}
