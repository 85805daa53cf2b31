import type { ReactNode } from "react";
import type { Question } from "../model/form-model.ts";
import { ChoiceEditor } from "./choice-editor.tsx";
import { ComputedValue } from "./computed-value.tsx";
import { DateEditor } from "./date-editor.tsx";
import { DateTimeEditor } from "./date-time-editor.tsx";
import type { EditorIds } from "./editor-ids.ts";
import { ManyChoicesEditor } from "./many-choices-editor.tsx";
import { TextEditor } from "./text-editor.tsx";
import { TypedEditor } from "./typed-editor.tsx";
import { YesNoEditor } from "./yes-no-editor.tsx";

/** The field of an item, by its type. */
export function AnswerEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const parts = { question, ids };
  switch (question.item.type) {
    case "boolean":
      return <YesNoEditor {...parts} />;
    case "code":
      return <ChoiceEditor {...parts} />;
    case "codes":
      return <ManyChoicesEditor {...parts} />;
    case "integer":
      return question.choices ? <ChoiceEditor {...parts} /> : <TypedEditor {...parts} />;
    case "decimal":
    case "time":
      return <TypedEditor {...parts} />;
    case "date":
    case "partial-date":
      return <DateEditor {...parts} />;
    case "date-time":
      return <DateTimeEditor {...parts} />;
    case "text":
      return <TextEditor {...parts} />;
    case "computed":
      return <ComputedValue {...parts} />;
  }
}
