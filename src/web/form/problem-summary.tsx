import { Anchor, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { itemElementId } from "./item-element-id.ts";
import { ProblemSign, useProblemWords } from "./item-problems.tsx";
import { focusAnswer } from "./keyboard.ts";
import type { FormModel, PlacedProblem, Question } from "./model/form-model.ts";

type ProblemSummaryProps = {
  readonly model: FormModel;
  readonly severity: "error" | "query";
  readonly showsMissing: boolean;
};

/** What is to be put right, or to be looked at again: each leads to its question. What is only open is one line. */
export function ProblemSummary({ model, severity, showsMissing }: ProblemSummaryProps): ReactNode {
  const { forms } = useMessages();
  const wordsOf = useProblemWords();
  const problems = problemsOf(model, severity, showsMissing);
  const open = problems.filter(({ code }) => code === "required");
  const wrong = problems.filter(({ code }) => code !== "required");
  if (problems.length === 0) return null;
  return (
    <div className="vigil-summary" data-severity={severity} role={severity === "error" ? "alert" : "status"}>
      <Text size="sm" fw={600} component="div" className="vigil-summary-title">
        <ProblemSign severity={severity} />
        {severity === "error" ? forms.cannotSubmit(problems.length) : forms.doubts(problems.length)}
      </Text>
      <Stack gap={2} component="ul" className="vigil-summary-list">
        {wrong.map((problem) => (
          <li key={`${problem.path} ${problem.code}`}>
            <PlaceLink model={model} path={problem.path} />
            <Text size="sm" component="span">
              {` ${wordsOf(questionAt(model, problem.path), problem)}`}
            </Text>
          </li>
        ))}
        {open.length > 0 ? (
          <li>
            <Text size="sm" component="span">
              {`${forms.stillOpen} `}
            </Text>
            {open.map(({ path }, at) => (
              <span key={path}>
                {at > 0 ? " · " : null}
                <PlaceLink model={model} path={path} />
              </span>
            ))}
          </li>
        ) : null}
      </Stack>
    </div>
  );
}

/** Leads to a question, or to the group that a problem is about. */
function PlaceLink({ model, path }: { readonly model: FormModel; readonly path: string }): ReactNode {
  const { forms } = useMessages();
  return (
    <Anchor
      size="sm"
      href={`#${path}`}
      onClick={(event) => {
        event.preventDefault();
        goTo(path);
      }}
    >
      {questionAt(model, path)?.label ?? placeOf(model, path) ?? forms.formItself}
    </Anchor>
  );
}

/** Problems of one severity; what is only missing counts from the first attempt to submit on. */
export function problemsOf(
  { problems }: FormModel,
  severity: "error" | "query",
  showsMissing: boolean,
): readonly PlacedProblem[] {
  return problems.filter(
    (problem) =>
      problem.severity === severity &&
      (showsMissing || (problem.code !== "required" && problem.code !== "too-few-rows")),
  );
}

export function questionsOf({ sections }: FormModel): readonly Question[] {
  return sections.flatMap(({ questions, rows }) => [...questions, ...rows.flatMap((row) => row.questions)]);
}

export function questionAt(model: FormModel, path: string): Question | undefined {
  return questionsOf(model).find((question) => question.path === path);
}

/** The name of a group, for a problem of a group as a whole. */
function placeOf({ sections }: FormModel, path: string): string | undefined {
  return sections.find(({ id }) => id === path)?.label;
}

/** Brings a question into view and puts the focus on its answer; where there is nothing to answer, on itself. */
export function goTo(path: string): void {
  const row = document.getElementById(itemElementId(path)) ?? document.getElementById(`section-${path}`);
  row?.scrollIntoView({ block: "center" });
  if (!row || focusAnswer(row)) return;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
}
