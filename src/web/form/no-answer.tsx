import type { ReactNode } from "react";
import type { NullFlavor } from "#design";
import { useMessages } from "../messages/messages.tsx";
import type { EditorIds } from "./editors/editor-ids.ts";
import { useOpenForm } from "./form-context.tsx";
import type { Question } from "./model/form-model.ts";

type NoAnswerProps = {
  readonly question: Question;
  readonly flavor: NullFlavor;
  readonly ids: EditorIds;
};

/** In place of an answer: why there is none, and the way back to answering. */
export function NoAnswer({ question, flavor, ids }: NoAnswerProps): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const words = form.isCalm ? forms.handedOver.skipped : forms.noAnswerBecause(forms.nullFlavors[flavor]);
  return (
    <span className="vigil-field">
      <span className="vigil-no-answer" id={`${ids.field}w`}>
        {words}
      </span>
      <button
        type="button"
        id={ids.field}
        className="vigil-small-button"
        aria-describedby={`${ids.field}w`}
        onClick={() => form.type(question.path, null)}
      >
        {form.isCalm ? forms.handedOver.unskip : forms.answerAfterAll}
      </button>
    </span>
  );
}
