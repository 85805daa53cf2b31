import { useState } from "react";
import { isSame } from "../draft/draft.ts";
import { useOpenForm } from "../form-context.tsx";
import type { Question } from "../model/form-model.ts";
import { readTyped, typedText } from "../typed/read-typed.ts";

export type TypedText = {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Writes the value as it is understood: `20 nov 2026` becomes `2026-11-20`. */
  readonly tidy: () => void;
};

/**
 * The text in a field. What was typed stays as it was typed for as long as it means the value of the item; where the
 * value came from elsewhere, the field shows that value.
 */
export function useTypedText(question: Question): TypedText {
  const form = useOpenForm();
  const { item, path, value, unreadable } = question;
  const [typed, setTyped] = useState<string>();
  const shown = unreadable ?? typedText(item, value, form.around);
  const text = typed !== undefined && means(typed) ? typed : shown;

  function means(candidate: string): boolean {
    const read = readTyped(item, candidate, form.around);
    if (read.kind === "unreadable") return unreadable === candidate;
    if (unreadable !== undefined) return false;
    return isSame(read.kind === "value" ? read.value : null, value);
  }
  return {
    text,
    change: (next) => {
      setTyped(next);
      const read = readTyped(item, next, form.around);
      if (read.kind === "unreadable") form.typeUnreadable(path, next);
      else form.type(path, read.kind === "value" ? read.value : null);
    },
    tidy: () => {
      if (unreadable === undefined) setTyped(undefined);
    },
  };
}
