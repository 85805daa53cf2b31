import type { ReactNode } from "react";
import { localTime, type ZoneId } from "#kernel";
import { useMessages } from "../../messages/messages.tsx";
import { useOpenForm } from "../form-context.tsx";
import type { Question } from "../model/form-model.ts";
import { type DateTimeText, joinDateTime, splitDateTime } from "../typed/typed-date-time.ts";
import { DayPicker } from "./day-picker.tsx";
import type { EditorIds } from "./editor-ids.ts";
import { useTypedText } from "./use-typed-text.ts";

/** A day and a time, as the clocks of the site showed them; where a clock showed the time twice, which of the two. */
export function DateTimeEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const { forms } = useMessages();
  const { around } = useOpenForm();
  const { text, change, tidy } = useTypedText(question);
  const parts = splitDateTime(text);
  const put = (part: Partial<DateTimeText>): void => change(joinDateTime({ ...parts, ...part }));
  const takeNow = (): void => {
    const at = new Date().toISOString() as Parameters<typeof localTime>[0]["at"];
    put({ ...localTime({ at, zone: around.zone as ZoneId }), fold: "" });
  };
  const common = { type: "text", autoComplete: "off", className: "vigil-input", onBlur: tidy } as const;
  const described = { "aria-describedby": ids.described, "aria-invalid": ids.isInvalid || undefined };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand within a line
    <span className="vigil-field" role="group" aria-labelledby={ids.label}>
      <input
        {...common}
        {...described}
        id={ids.field}
        data-date
        aria-label={forms.theDay}
        placeholder={forms.dateHint}
        value={parts.date}
        onChange={(event) => put({ date: event.currentTarget.value })}
      />
      <DayPicker day={parts.date} onPick={(date) => put({ date })} />
      <input
        {...common}
        {...described}
        data-short
        aria-label={forms.theTime}
        placeholder={forms.timeHint}
        inputMode="numeric"
        value={parts.time}
        onChange={(event) => put({ time: event.currentTarget.value })}
      />
      <button type="button" tabIndex={-1} className="vigil-small-button" onClick={takeNow}>
        {forms.now}
      </button>
      <span className="vigil-hint">{forms.zone(around.zone)}</span>
      <Fold parts={parts} isAsked={isTwice(question)} onChoose={(fold) => put({ fold })} />
    </span>
  );
}

/** Asked only on the one night of the year on which it is needed. */
function Fold({
  parts,
  isAsked,
  onChoose,
}: {
  readonly parts: DateTimeText;
  readonly isAsked: boolean;
  readonly onChoose: (fold: "first" | "second") => void;
}): ReactNode {
  const { forms } = useMessages();
  if (!isAsked && parts.fold === "") return null;
  return (
    <select
      className="vigil-input"
      aria-label={forms.fold}
      value={parts.fold}
      onChange={(event) => onChoose(event.currentTarget.value as "first" | "second")}
    >
      <option value="" disabled>
        {forms.fold}
      </option>
      <option value="first">{forms.firstTime}</option>
      <option value="second">{forms.secondTime}</option>
    </select>
  );
}

function isTwice({ problems, unreadable }: Question): boolean {
  return unreadable !== undefined && problems.some(({ code }) => code === "hour-twice");
}
