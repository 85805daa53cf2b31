import { useMemo, useState } from "react";
import type { CompiledDesign, CompiledForm, ParticipantRecord } from "#design";
import type { CalendarDate, ZoneId } from "#kernel";
import type { Answer } from "../../api/call.ts";
import { compiledPart } from "../../form/compiled.ts";
import type { Seen } from "../../form/draft/draft.ts";
import { type KeptForm, useDraftKeeper } from "../../form/draft/use-draft-keeper.ts";
import type { OpenForm } from "../../form/form-context.tsx";
import { type FormModel, formModel } from "../../form/model/form-model.ts";
import { openForm } from "../../form/open-form.ts";
import { useRows } from "../../form/use-rows.ts";
import { usePersonId } from "../../session/session-keeper.tsx";
import { useStudy } from "../../study/study-context.tsx";

export type RatingView = Answer<"GET /api/studies/:studyId/ratings/:handle">;

/** An assessment as its page works with it. */
export type RatingSheet = {
  readonly rating: RatingView;
  readonly design: CompiledDesign;
  readonly form: CompiledForm;
  readonly model: FormModel;
  readonly kept: KeptForm;
  readonly open: OpenForm;
  readonly showMissing: () => void;
  readonly showsMissing: boolean;
  /** Whether what was handed in is being corrected: what is rated anew waits for a reason and a signature. */
  readonly isCorrecting: boolean;
  readonly setCorrecting: (isCorrecting: boolean) => void;
};

/** Whether the assessment is still to be held or handed in. */
export function isOpenRating({ status }: Pick<RatingView, "status">): boolean {
  return status === "assigned" || status === "in-progress";
}

/** What the rater's signature means, where the form says so. */
export function meaningOf({ form }: CompiledForm): string | undefined {
  return form.signedBy.find(({ role }) => role === "independent-rater")?.meaning;
}

/** Ties the form's rules and the draft on this device to an assessment. A rater knows nothing of the participant beside it. */
export function useRatingSheet(studyId: string, rating: RatingView, lookAgain: () => void): RatingSheet {
  const user = usePersonId();
  const { may } = useStudy();
  const [wantsCorrecting, setCorrecting] = useState(false);
  const [showsMissing, setShowsMissing] = useState(false);
  const { design, form } = useMemo(() => compiledRating(rating), [rating]);
  const place = { user, kind: "rating" as const, study: studyId, subject: rating.handle, formKey: "" };
  const { version, items } = rating;
  const isOpen = isOpenRating(rating);
  const seen: Seen = useMemo(() => ({ version, items }), [version, items]);
  const kept = useDraftKeeper({ place, seen, isHeld: !isOpen, lookAgain });
  const rows = useRows(kept);
  const { addedRows } = rows;
  const { draft } = kept.state;
  const model = useMemo(
    () => formModel({ design, form, draft, record: noRecord(), hiddenItems: [], addedRows }),
    [design, form, draft, addedRows],
  );
  const mayCorrect = rating.status === "submitted" && may("correct-rating");
  const isCorrecting = mayCorrect && (wantsCorrecting || kept.keeper.isAhead());
  const open = openForm(kept, rows, {
    isReadOnly: !(isOpen || isCorrecting) || kept.state.standing === "loading",
    around: { today: today(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone as ZoneId },
    showsMissing,
  });
  const showMissing = (): void => setShowsMissing(true);
  const rated = { rating, design, form, model, kept, open };
  return { ...rated, showsMissing, showMissing, isCorrecting, setCorrecting };
}

function compiledRating({ design, formId }: RatingView): Pick<RatingSheet, "design" | "form"> {
  const compiled = compiledPart(design);
  const form = compiled.forms.get(formId);
  if (!form) throw new Error(`The assessment has no form ${formId}.`);
  return { design: compiled, form };
}

function noRecord(): ParticipantRecord {
  return { today: today() as CalendarDate, forms: [], events: {}, visits: [], reviewedForms: [] };
}

/** The day on this device. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
