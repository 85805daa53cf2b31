import { Checkbox, Group, Radio, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { DeviationItem } from "./deviations-page.tsx";

type Importance = "important" | "not-important";

type Assessed = Pick<DeviationItem, "deviationId" | "participantId" | "importance" | "state"> & {
  /** The description is null to whoever may not read it. */
  readonly details:
    | (Pick<NonNullable<DeviationItem["details"]>, "rule" | "correctiveAction"> & {
        readonly description: string | null;
      })
    | null;
};
type AssessDialogProps = { readonly deviation: Assessed; readonly onClose: () => void };

/** An investigator's judgment of a deviation: whether it is important, what was done, whether it is settled. */
export function AssessDialog({ deviation, onClose }: AssessDialogProps): ReactNode {
  const { deviations: words } = useMessages();
  const { studyId } = useStudy();
  const { deviationId, participantId, details, importance: known } = deviation;
  const [importance, setImportance] = useState<Importance | "">(
    known === "important" || known === "not-important" ? known : "",
  );
  const [action, setAction] = useState(details?.correctiveAction ?? "");
  const [closed, setClosed] = useState(deviation.state === "closed");
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/assess-deviation", {
    studyId,
    subjectId: participantId,
  });
  const submit = async (): Promise<void> => {
    if (importance === "") return;
    const data = { deviationId, importance, closed, correctiveAction: { freeText: action.trim() } };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.assessTitle}
      lead={details?.description ?? undefined}
      action={words.assess}
      isSending={command.isSending}
      isReady={importance !== "" && action.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
      size="lg"
    >
      {details ? (
        <Text size="sm" c="dimmed">
          {words.rule(details.rule)}
        </Text>
      ) : null}
      <Radio.Group
        label={words.importanceLabel}
        description={words.importanceHelp}
        required
        value={importance}
        onChange={(value) => setImportance(value as Importance)}
      >
        <Group mt="xs">
          <Radio value="important" label={words.importance.important} />
          <Radio value="not-important" label={words.importance["not-important"]} />
        </Group>
      </Radio.Group>
      <Textarea
        label={words.actionLabel}
        description={words.actionHelp}
        required
        autosize
        minRows={3}
        value={action}
        onChange={(event) => setAction(event.currentTarget.value)}
      />
      <Checkbox
        label={words.closeLabel}
        checked={closed}
        onChange={(event) => setClosed(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}
