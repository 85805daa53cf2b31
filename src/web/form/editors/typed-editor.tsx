import type { ReactNode } from "react";
import { withUnit } from "#design";
import { useMessages } from "../../messages/messages.tsx";
import type { Question } from "../model/form-model.ts";
import type { EditorIds } from "./editor-ids.ts";
import { useTypedText } from "./use-typed-text.ts";

/** A number or a time, typed into one short line, its unit behind it. */
export function TypedEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const { forms } = useMessages();
  const { text, change, tidy } = useTypedText(question);
  const { type, unit } = question.item;
  const unitWords = withUnit("", unit).trim();
  return (
    <span className="vigil-field">
      <input
        id={ids.field}
        className="vigil-input"
        data-short
        type="text"
        inputMode={type === "decimal" ? "decimal" : "numeric"}
        autoComplete="off"
        placeholder={type === "time" ? forms.timeHint : undefined}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={tidy}
        aria-labelledby={ids.label}
        aria-describedby={ids.described}
        aria-invalid={ids.isInvalid || undefined}
      />
      {unitWords === "" ? null : <span className="vigil-unit">{unitWords}</span>}
    </span>
  );
}
