import type { StudyDesign } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { RatingState } from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { RatingRow } from "../ports/lists.ts";
import type { Asking } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** The rater's own assessments: pseudonym, language, form and time, and nothing else. */
export function listRatings(
  { lists }: QueryPorts,
  { study, principal }: Asking,
): Promise<readonly RatingRow[]> {
  return lists.ratingsOf(study, principal.user);
}

/** All that a rater sees of an assessment: what to ask about, and the form's own part of the protocol. */
export type RatingPage = {
  readonly handle: string;
  readonly version: number;
  readonly status: RatingState["status"];
  readonly pseudonym: string;
  readonly language: string;
  readonly indexTrauma: string;
  readonly startsAt: string | null;
  readonly items: readonly { readonly path: string; readonly value: unknown }[];
  readonly design: Pick<StudyDesign, "forms" | "codeLists">;
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
  const form = design?.forms.get(rating.formId)?.form;
  if (subject.version === 0 || rating.rater !== principal.user || !design || !form) {
    return failed(
      refusal("not-found", "There is no such assessment for you.", "21 CFR 11.10(d)", {
        because: "not-found",
      }),
    );
  }
  return ok({
    handle,
    version: subject.version,
    status: rating.status,
    pseudonym: rating.pseudonym,
    language: rating.language,
    indexTrauma: rating.indexTrauma?.freeText ?? "",
    startsAt: rating.startsAt,
    items: Object.entries(rating.items).map(([path, { value }]) => ({ path, value })),
    design: { forms: [form], codeLists: design.design.codeLists },
  });
}
