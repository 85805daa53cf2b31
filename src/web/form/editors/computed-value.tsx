import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { useOpenForm } from "../form-context.tsx";
import type { Question } from "../model/form-model.ts";
import { showValue } from "../show-value.ts";
import type { EditorIds } from "./editor-ids.ts";

/** A value that is never typed: what it is now, or what it waits for. */
export function ComputedValue({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const messages = useMessages();
  const { around } = useOpenForm();
  const { forms } = messages;
  const { item, choices, value, waitsFor } = question;
  return (
    <output id={ids.field} className="vigil-computed" aria-labelledby={ids.label}>
      {value === null ? (
        <span className="vigil-hint">
          {waitsFor.length > 0 ? forms.waitsFor([...new Set(waitsFor)].slice(0, 3).join(", ")) : forms.empty}
        </span>
      ) : (
        showValue(item, choices, value, { zone: around.zone, messages })
      )}
    </output>
  );
}
