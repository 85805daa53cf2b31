import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";
import type { ItemProblem, Question } from "./model/form-model.ts";
import { readTyped } from "./typed/read-typed.ts";
import type { UnreadableReason } from "./typed/typed.ts";

type ItemProblemsProps = { readonly id: string; readonly question: Question; readonly isMissed: boolean };

/** What is wrong with an answer, or unusual about it, beside the answer. */
export function ItemProblems({ id, question, isMissed }: ItemProblemsProps): ReactNode {
  const { forms } = useMessages();
  const wordsOf = useProblemWords();
  return (
    <span id={id} className="vigil-problems" aria-live="polite">
      {question.problems.map((problem) => (
        <span
          key={`${problem.code} ${problem.message}`}
          className="vigil-problem"
          data-severity={problem.severity}
        >
          <ProblemSign severity={problem.severity} /> {wordsOf(question, problem)}
        </span>
      ))}
      {isMissed ? (
        <span className="vigil-problem" data-severity="error">
          <ProblemSign severity="error" /> {forms.missingShort}
        </span>
      ) : null}
    </span>
  );
}

/** The words of a problem: the design's own, or the catalogue's where a text is no value. */
export function useProblemWords(): (question: Question | undefined, problem: ItemProblem) => string {
  const { forms } = useMessages();
  const { around } = useOpenForm();
  return (question, { code, message }) => {
    if (code === "required") return forms.missing;
    if (code !== "unreadable" || question?.unreadable === undefined) return message;
    const read = readTyped(question.item, question.unreadable, around);
    return read.kind === "unreadable" ? forms.unreadable[read.why satisfies UnreadableReason] : message;
  };
}

/** A sign beside the words, so that the color is not alone. */
export function ProblemSign({ severity }: { readonly severity: ItemProblem["severity"] }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" className="vigil-sign">
      {severity === "error" ? (
        <path d="M8 1 15 14.5H1zM8 6v4M8 12v.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      ) : (
        <path
          d="M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2zM6 6.2c0-2.6 4-2.6 4 0C10 8 8 7.8 8 9.6M8 11.6v.7"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
      )}
    </svg>
  );
}
