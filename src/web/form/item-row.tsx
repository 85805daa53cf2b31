import { type ReactNode, useId } from "react";
import { nullFlavorOf } from "#design";
import { useMessages } from "../messages/messages.tsx";
import { AnswerEditor } from "./editors/answer-editor.tsx";
import { useOpenForm } from "./form-context.tsx";
import { ItemConflict } from "./item-conflict.tsx";
import { itemElementId } from "./item-element-id.ts";
import { ItemHints } from "./item-hints.tsx";
import { ItemMarksView } from "./item-marks.tsx";
import { ItemProblems } from "./item-problems.tsx";
import type { Question } from "./model/form-model.ts";
import { NoAnswer } from "./no-answer.tsx";
import { ReadValue } from "./read-value.tsx";
import { RecordedValue } from "./recorded-value.tsx";

/** One question: its words, its answer, and what is known of it. */
export function ItemRow({ question }: { readonly question: Question }): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const base = useId();
  const { item, path, label, help } = question;
  const isWrong = question.problems.some(({ severity }) => severity === "error");
  const isMissed = form.showsMissing && question.isMissing;
  const ids = {
    field: `${base}f`,
    label: `${base}l`,
    described: `${base}h ${base}p`,
    isInvalid: isWrong || isMissed,
  };
  const isAsked = !item.required && item.type !== "computed" && item.source === "design";
  return (
    <div
      className="vigil-item"
      id={itemElementId(path)}
      data-path={path}
      data-wrong={isWrong || isMissed || undefined}
      data-short={isShort(question) || undefined}
    >
      <div className="vigil-item-words">
        <label id={ids.label} htmlFor={ids.field} className="vigil-item-label">
          {label}
          {isAsked ? <span className="vigil-tag">{forms.optional}</span> : null}
          {form.showsCritical && item.critical ? (
            <span className="vigil-tag vigil-tag-critical">{forms.critical}</span>
          ) : null}
        </label>
        <ItemHints id={`${base}h`} item={item} help={help} />
      </div>
      <div className="vigil-item-answer">
        <Answer question={question} ids={ids} />
        <RecordedValue question={question} />
        <ItemProblems id={`${base}p`} question={question} isMissed={isMissed} />
        <ItemConflict question={question} />
      </div>
      <ItemMarksView question={question} />
    </div>
  );
}

type AnswerProps = { readonly question: Question; readonly ids: Parameters<typeof AnswerEditor>[0]["ids"] };

function Answer({ question, ids }: AnswerProps): ReactNode {
  const form = useOpenForm();
  const flavor = nullFlavorOf(question.value);
  if (form.isReadOnly) return <ReadValue question={question} labelledBy={ids.label} />;
  if (flavor && question.unreadable === undefined)
    return <NoAnswer question={question} flavor={flavor} ids={ids} />;
  return <AnswerEditor question={question} ids={ids} />;
}

/** An answer that needs little room: it stays beside its words on a narrow screen too. */
function isShort({ item, choices }: Question): boolean {
  const isTyped = choices === undefined && (item.type === "integer" || item.type === "decimal");
  return isTyped || item.type === "boolean" || item.type === "time" || item.type === "computed";
}
