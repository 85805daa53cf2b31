import { Button, Group, NativeSelect, NumberInput, Paper, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatDate } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { Recording } from "./recording.ts";

type Discrepancy = Recording["discrepancies"][number];
type Asked = { readonly recording: Recording; readonly discrepancy: Discrepancy };

/** What reviewers saw that is not on record, and the site has not answered. */
export function DiscrepancyList({ recordings }: { readonly recordings: readonly Recording[] }): ReactNode {
  const { recordings: words } = useMessages();
  const { mayAt } = useStudy();
  const [asked, setAsked] = useState<Asked>();
  const open = recordings.flatMap((recording) =>
    recording.discrepancies
      .filter(({ settled }) => settled === null)
      .map((discrepancy) => ({ recording, discrepancy })),
  );
  return (
    <Stack gap="xs">
      {open.map((one) => {
        const { recording, discrepancy } = one;
        return (
          <Paper key={discrepancy.discrepancyId} withBorder p="sm">
            <Group justify="space-between" wrap="nowrap" gap="md">
              <Stack gap={2}>
                <Text size="sm">{discrepancy.seen ?? words.discrepancy.kept}</Text>
                <Text size="xs" c="dimmed">
                  {`${recording.number ?? words.unnumbered} · ${recording.visit} · ${words.discrepancy.raised(formatDate(discrepancy.raisedAt))}`}
                </Text>
              </Stack>
              {mayAt("settle-discrepancy", recording.siteId) ? (
                <Button variant="default" onClick={() => setAsked(one)} miw="max-content">
                  {words.discrepancy.button}
                </Button>
              ) : null}
            </Group>
          </Paper>
        );
      })}
      {asked ? <SettleDialog asked={asked} onClose={() => setAsked(undefined)} /> : null}
    </Stack>
  );
}

function SettleDialog({
  asked,
  onClose,
}: {
  readonly asked: Asked;
  readonly onClose: () => void;
}): ReactNode {
  const { recordings } = useMessages();
  const words = recordings.discrepancy;
  const { studyId } = useStudy();
  const { recording, discrepancy } = asked;
  const [outcome, setOutcome] = useState<keyof typeof words.outcomes>("recorded");
  const [entry, setEntry] = useState<number | string>("");
  const [why, setWhy] = useState("");
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/settle-discrepancy",
    { studyId, subjectId: recording.participantId },
  );
  const isRecorded = outcome === "recorded";
  const submit = async (): Promise<void> => {
    const data = {
      discrepancyId: discrepancy.discrepancyId,
      outcome,
      why: { freeText: why.trim() },
      ...(isRecorded ? { recordedAs: `log/adverse-event/${entry}` } : {}),
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.dialog}
      lead={discrepancy.seen ?? words.kept}
      action={words.action}
      isSending={command.isSending}
      isReady={why.trim() !== "" && (!isRecorded || entry !== "")}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={words.outcome}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value as typeof outcome)}
        data={Object.entries(words.outcomes).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
      {isRecorded ? (
        <NumberInput label={words.recordedAs} value={entry} onChange={setEntry} min={1} required />
      ) : null}
      <Textarea
        label={words.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
    </ActionDialog>
  );
}
