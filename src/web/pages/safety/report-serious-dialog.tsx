import { Checkbox, Stack, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { fromLocalInput, toLocalInput } from "../participants/moment-in-zone.ts";
import { useParticipant, useParticipantCommand } from "../participants/participant-context.tsx";
import { PastMomentInput } from "../participants/past-moment-input.tsx";

/** Tells the sponsor of a serious event at once, with whatever is known; the form may follow. */
export function ReportSeriousDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { adverseEvents: words } = useMessages();
  const { zone, siteId } = useParticipant();
  const { studyId } = useStudy();
  const manual = useAnswer(
    "GET /api/studies/:studyId/manual",
    { params: { studyId }, query: { siteId } },
    { enabled: opened },
  );
  const criteria = manual.data?.seriousEvents?.criteria ?? [];
  const [term, setTerm] = useState("");
  const [what, setWhat] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [when, setWhen] = useState(() => toLocalInput(new Date().toISOString(), zone));
  const occurredAt = fromLocalInput(when, zone);
  const command = useParticipantCommand("report-serious-event");
  const send = async (): Promise<void> => {
    if (!occurredAt) return;
    const data = {
      ...(term.trim() === "" ? {} : { term: { freeText: term.trim() } }),
      what: { freeText: what.trim() },
      criteria: chosen,
    };
    if (await command.send({ occurredAt, data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={words.reportTitle}
      lead={words.reportLead}
      action={words.report}
      isDangerous
      isSending={command.isSending}
      isReady={what.trim() !== "" && occurredAt !== undefined}
      problem={command.problem}
      onSubmit={send}
    >
      <Textarea
        label={words.reportWhat}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
        autosize
        minRows={2}
        data-autofocus
        required
      />
      <PastMomentInput label={words.reportAware} zone={zone} value={when} onValue={setWhen} />
      <TextInput
        label={words.reportTerm}
        value={term}
        onChange={(event) => setTerm(event.currentTarget.value)}
        maxLength={200}
      />
      {criteria.length === 0 ? null : (
        <Checkbox.Group label={words.reportCriteria} value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt={4}>
            {criteria.map(({ id, label }) => (
              <Checkbox key={id} value={id} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </ActionDialog>
  );
}
