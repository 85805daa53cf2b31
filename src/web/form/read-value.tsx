import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";
import type { Question } from "./model/form-model.ts";
import { showValue } from "./show-value.ts";

/** A value to read: words, not a field that cannot be used. */
export function ReadValue({
  question: { item, choices, value },
  labelledBy,
}: {
  readonly question: Question;
  readonly labelledBy: string;
}): ReactNode {
  const messages = useMessages();
  const { around } = useOpenForm();
  return (
    <output className="vigil-read" aria-labelledby={labelledBy} data-empty={value === null || undefined}>
      {showValue(item, choices, value, { zone: around.zone, messages })}
    </output>
  );
}
