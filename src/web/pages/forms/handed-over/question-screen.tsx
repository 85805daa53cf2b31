import { Button, Group, Progress, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { nullFlavorOf } from "#design";
import { AnswerEditor } from "../../../form/editors/answer-editor.tsx";
import { useOpenForm } from "../../../form/form-context.tsx";
import { ItemConflict } from "../../../form/item-conflict.tsx";
import { ItemProblems } from "../../../form/item-problems.tsx";
import type { Question } from "../../../form/model/form-model.ts";
import { NoAnswer } from "../../../form/no-answer.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { type HandedOverSheet, hasAnswer } from "./handed-over-data.ts";
import { SavedNote } from "./saved-note.tsx";

type QuestionScreenProps = {
  readonly sheet: HandedOverSheet;
  readonly at: number;
  readonly onGo: (at: number) => void;
};

/** One question in large type. A tap on an answer goes on by itself; back is always there. */
export function QuestionScreen({ sheet, at, onGo }: QuestionScreenProps): ReactNode {
  const { handedOver } = useMessages().forms;
  const { questions, model } = sheet;
  const question = questions[at];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  if (!question) return null;
  const section = model.sections.find(({ questions: own }) => own.some(({ path }) => path === question.path));
  const canGoOn = hasAnswer(question) || !question.item.required;
  return (
    <div className="vigil-calm-page">
      <div className="vigil-calm-progress">
        <Progress value={(at / questions.length) * 100} size="sm" aria-hidden="true" />
        <Group justify="space-between">
          <Text size="sm">{handedOver.of(at + 1, questions.length)}</Text>
          <SavedNote sheet={sheet} />
        </Group>
      </div>
      {section?.label === undefined ? null : <Text fw={600}>{section.label}</Text>}
      {question.stem === undefined ? null : <Text size="lg">{question.stem}</Text>}
      <h1 ref={heading} tabIndex={-1} id="question" className="vigil-calm-question">
        {question.label}
      </h1>
      {question.help === undefined ? null : <Text size="lg">{question.help}</Text>}
      <NumberHint question={question} />
      <Answer question={question} onAnswered={() => onGo(at + 1)} />
      <Group justify="space-between" mt="auto" className="vigil-calm-ways">
        <Button size="xl" variant="default" onClick={() => onGo(at - 1)}>
          {handedOver.back}
        </Button>
        <Button size="xl" disabled={!canGoOn} onClick={() => onGo(at + 1)}>
          {at + 1 === questions.length ? handedOver.check : handedOver.next}
        </Button>
      </Group>
    </div>
  );
}

/** Which numbers can be meant, where one is typed. */
function NumberHint({ question: { item, choices } }: { readonly question: Question }): ReactNode {
  const { handedOver } = useMessages().forms;
  const { minimum, maximum } = item.limits;
  const isTyped = choices === undefined && (item.type === "integer" || item.type === "decimal");
  if (!isTyped || minimum === undefined || maximum === undefined) return null;
  return <Text size="lg">{handedOver.numberFrom(minimum, maximum)}</Text>;
}

type AnswerProps = { readonly question: Question; readonly onAnswered: () => void };

function Answer({ question, onAnswered }: AnswerProps): ReactNode {
  const { handedOver } = useMessages().forms;
  const form = useOpenForm();
  const flavor = nullFlavorOf(question.value);
  const ids = { field: "answer", label: "question", described: "answer-problems", isInvalid: false };
  const canSkip = question.item.nullFlavors.includes("refused") && !flavor;
  const isChosen =
    question.item.type === "code" || question.item.type === "boolean" || question.choices !== undefined;
  const box = useTapToGoOn(isChosen && question.item.type !== "codes", onAnswered);
  return (
    <div className="vigil-calm-answer" data-path={question.path} ref={box}>
      {flavor ? (
        <NoAnswer question={question} flavor={flavor} ids={ids} />
      ) : (
        <AnswerEditor question={question} ids={ids} />
      )}
      <ItemProblems id="answer-problems" question={question} isMissed={false} />
      <ItemConflict question={question} />
      {canSkip ? (
        <Button
          variant="subtle"
          size="md"
          mt="md"
          px={0}
          onClick={() => {
            form.leaveOut(question.path, "refused");
            onAnswered();
          }}
        >
          {handedOver.skip}
        </Button>
      ) : null}
    </div>
  );
}

/** A tap on an answer goes on, after a moment in which the choice is seen. Keys choose and stay. */
function useTapToGoOn(isWanted: boolean, goOn: () => void) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(goOn);
  latest.current = goOn;
  useEffect(() => {
    const element = box.current;
    if (!element || !isWanted) return;
    const tapped = (event: MouseEvent): void => {
      if (event.detail > 0 && event.target instanceof HTMLInputElement)
        setTimeout(() => latest.current(), 250);
    };
    element.addEventListener("click", tapped);
    return () => element.removeEventListener("click", tapped);
  }, [isWanted]);
  return box;
}
