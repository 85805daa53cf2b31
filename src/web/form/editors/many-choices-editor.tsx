import type { ReactNode } from "react";
import { useOpenForm } from "../form-context.tsx";
import type { Question } from "../model/form-model.ts";
import type { EditorIds } from "./editor-ids.ts";

type ManyChoicesProps = {
  readonly question: Question;
  readonly ids: EditorIds;
  readonly isBare?: boolean;
};

/** All that apply. A digit ticks the answer with that number, and unticks it again. */
export function ManyChoicesEditor({ question, ids, isBare = false }: ManyChoicesProps): ReactNode {
  const form = useOpenForm();
  const chosen = Array.isArray(question.value) ? (question.value as readonly string[]) : [];
  const choices = question.choices ?? [];
  const toggle = (code: string): void => {
    // In the order of the list, so that the same answers are the same value.
    const next = choices
      .map(({ value }) => String(value))
      .filter((value) => (value === code ? !chosen.includes(code) : chosen.includes(value)));
    form.type(question.path, next.length === 0 ? null : next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand within a line
    <span
      className={isBare ? "vigil-chips vigil-chips-bare" : "vigil-chips"}
      role="group"
      aria-labelledby={ids.label}
      aria-describedby={ids.described}
      data-digits={JSON.stringify(choices.map((_, index) => String(index + 1)))}
      data-many
    >
      {choices.map(({ value, label }, index) => (
        <label key={value} className="vigil-chip" data-checked={chosen.includes(String(value)) || undefined}>
          <input
            type="checkbox"
            id={index === 0 ? ids.field : undefined}
            checked={chosen.includes(String(value))}
            onChange={() => toggle(String(value))}
            {...(isBare ? { "aria-label": label } : {})}
          />
          {isBare ? (
            <span className="vigil-chip-number" aria-hidden="true">
              {index + 1}
            </span>
          ) : (
            <>
              {form.isCalm ? null : (
                <span className="vigil-chip-digit" aria-hidden="true">
                  {index + 1}
                </span>
              )}
              <span>{label}</span>
            </>
          )}
        </label>
      ))}
    </span>
  );
}
