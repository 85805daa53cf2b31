import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { useOpenForm } from "../form-context.tsx";
import type { Question } from "../model/form-model.ts";
import type { EditorIds } from "./editor-ids.ts";

/** Yes or no, by tap, by `y` and `n`, or by 1 and 0. */
export function YesNoEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const answers = [
    { value: true, label: forms.yes, keys: [forms.yesKey, "1"] },
    { value: false, label: forms.no, keys: [forms.noKey, "0"] },
  ];
  return (
    <span
      className="vigil-chips"
      role="radiogroup"
      aria-labelledby={ids.label}
      aria-describedby={ids.described}
      data-letters={JSON.stringify(answers.map(({ keys }) => keys))}
    >
      {answers.map(({ value, label }) => (
        <label key={label} className="vigil-chip" data-checked={question.value === value || undefined}>
          <input
            type="radio"
            name={ids.field}
            id={value ? ids.field : undefined}
            checked={question.value === value}
            onChange={() => form.type(question.path, value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </span>
  );
}
