import { type ReactNode, useId } from "react";
import { nullFlavorOf } from "#design";
import { useMessages } from "../messages/messages.tsx";
import { Chips } from "./editors/choice-editor.tsx";
import { ManyChoicesEditor } from "./editors/many-choices-editor.tsx";
import { useOpenForm } from "./form-context.tsx";
import { ItemConflict } from "./item-conflict.tsx";
import { itemElementId } from "./item-element-id.ts";
import { ItemMarksView } from "./item-marks.tsx";
import { ItemProblems } from "./item-problems.tsx";
import type { Choice } from "./model/choices.ts";
import type { Question } from "./model/form-model.ts";
import { NoAnswer } from "./no-answer.tsx";
import { ReadValue } from "./read-value.tsx";
import { RecordedValue } from "./recorded-value.tsx";

type QuestionTableProps = { readonly questions: readonly Question[]; readonly choices: readonly Choice[] };

/** Questions with the same answers, one in a row, the answers in words once above them: thirty fit on a screen. */
export function QuestionTable({ questions, choices }: QuestionTableProps): ReactNode {
  const { isReadOnly } = useOpenForm();
  return (
    <div className="vigil-table" style={{ "--vigil-columns": choices.length } as React.CSSProperties}>
      {isReadOnly ? null : (
        <div className="vigil-table-head" aria-hidden="true">
          {choices.map(({ value, label }, index) => (
            <span key={value}>
              <b>{typeof value === "number" ? value : index + 1}</b> {label}
            </span>
          ))}
        </div>
      )}
      {questions.map((question, index) => (
        <TableRow key={question.path} question={question} choices={choices} number={index + 1} />
      ))}
    </div>
  );
}

type TableRowProps = {
  readonly question: Question;
  readonly choices: readonly Choice[];
  readonly number: number;
};

function TableRow({ question, choices, number }: TableRowProps): ReactNode {
  const form = useOpenForm();
  const { forms } = useMessages();
  const base = useId();
  const { path, value, item } = question;
  const isMissed = form.showsMissing && question.isMissing;
  const isWrong = isMissed || question.problems.some(({ severity }) => severity === "error");
  const ids = { field: `${base}f`, label: `${base}l`, described: `${base}p`, isInvalid: isWrong };
  const flavor = nullFlavorOf(value);
  const answer = (): ReactNode => {
    if (form.isReadOnly) return <ReadValue question={question} labelledBy={ids.label} />;
    if (flavor) return <NoAnswer question={question} flavor={flavor} ids={ids} />;
    if (item.type === "codes") return <ManyChoicesEditor question={question} ids={ids} isBare />;
    return <Chips question={question} ids={ids} choices={choices} isBare />;
  };
  return (
    <div
      className="vigil-item vigil-table-row"
      id={itemElementId(path)}
      data-path={path}
      data-wrong={isWrong || undefined}
    >
      <div className="vigil-item-words" id={ids.label}>
        {item.source === "instrument" ? (
          <span className="vigil-number" aria-hidden="true">
            {number}
          </span>
        ) : null}
        <span>
          {question.label}
          {form.showsCritical && item.critical ? (
            <span className="vigil-tag vigil-tag-critical">{forms.critical}</span>
          ) : null}
        </span>
      </div>
      <div className="vigil-item-answer">
        {answer()}
        <RecordedValue question={question} />
        <ItemProblems id={`${base}p`} question={question} isMissed={isMissed} />
        <ItemConflict question={question} />
      </div>
      <ItemMarksView question={question} />
    </div>
  );
}
