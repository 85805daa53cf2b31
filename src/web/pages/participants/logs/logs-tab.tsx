import { Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { formatMoment } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { formPath } from "../../forms/form-data.ts";
import { ReportSeriousDialog } from "../../safety/report-serious-dialog.tsx";
import { FormBadges, FormName } from "../forms/form-line.tsx";
import "../forms/form-line.css";
import { type Participant, useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";

type Log = Participant["logs"][number];

/** Adverse events, medication and whatever else is kept from the first day to the last. */
export function LogsTab(): ReactNode {
  const { logs: texts } = useMessages().participants;
  const { logs } = useParticipant();
  if (logs.length === 0) return <Text c="dimmed">{texts.none}</Text>;
  return (
    <Stack gap="xl">
      <ReportSerious />
      {logs.map((log) => (
        <LogSection key={log.formId} log={log} />
      ))}
    </Stack>
  );
}

/** A serious event is told at once, before its entry is complete. */
function ReportSerious(): ReactNode {
  const { adverseEvents } = useMessages();
  const { mayAt } = useStudy();
  const { siteId } = useParticipant();
  const dialog = useDialog();
  if (!mayAt("report-serious-event", siteId)) return null;
  return (
    <Group justify="flex-end" className="vigil-no-print">
      <Button color="red" variant="light" onClick={() => dialog.open(true)}>
        {adverseEvents.report}
      </Button>
      <ReportSeriousDialog key={dialog.turn} opened={dialog.isOpen} onClose={dialog.close} />
    </Group>
  );
}

function LogSection({ log }: { readonly log: Log }): ReactNode {
  const { logs: texts } = useMessages().participants;
  const { studyId, may } = useStudy();
  const { participantId, enrollment } = useParticipant();
  const reviewed = useDialog();
  const hasConsented = enrollment.screeningStartedOn !== null;
  return (
    <section aria-label={log.label}>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4">
          {log.label}
        </Title>
        <Group gap="xs" className="vigil-no-print">
          {hasConsented && may("mark-form-not-done") ? (
            <Button variant="default" size="sm" onClick={() => reviewed.open(true)}>
              {texts.reviewedNone}
            </Button>
          ) : null}
          {hasConsented && may("draft-items") ? (
            <Button
              size="sm"
              variant="light"
              component={Link}
              to={formPath({ studyId, participantId }, log.nextFormKey)}
            >
              {texts.newEntry}
            </Button>
          ) : null}
        </Group>
      </Group>
      {log.entries.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.empty}
        </Text>
      ) : (
        <ul className="vigil-form-lines">
          {log.entries.map((entry) => (
            <LogEntry key={entry.formKey} entry={entry} />
          ))}
        </ul>
      )}
      <ReviewedDialog key={reviewed.turn} log={log} opened={reviewed.isOpen} onClose={reviewed.close} />
    </section>
  );
}

function LogEntry({ entry }: { readonly entry: Log["entries"][number] }): ReactNode {
  const { logs: texts } = useMessages().participants;
  const { zone } = useParticipant();
  const number = Number(entry.formKey.split("/")[2] ?? 1);
  const isReview = entry.status === "not-done";
  return (
    <li className="vigil-form-line">
      <div>
        <FormName
          form={entry}
          hasBegun
          label={isReview ? texts.reviewed : (entry.headline ?? texts.entry(number))}
        />
        <Text size="xs" c="dimmed">
          {texts.entry(number)}
          {entry.submittedAt === null ? "" : ` · ${formatMoment(entry.submittedAt, zone)}`}
        </Text>
      </div>
      {isReview ? null : (
        <Group gap={6} justify="flex-end">
          <FormBadges form={entry} />
        </Group>
      )}
    </li>
  );
}

/** Somebody asked, and there is nothing to enter: that is known then, and not unknown. */
function ReviewedDialog({
  log,
  opened,
  onClose,
}: {
  readonly log: Log;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { logs: texts } = useMessages().participants;
  const [how, setHow] = useState("");
  const command = useParticipantCommand("mark-form-not-done");
  const send = async (): Promise<void> => {
    const data = { formKey: log.nextFormKey, why: { freeText: how.trim() } };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.reviewedTitle(log.label)}
      lead={texts.reviewedLead}
      action={texts.reviewedNone}
      isSending={command.isSending}
      isReady={how.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Textarea
        label={texts.reviewedHow}
        value={how}
        onChange={(event) => setHow(event.currentTarget.value)}
        autosize
        minRows={2}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}
