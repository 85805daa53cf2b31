import type { StudyId } from "#kernel";
import type { RatingState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";

export function ratingRows(study: StudyId, handle: string, state: RatingState): readonly WantedRow[] {
  if (state.status === "none") return [];
  const { rater, status, pseudonym, language, formId, startsAt } = state;
  const row = {
    study_id: study,
    handle,
    rater_id: rater,
    state: status,
    pseudonym,
    language,
    form_id: formId,
    starts_at: startsAt,
  };
  return [{ table: "rating", key: handle, row }];
}
