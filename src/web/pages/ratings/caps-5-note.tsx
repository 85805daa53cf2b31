import { type ReactNode, useId } from "react";
import { freeTextOf } from "#design";
import { valueAt } from "../../form/draft/draft.ts";
import { useMessages } from "../../messages/messages.tsx";
import type { RatingSheet } from "./rating-data.ts";

/** The repeating group of a form that holds an interviewer's notes: the number of a row is that of the item. */
const notesGroup = "interview-notes";

/** The rater's notes on one item, where the form has a place for them. */
export function Caps5Note({
  number,
  sheet,
}: {
  readonly number: string;
  readonly sheet: RatingSheet;
}): ReactNode {
  const { ratings } = useMessages();
  const id = useId();
  const { form, kept, open } = sheet;
  if (!form.groups.has(notesGroup)) return null;
  const row = number === "A" ? 0 : Number(number);
  const path = `${notesGroup}.${row}.note`;
  const text = freeTextOf(valueAt(kept.state.draft, path)) ?? "";
  const write = (words: string): void => {
    const isEmpty = words.trim() === "";
    open.type(path, isEmpty ? null : { freeText: words });
    open.type(`${notesGroup}.${row}.item`, isEmpty ? null : row);
  };
  return (
    <div className="vigil-item vigil-notes" data-path={path} data-aside>
      <label htmlFor={id} className="vigil-item-label">
        {ratings.notes} <span className="vigil-tag">{ratings.notesHelp}</span>
      </label>
      <div className="vigil-item-answer">
        <textarea
          id={id}
          className="vigil-input"
          rows={2}
          maxLength={2_000}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
