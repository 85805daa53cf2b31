import { Button, Checkbox, Group, NativeSelect, Paper, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { AfterSessions } from "./after-sessions-page.tsx";

type Search = AfterSessions["searches"][number];
const steps = ["contact-person", "address", "welfare-check"] as const;

/** The search for somebody whom calls did not reach, until it ends with an outcome. */
export function Searches({ known }: { readonly known: AfterSessions }): ReactNode {
  const { afterSessions: words } = useMessages();
  const { may } = useStudy();
  const [act, setAct] = useState<{ readonly kind: "step" | "close"; readonly search: Search }>();
  if (known.searches.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.noSearches}
      </Text>
    );
  }
  const close = (): void => setAct(undefined);
  return (
    <Stack>
      {known.searches.map((search) => (
        <Paper key={search.searchId} withBorder p="md">
          <Stack gap="xs">
            <Group justify="space-between">
              <Group gap="xs">
                <StatusBadge tone={search.closed ? "neutral" : "bad"}>
                  {search.closed ? words.ended : words.open}
                </StatusBadge>
                <Text size="sm">{words.searchFor(search.name, search.attempts)}</Text>
              </Group>
              {search.closed || !may("take-search-step") ? null : (
                <Group gap="xs">
                  <Button onClick={() => setAct({ kind: "step", search })}>{words.takeStep}</Button>
                  {may("close-search") ? (
                    <Button variant="default" onClick={() => setAct({ kind: "close", search })}>
                      {words.close}
                    </Button>
                  ) : null}
                </Group>
              )}
            </Group>
            <Lines search={search} zone={known.zone} />
          </Stack>
        </Paper>
      ))}
      {act?.kind === "step" ? (
        <StepDialog search={act.search} participantId={known.participantId} onClose={close} />
      ) : null}
      {act?.kind === "close" ? (
        <CloseDialog search={act.search} participantId={known.participantId} onClose={close} />
      ) : null}
    </Stack>
  );
}

function Lines({ search, zone }: { readonly search: Search; readonly zone: string }): ReactNode {
  const { afterSessions: words } = useMessages();
  const stepOf: Readonly<Record<string, string>> = words.steps;
  const outcomeOf: Readonly<Record<string, string>> = words.outcomes;
  const { contactPersonBy, welfareCheckBy, steps: taken, closed } = search;
  return (
    <>
      {closed ? null : (
        <Text size="sm">
          {`${words.steps["contact-person"]}: ${formatMoment(contactPersonBy, zone)}. ${words.steps["welfare-check"]}: ${formatMoment(welfareCheckBy, zone)}.`}
        </Text>
      )}
      {taken.map(({ step, at, by, remark }) => (
        <Text key={`${step} ${at}`} size="sm" c="dimmed">
          {`${formatMoment(at, zone)} · ${stepOf[step] ?? step} · ${words.doneBy(by)}: ${remark}`}
        </Text>
      ))}
      {closed ? (
        <Text size="sm">
          {`${formatMoment(closed.at, zone)} · ${outcomeOf[closed.outcome] ?? closed.outcome}: ${closed.remark}`}
        </Text>
      ) : null}
    </>
  );
}

type DialogProps = {
  readonly search: Search;
  readonly participantId: string;
  readonly onClose: () => void;
};

function StepDialog({ search, participantId, onClose }: DialogProps): ReactNode {
  const { afterSessions: words } = useMessages();
  const { studyId } = useStudy();
  const [step, setStep] = useState<(typeof steps)[number]>("contact-person");
  const [found, setFound] = useState(false);
  const [remark, setRemark] = useState("");
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/take-search-step", {
    studyId,
    subjectId: participantId,
  });
  const submit = async (): Promise<void> => {
    const data = { searchId: search.searchId, step, found, remark: { freeText: remark.trim() } };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.takeStep}
      action={words.record}
      isSending={command.isSending}
      isReady={remark.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={words.step}
        value={step}
        onChange={(event) => setStep(event.currentTarget.value as typeof step)}
        data={steps.map((value) => ({ value, label: words.steps[value] }))}
        data-autofocus
      />
      <Textarea
        label={words.whatWasDone}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
      <Checkbox
        label={words.found}
        checked={found}
        onChange={(event) => setFound(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}

function CloseDialog({ search, participantId, onClose }: DialogProps): ReactNode {
  const { afterSessions: words } = useMessages();
  const { studyId } = useStudy();
  const [outcome, setOutcome] = useState<keyof typeof words.outcomes>("reached");
  const [remark, setRemark] = useState("");
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/close-search", {
    studyId,
    subjectId: participantId,
  });
  const submit = async (): Promise<void> => {
    const data = { searchId: search.searchId, outcome, remark: { freeText: remark.trim() } };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.closeTitle}
      action={words.close}
      isSending={command.isSending}
      isReady={remark.trim() !== ""}
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
      <Textarea
        label={words.whatWasDone}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
    </ActionDialog>
  );
}
