import { Button, Checkbox, NativeSelect, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatDate, formatMoment } from "../../components/moment.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { AfterSession, AfterSessions, CallAfter } from "./after-sessions-page.tsx";
import "../recordings/figures.css";

const tones: Readonly<Record<CallAfter["state"], Tone>> = {
  held: "good",
  missed: "bad",
  late: "bad",
  due: "attention",
  planned: "neutral",
};

type StripProps = { readonly session: AfterSession; readonly known: AfterSessions };

/** The calls of a session in their order, each with its day, its state and the attempts at it. */
export function CallStrip({ session, known }: StripProps): ReactNode {
  const { afterSessions: words } = useMessages();
  const { may } = useStudy();
  const [tried, setTried] = useState<CallAfter>();
  return (
    <>
      <ol className="vigil-days" aria-label={words.calls} style={{ padding: 0, margin: 0 }}>
        {session.calls.map((call) => (
          <li key={call.visitId}>
            <Stack gap={4} align="flex-start">
              <Text size="sm" fw={600}>
                {call.name}
              </Text>
              <Text size="xs" c="dimmed">
                {call.day === null
                  ? words.noDay
                  : `${words.day(call.day)}${call.target ? ` · ${formatDate(call.target)}` : ""}`}
              </Text>
              <StatusBadge tone={tones[call.state]}>{words.states[call.state]}</StatusBadge>
              <Attempts call={call} zone={known.zone} />
              {may("log-call-attempt") && call.state !== "held" && call.state !== "missed" ? (
                <Button size="compact-md" variant="default" onClick={() => setTried(call)}>
                  {words.logAttempt}
                </Button>
              ) : null}
            </Stack>
          </li>
        ))}
      </ol>
      {tried ? (
        <AttemptDialog call={tried} participantId={known.participantId} onClose={() => setTried(undefined)} />
      ) : null}
    </>
  );
}

function Attempts({ call, zone }: { readonly call: CallAfter; readonly zone: string }): ReactNode {
  const { afterSessions: words } = useMessages();
  if (call.attempts.length === 0) return null;
  const wayOf: Readonly<Record<string, string>> = words.ways;
  const told = call.attempts
    .map(
      ({ at, by, way, reached }) =>
        `${formatMoment(at, zone)}, ${wayOf[way] ?? way}, ${by}: ${reached ? words.reached : words.notReached}`,
    )
    .join("\n");
  return (
    <Tooltip label={told} multiline style={{ whiteSpace: "pre-line" }}>
      <Text size="xs" tabIndex={0}>
        {call.inVain > 0 ? words.inVain(call.inVain) : words.reached}
      </Text>
    </Tooltip>
  );
}

function AttemptDialog({
  call,
  participantId,
  onClose,
}: {
  readonly call: CallAfter;
  readonly participantId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { afterSessions } = useMessages();
  const words = afterSessions.attempt;
  const { studyId } = useStudy();
  const [way, setWay] = useState<keyof typeof afterSessions.ways>("telephone");
  const [reached, setReached] = useState(false);
  const [remark, setRemark] = useState("");
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/log-call-attempt", {
    studyId,
    subjectId: participantId,
  });
  const submit = async (): Promise<void> => {
    const told = remark.trim();
    const data = {
      visitId: call.visitId,
      way,
      reached,
      ...(told === "" ? {} : { remark: { freeText: told } }),
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.title(call.name)}
      action={words.action}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    >
      <NativeSelect
        label={words.way}
        value={way}
        onChange={(event) => setWay(event.currentTarget.value as typeof way)}
        data={Object.entries(afterSessions.ways).map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
      <Checkbox
        label={words.reached}
        checked={reached}
        onChange={(event) => setReached(event.currentTarget.checked)}
      />
      <TextInput
        label={words.remark}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
