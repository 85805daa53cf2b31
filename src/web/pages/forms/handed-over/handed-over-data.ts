import { useMemo } from "react";
import type { ParticipantRecord } from "#design";
import type { CalendarDate, ZoneId } from "#kernel";
import { participantActor } from "../../../api/acting-person.ts";
import type { Answer } from "../../../api/call.ts";
import { compiledPart } from "../../../form/compiled.ts";
import type { Seen } from "../../../form/draft/draft.ts";
import { type KeptForm, useDraftKeeper } from "../../../form/draft/use-draft-keeper.ts";
import type { OpenForm } from "../../../form/form-context.tsx";
import { type FormModel, formModel, isAnswered, type Question } from "../../../form/model/form-model.ts";
import { openForm } from "../../../form/open-form.ts";
import { questionsOf } from "../../../form/problem-summary.tsx";
import { useRows } from "../../../form/use-rows.ts";

export type HandedOverView = Answer<"GET /api/handed-over/form">;

/** The form as the participant's screens work with it. */
export type HandedOverSheet = {
  readonly view: HandedOverView;
  readonly model: FormModel;
  readonly kept: KeptForm;
  readonly open: OpenForm;
  /** What is asked, one to a screen. */
  readonly questions: readonly Question[];
};

export function useHandedOverSheet(view: HandedOverView, lookAgain: () => void): HandedOverSheet {
  const { design, study, participantId, formKey, version, items, status } = view;
  const rules = useMemo(() => {
    const compiled = compiledPart(design);
    const form = [...compiled.forms.values()][0];
    if (!form) throw new Error("The device was handed over for a form that is not there.");
    return { design: compiled, form };
  }, [design]);
  const place = { user: participantActor, kind: "form" as const, study, subject: participantId, formKey };
  const seen: Seen = useMemo(() => ({ version, items }), [version, items]);
  // What was handed in is not shown again: an empty answer of the server is no news about it.
  const kept = useDraftKeeper({ place, seen, isHeld: status === "submitted", lookAgain });
  const rows = useRows(kept);
  const { addedRows } = rows;
  const { draft } = kept.state;
  const { today } = view;
  const model = useMemo(
    () => formModel({ ...rules, draft, record: recordOn(today), hiddenItems: [], addedRows }),
    [rules, draft, today, addedRows],
  );
  const open = openForm(kept, rows, {
    isReadOnly: kept.state.standing === "loading",
    isCalm: true,
    around: { today, zone: view.zone as ZoneId },
  });
  const questions = questionsOf(model).filter(({ item }) => item.type !== "computed");
  return { view, model, kept, open, questions };
}

/** The place of the first question that still needs an answer; past the last where none does. */
export function firstOpen(questions: readonly Question[]): number {
  const at = questions.findIndex((question) => question.isMissing || question.problems.length > 0);
  return at < 0 ? questions.length : at;
}

export function hasAnswer({ value, unreadable }: Question): boolean {
  return isAnswered(value) && unreadable === undefined;
}

function recordOn(today: string): ParticipantRecord {
  return { today: today as CalendarDate, forms: [], events: {}, visits: [], reviewedForms: [] };
}
