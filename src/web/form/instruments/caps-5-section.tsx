import { type ReactNode, useId } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { Chips } from "../editors/choice-editor.tsx";
import { useOpenForm } from "../form-context.tsx";
import { itemElementId } from "../item-element-id.ts";
import { ItemMarksView } from "../item-marks.tsx";
import { ItemProblems } from "../item-problems.tsx";
import { ItemRow } from "../item-row.tsx";
import type { Question } from "../model/form-model.ts";
import { RecordedValue } from "../recorded-value.tsx";
import { asksForTraumaRelatedness, type Caps5Item, caps5Items, severityOf } from "./caps-5.ts";

/** A CAPS-5 interview on one page: each symptom in a row, its frequency, intensity, link to the event and severity. */
export function Caps5Section({ questions }: { readonly questions: readonly Question[] }): ReactNode {
  const { ratings } = useMessages();
  const items = caps5Items(questions);
  const parts = [...new Set(items.map(({ part }) => part))];
  return (
    <>
      {parts.map((part) => (
        <section key={part} className="vigil-section" aria-label={ratings.sections[part]}>
          <h2 className="vigil-section-title">{ratings.sections[part]}</h2>
          <div className="vigil-list">
            {items
              .filter((item) => item.part === part)
              .map((item) =>
                item.isSymptom ? (
                  <SymptomRow key={item.number} item={item} />
                ) : item.single ? (
                  <ItemRow key={item.number} question={item.single} />
                ) : null,
              )}
          </div>
        </section>
      ))}
    </>
  );
}

/** One symptom. Digits rate it; each of its answers is a stop of the Enter key. */
function SymptomRow({ item }: { readonly item: Caps5Item }): ReactNode {
  const { ratings } = useMessages();
  const severity = severityOf(item);
  const base = useId();
  return (
    <div className="vigil-symptom">
      <div className="vigil-item-words" id={base}>
        <span className="vigil-number" aria-hidden="true">
          {item.number}
        </span>{" "}
        {item.label}
      </div>
      <Rating
        question={item.frequency}
        name={item.isByAmount ? ratings.amount : ratings.frequency}
        about={base}
      />
      <Rating question={item.intensity} name={ratings.intensity} about={base} />
      {asksForTraumaRelatedness(item) ? (
        <Rating question={item.traumaRelated} name={ratings.traumaRelated} about={base} isWide />
      ) : (
        <span />
      )}
      <output className="vigil-severity" aria-label={ratings.severity}>
        {severity ?? "–"}
      </output>
      {item.frequency ? <ItemMarksView question={item.frequency} /> : <span />}
    </div>
  );
}

type RatingProps = {
  readonly question: Question | undefined;
  readonly name: string;
  readonly about: string;
  readonly isWide?: boolean;
};

function Rating({ question, name, about, isWide = false }: RatingProps): ReactNode {
  const form = useOpenForm();
  const base = useId();
  if (!question) return <span />;
  const isMissed = form.showsMissing && question.isMissing;
  const isWrong = isMissed || question.problems.some(({ severity }) => severity === "error");
  const ids = { field: `${base}f`, label: `${about} ${base}l`, described: `${base}p`, isInvalid: isWrong };
  return (
    <div
      className="vigil-item vigil-rating"
      id={itemElementId(question.path)}
      data-path={question.path}
      data-wrong={isWrong || undefined}
    >
      <span className="vigil-hint" id={`${base}l`}>
        {name}
      </span>
      <div className="vigil-item-answer">
        {form.isReadOnly ? (
          <output className="vigil-read" aria-labelledby={ids.label}>
            {wordsOf(question)}
          </output>
        ) : (
          <Chips question={question} ids={ids} choices={question.choices ?? []} isBare={!isWide} />
        )}
        <RecordedValue question={question} />
        <ItemProblems id={`${base}p`} question={question} isMissed={isMissed} />
      </div>
    </div>
  );
}

/** In a narrow column a number alone; a code by its label. */
function wordsOf({ value, choices }: Question): string {
  if (value === null) return "–";
  if (typeof value === "number") return String(value);
  return choices?.find((choice) => choice.value === value)?.label ?? "–";
}
