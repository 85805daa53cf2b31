import type { ReactNode } from "react";
import { formatDate } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { Question } from "../model/form-model.ts";
import { DayPicker } from "./day-picker.tsx";
import type { EditorIds } from "./editor-ids.ts";
import { useTypedText } from "./use-typed-text.ts";

/** A date: typed as people write it, or picked. Beside it stands how it was understood. */
export function DateEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const { forms } = useMessages();
  const { text, change, tidy } = useTypedText(question);
  const { value, item } = question;
  return (
    <span className="vigil-field">
      <input
        id={ids.field}
        className="vigil-input"
        data-date
        type="text"
        autoComplete="off"
        placeholder={item.type === "partial-date" ? forms.partialDateHint : forms.dateHint}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={tidy}
        aria-labelledby={ids.label}
        aria-describedby={ids.described}
        aria-invalid={ids.isInvalid || undefined}
      />
      <DayPicker day={typeof value === "string" ? value : ""} onPick={change} />
      {typeof value === "string" ? <span className="vigil-hint">{readBack(value)}</span> : null}
    </span>
  );
}

/** `Fri 20 Nov 2026`: the day of the week shows a slip that the date alone does not. */
function readBack(date: string): string {
  if (date.length < 10) return formatDate(date);
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
  return `${weekday.format(Date.parse(`${date}T00:00:00Z`))} ${formatDate(date)}`;
}
