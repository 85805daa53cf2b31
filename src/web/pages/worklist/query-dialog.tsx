import { Box, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { QueryItem } from "./queries-page.tsx";

export type QueryAct = "answer" | "close" | "reopen";

type QueryDialogProps = {
  readonly act: QueryAct;
  readonly query: QueryItem;
  readonly onClose: () => void;
};

/** Answers a query, closes it, or asks again, with all that was said so far at hand. */
export function QueryDialog({ act, query, onClose }: QueryDialogProps): ReactNode {
  const { queries: words } = useMessages();
  const [text, setText] = useState("");
  const { send, isSending, problem } = useQueryCommand(act, query);
  const labels = { answer: words.answerLabel, close: words.resolutionLabel, reopen: words.questionLabel };
  const titles = { answer: words.answerTitle, close: words.closeTitle, reopen: words.reopenTitle };
  const submit = async (): Promise<void> => {
    if (await send(text.trim())) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={titles[act]}
      lead={`${query.item ?? words.wholeForm}: ${words.where(query.visit, query.form)}`}
      action={words[act]}
      isSending={isSending}
      isReady={text.trim() !== ""}
      problem={problem}
      onSubmit={submit}
      size="lg"
    >
      <Thread query={query} />
      <Textarea
        label={labels[act]}
        {...(act === "answer" ? { description: words.answerHelp } : {})}
        required
        autosize
        minRows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}

function Thread({ query }: { readonly query: QueryItem }): ReactNode {
  const { queries: words } = useMessages();
  const role = useWord("role");
  return (
    <Stack component="ol" gap="xs" p={0} m={0} aria-label={words.thread} style={{ listStyle: "none" }}>
      {query.messages.map(({ kind, text, by, role: code, at }) => (
        <Box
          component="li"
          key={`${at} ${kind}`}
          ps="sm"
          style={{ borderInlineStart: "3px solid var(--mantine-color-default-border)" }}
        >
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {text}
          </Text>
          <Text size="xs" c="dimmed">
            {words.by(by, role(code), formatMoment(at))}
          </Text>
        </Box>
      ))}
    </Stack>
  );
}

/** The three commands as one, for each takes the query and some words. */
function useQueryCommand(act: QueryAct, { participantId, queryId }: QueryItem) {
  const { studyId } = useStudy();
  const params = { studyId, subjectId: participantId };
  const base = "POST /api/studies/:studyId/participants/:subjectId/commands";
  const answer = useCommand(`${base}/answer-query`, params);
  const close = useCommand(`${base}/close-query`, params);
  const reopen = useCommand(`${base}/reopen-query`, params);
  const { isSending, problem } = { answer, close, reopen }[act];
  const send = (text: string): Promise<boolean> => {
    const words = { freeText: text };
    switch (act) {
      case "answer":
        return answer.send({ data: { queryId, answer: words } });
      case "close":
        return close.send({ data: { queryId, resolution: words } });
      case "reopen":
        return reopen.send({ data: { queryId, question: words } });
    }
  };
  return { send, isSending, problem };
}
