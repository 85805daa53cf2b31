import type { LedgerEvent } from "#ledger";
import { type Facts, formIdOf, isKeptFromCopies, type ParticipantState, type RatingState } from "#trial";
import { streamKind } from "./foldings.ts";

/**
 * Whether the event holds answers that the design keeps from some of those who may take a copy of the ledger. They are sealed, so that
 * no copy goes round the blinding. A form of which nothing is known is kept.
 */
export function holdsKeptAnswers(
  { stream, data }: Pick<LedgerEvent, "stream" | "data">,
  before: unknown,
  { designs }: Pick<Facts, "designs">,
): boolean {
  if (data === null || typeof data !== "object" || !("entries" in data)) return false;
  const { formId, designVersion } =
    streamKind(stream) === "rating"
      ? (before as RatingState)
      : formOf(data as AnswersOfForm, before as ParticipantState);
  const design = designs(designVersion);
  return design === undefined || isKeptFromCopies(design, formId);
}

type AnswersOfForm = { readonly formKey: string; readonly designVersion?: string };

function formOf(
  { formKey, designVersion }: AnswersOfForm,
  { forms }: ParticipantState,
): Pick<RatingState, "formId" | "designVersion"> {
  return {
    formId: formIdOf(formKey),
    designVersion: designVersion ?? forms[formKey]?.designVersion ?? "",
  };
}
