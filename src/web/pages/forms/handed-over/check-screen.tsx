import { Button, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { showValue } from "../../../form/show-value.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { firstOpen, type HandedOverSheet, hasAnswer } from "./handed-over-data.ts";
import { SavedNote } from "./saved-note.tsx";

type CheckScreenProps = { readonly sheet: HandedOverSheet; readonly onGo: (at: number) => void };

/** All answers once more, each of them a way back, and the sending. */
export function CheckScreen({ sheet, onGo }: CheckScreenProps): ReactNode {
  const messages = useMessages();
  const { handedOver } = messages.forms;
  const { questions, view, kept } = sheet;
  const [isStuck, setStuck] = useState(false);
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/submit-form",
    { studyId: view.study, subjectId: view.participantId },
  );
  const next = firstOpen(questions);
  const open = questions.filter((question) => question.isMissing || question.problems.length > 0).length;
  const submit = async (): Promise<void> => {
    const isAllSaved = await kept.keeper.flush();
    const basedOn = kept.keeper.state().draft.version;
    const isDone = isAllSaved && (await send({ basedOn, data: { formKey: view.formKey, entries: [] } }));
    setStuck(!isDone);
    // What was handed in leaves this device.
    if (isDone) kept.keeper.discard();
  };
  return (
    <div className="vigil-calm-page">
      <Title order={1} size="h2">
        {handedOver.checkTitle}
      </Title>
      <Text size="lg">{handedOver.checkLead}</Text>
      <ol className="vigil-calm-list">
        {questions.map((question, at) => (
          <li key={question.path}>
            <button type="button" onClick={() => onGo(at)}>
              <span>{question.label}</span>
              <strong data-open={!hasAnswer(question) || undefined}>
                {hasAnswer(question)
                  ? showValue(question.item, question.choices, question.value, { zone: view.zone, messages })
                  : handedOver.notAnswered}
              </strong>
            </button>
          </li>
        ))}
      </ol>
      <SavedNote sheet={sheet} />
      {isStuck || problem ? (
        <Text size="lg" role="alert" className="vigil-problem" data-severity="error">
          {problem && problem.code !== "offline" ? problem.detail : handedOver.notSent}
        </Text>
      ) : null}
      {open > 0 ? (
        <div className="vigil-calm-open">
          <Text size="lg">{handedOver.sendBlocked(open)}</Text>
          <Button size="xl" onClick={() => onGo(next)}>
            {handedOver.toOpen}
          </Button>
        </div>
      ) : (
        <div>
          <Button size="xl" loading={isSending} onClick={() => void submit()}>
            {handedOver.send}
          </Button>
        </div>
      )}
    </div>
  );
}
