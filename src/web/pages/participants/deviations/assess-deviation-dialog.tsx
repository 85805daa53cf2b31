import { Checkbox, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useParticipantCommand } from "../participant-context.tsx";
import type { Deviation } from "./deviations-tab.tsx";

type Importance = "important" | "not-important";

/** What an investigator makes of a deviation: how much rides on it, what is done, whether that is all. */
export function AssessDeviationDialog({
  deviation,
  opened,
  onClose,
}: {
  readonly deviation: Deviation;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { deviations: texts } = useMessages().participants;
  const word = useWord("importance");
  const [importance, setImportance] = useState<string>(
    deviation.importance === "not-assessed" ? "" : deviation.importance,
  );
  const [action, setAction] = useState(deviation.correctiveAction ?? "");
  const [closed, setClosed] = useState(deviation.closed);
  const command = useParticipantCommand("assess-deviation");
  const choices: readonly Importance[] = ["important", "not-important"];
  const send = async (): Promise<void> => {
    const data = {
      deviationId: deviation.deviationId,
      importance: importance as Importance,
      correctiveAction: { freeText: action.trim() },
      closed,
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.assessTitle}
      lead={deviation.description}
      action={texts.assess}
      isSending={command.isSending}
      isReady={importance !== "" && action.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Radio.Group
        label={texts.importance}
        description={texts.importanceHelp}
        value={importance}
        onChange={setImportance}
        required
      >
        <Stack gap={6} mt={6}>
          {choices.map((choice) => (
            <Radio key={choice} value={choice} label={word(choice)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={texts.correctiveAction}
        value={action}
        onChange={(event) => setAction(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
      <Checkbox
        label={<Text size="sm">{texts.close}</Text>}
        checked={closed}
        onChange={(event) => setClosed(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}
