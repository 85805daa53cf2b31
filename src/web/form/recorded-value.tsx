import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";
import type { Question } from "./model/form-model.ts";
import { showValue } from "./show-value.ts";

/** What is on record, while a correction of it waits to be recorded. */
export function RecordedValue({
  question: { path, item, choices },
}: {
  readonly question: Question;
}): ReactNode {
  const messages = useMessages();
  const form = useOpenForm();
  const recorded = form.marksOf(path)?.recorded;
  if (!recorded) return null;
  return (
    <span className="vigil-mark" data-tone="attention">
      {messages.forms.was(showValue(item, choices, recorded.value, { zone: form.around.zone, messages }))}
    </span>
  );
}
