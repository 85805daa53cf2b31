import { NativeSelect, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { Incident } from "./incidents-page.tsx";

export type IncidentAct = "acknowledge" | "assess" | "notify" | "close";

type DialogProps = { readonly incident: Incident; readonly onClose: () => void };

/** One step of the triage of a report. */
export function IncidentDialog({ kind, ...props }: DialogProps & { readonly kind: IncidentAct }): ReactNode {
  switch (kind) {
    case "acknowledge":
      return <AcknowledgeDialog {...props} />;
    case "assess":
      return <AssessDialog {...props} />;
    case "notify":
      return <NotifyDialog {...props} />;
    case "close":
      return <CloseDialog {...props} />;
  }
}

function useSubject({ participantId }: Incident) {
  const { studyId } = useStudy();
  return { studyId, subjectId: participantId };
}

function AcknowledgeDialog({ incident, onClose }: DialogProps): ReactNode {
  const { incidents: words } = useMessages();
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/acknowledge-incident",
    useSubject(incident),
  );
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { incidentId: incident.incidentId } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.acknowledge}
      lead={incident.words ?? undefined}
      action={words.acknowledge}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    />
  );
}

type JudgedProps<Choice extends string> = {
  readonly title: string;
  readonly label: string;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly textLabel: string;
  readonly command: Pick<ReturnType<typeof useCommand>, "isSending" | "problem">;
  readonly onSubmit: (choice: Choice, text: { readonly freeText: string }) => Promise<void>;
  readonly onClose: () => void;
};

/** A choice and the words for it. */
function JudgedDialog<Choice extends string>(props: JudgedProps<Choice>): ReactNode {
  const { incidents: words } = useMessages();
  const options = Object.entries(props.choices) as [Choice, string][];
  const [choice, setChoice] = useState<Choice>(options[0]?.[0] as Choice);
  const [text, setText] = useState("");
  return (
    <ActionDialog
      opened
      onClose={props.onClose}
      title={props.title}
      action={words.record}
      isSending={props.command.isSending}
      isReady={text.trim() !== ""}
      problem={props.command.problem}
      onSubmit={() => props.onSubmit(choice, { freeText: text.trim() })}
      size="lg"
    >
      <NativeSelect
        label={props.label}
        value={choice}
        onChange={(event) => setChoice(event.currentTarget.value as Choice)}
        data={options.map(([value, label]) => ({ value, label }))}
        data-autofocus
      />
      <Textarea
        label={props.textLabel}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={3}
        required
      />
    </ActionDialog>
  );
}

function AssessDialog({ incident, onClose }: DialogProps): ReactNode {
  const { incidents: words } = useMessages();
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/assess-incident",
    useSubject(incident),
  );
  return (
    <JudgedDialog
      title={words.assess}
      label={words.gravity}
      choices={words.gravities}
      textLabel={words.assessment}
      command={command}
      onClose={onClose}
      onSubmit={async (gravity, assessment) => {
        const data = { incidentId: incident.incidentId, gravity, assessment };
        if (await command.send({ data })) onClose();
      }}
    />
  );
}

function NotifyDialog({ incident, onClose }: DialogProps): ReactNode {
  const { incidents: words } = useMessages();
  const { sponsor, "ethics-committee": committee } = words.clocks;
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/notify-of-incident",
    useSubject(incident),
  );
  return (
    <JudgedDialog
      title={words.notify}
      label={words.whom}
      choices={{ sponsor, "ethics-committee": committee }}
      textLabel={words.how}
      command={command}
      onClose={onClose}
      onSubmit={async (whom, how) => {
        const data = { incidentId: incident.incidentId, whom, how };
        if (await command.send({ data })) onClose();
      }}
    />
  );
}

function CloseDialog({ incident, onClose }: DialogProps): ReactNode {
  const { incidents } = useMessages();
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/close-incident",
    useSubject(incident),
  );
  return (
    <JudgedDialog
      title={incidents.close}
      label={incidents.outcome}
      choices={incidents.outcomes}
      textLabel={incidents.words}
      command={command}
      onClose={onClose}
      onSubmit={async (outcome, words) => {
        const data = { incidentId: incident.incidentId, outcome, words };
        if (await command.send({ data })) onClose();
      }}
    />
  );
}
