import { Alert, Button, Group, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { Moment } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { useParticipant, useParticipantCommand } from "./participant-context.tsx";
import { useDialog } from "./use-dialog.ts";

/** A rater said that the participant is in danger, and nobody has said yet how it ended. */
export function DangerNotes(): ReactNode {
  const { danger: texts } = useMessages().participants.forms;
  const { ratings } = useParticipant();
  const { may } = useStudy();
  const dialog = useDialog<string>();
  return (
    <>
      {ratings.flatMap(({ handle, danger }) =>
        danger && !danger.isResolved ? (
          <Alert
            key={handle}
            color="red"
            variant="outline"
            role="alert"
            title={texts.title}
            styles={{ label: { color: "var(--mantine-color-text)" } }}
          >
            <Text size="sm">
              {texts.since} <Moment at={danger.declaredAt} />. {texts.lead}
            </Text>
            {may("resolve-danger") ? (
              <Group mt="sm">
                <Button variant="default" onClick={() => dialog.open(handle)}>
                  {texts.resolve}
                </Button>
              </Group>
            ) : null}
          </Alert>
        ) : (
          []
        ),
      )}
      {dialog.subject ? (
        <ResolveDialog
          key={dialog.turn}
          handle={dialog.subject}
          opened={dialog.isOpen}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}

function ResolveDialog({
  handle,
  opened,
  onClose,
}: {
  readonly handle: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { danger: texts } = useMessages().participants.forms;
  const [outcome, setOutcome] = useState("");
  const command = useParticipantCommand("resolve-danger");
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.resolve}
      action={texts.resolve}
      isSending={command.isSending}
      isReady={outcome.trim() !== ""}
      problem={command.problem}
      onSubmit={async () => {
        if (await command.send({ data: { handle, outcome: { freeText: outcome.trim() } } })) onClose();
      }}
    >
      <Textarea
        label={texts.outcome}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value)}
        autosize
        minRows={3}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}
