import { type FormPart, partOfForm } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { RatingState } from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { RatingRow } from "../ports/lists.ts";
import type { Asking } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** The rater's own assessments: pseudonym, language, form and time, and nothing else. */
export async function listRatings(
  ports: QueryPorts,
  { study, principal }: Asking,
): Promise<readonly (RatingRow & { readonly label: string })[]> {
  const rows = await ports.lists.ratingsOf(study, principal.user);
  const { facts } = await loadFacts(ports, { study, sites: "all" }, "study", study, {});
  return rows.map((row) => ({
    ...row,
    label: facts.design?.forms.get(row.formId)?.form.label ?? row.formId,
  }));
}

/**
 * All that a rater sees of an assessment: what to ask about, and the form's own part of the protocol. Once it was handed
 * in, its answers are the participant's record and an earlier score: the rater may meet the same person again.
 */
export type RatingPage = {
  readonly handle: string;
  readonly version: number;
  readonly status: RatingState["status"];
  readonly pseudonym: string;
  readonly language: string;
  readonly indexTrauma: string;
  readonly startsAt: string | null;
  readonly formId: string;
  readonly items: readonly { readonly path: string; readonly value: unknown }[];
  readonly design: FormPart;
};

export async function seeRating(
  ports: QueryPorts,
  { study, principal }: Asking,
  handle: string,
): Promise<Result<RatingPage, Refusal>> {
  // The participant's side is not loaded: what is not read cannot be shown.
  const unlinked = { ...ports, ratings: { ...ports.ratings, participantOf: async () => undefined } };
  const { facts, subject } = await loadFacts(unlinked, { study, sites: "all" }, "rating", handle, {});
  const { rating, design } = facts;
  const part = design && partOfForm(design, rating.formId);
  if (subject.version === 0 || rating.rater !== principal.user || !part) {
    return failed(
      refusal("not-found", "There is no such assessment for you.", "21 CFR 11.10(d)", {
        because: "not-found",
      }),
    );
  }
  const isOpen = rating.status === "assigned" || rating.status === "in-progress";
  return ok({
    handle,
    version: subject.version,
    status: rating.status,
    pseudonym: rating.pseudonym,
    language: rating.language,
    indexTrauma: isOpen ? (rating.indexTrauma?.freeText ?? "") : "",
    startsAt: rating.startsAt,
    formId: rating.formId,
    items: isOpen ? Object.entries(rating.items).map(([path, { value }]) => ({ path, value })) : [],
    design: part,
  });
}
