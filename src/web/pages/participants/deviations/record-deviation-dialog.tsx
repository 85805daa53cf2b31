import { Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Problem } from "../../../api/call.ts";
import { type CommandContent, problemOf } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useDevice } from "../../../offline/use-device.ts";
import { useOfflineCommand } from "../../../offline/use-offline-command.ts";
import { useStudy } from "../../../study/study-context.tsx";
import { fromLocalInput, toLocalInput } from "../moment-in-zone.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { PastMomentInput } from "../past-moment-input.tsx";

type Category =
  CommandContent<"POST /api/studies/:studyId/participants/:subjectId/commands/record-deviation">["data"]["category"];

const categories: readonly Category[] = [
  "consent",
  "eligibility",
  "visit-window",
  "visit-missed",
  "procedure",
  "dosing",
  "blinding",
  "safety-reporting",
  "privacy",
  "other",
];

type Content = CommandContent<"POST /api/studies/:studyId/participants/:subjectId/commands/record-deviation">;

/** Through the outbox where this device is enrolled: it is then saved at once, whatever becomes of the network. */
function useRecordDeviation() {
  const { studyId } = useStudy();
  const { participantId, version } = useParticipant();
  const { record } = useDevice();
  const { send } = useOfflineCommand();
  const direct = useParticipantCommand("record-deviation");
  const [problem, setProblem] = useState<Problem>();
  if (!record) return direct;
  const queue = async (content: Content): Promise<boolean> => {
    try {
      const about = { study: studyId, subject: "participant", subjectId: participantId } as const;
      const { occurredAt, data } = content;
      const moment = occurredAt === undefined ? {} : { occurredAt };
      await send({ ...about, type: "record-deviation", basedOn: version, data, ...moment });
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    }
  };
  return { send: queue, isSending: false, problem };
}

/** A departure from the protocol that a person noticed. */
export function RecordDeviationDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { deviations: texts } = useMessages().participants;
  const { visits, zone } = useParticipant();
  const word = useWord("deviationCategory");
  const [category, setCategory] = useState<Category>("procedure");
  const [rule, setRule] = useState("");
  const [description, setDescription] = useState("");
  const [about, setAbout] = useState<string | null>(null);
  const [when, setWhen] = useState(() => toLocalInput(new Date().toISOString(), zone));
  const command = useRecordDeviation();
  const occurredAt = fromLocalInput(when, zone);
  const begun = visits.filter(({ status }) => status !== "open");
  const send = async (): Promise<void> => {
    if (!occurredAt) return;
    const data = {
      category,
      rule: rule.trim(),
      description: { freeText: description.trim() },
      ...(about === null ? {} : { about }),
    };
    if (await command.send({ occurredAt, data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.recordTitle}
      action={texts.record}
      isSending={command.isSending}
      isReady={rule.trim() !== "" && description.trim() !== "" && occurredAt !== undefined}
      problem={command.problem}
      onSubmit={send}
    >
      <Select
        label={texts.category}
        data={categories.map((code) => ({ value: code, label: word(code) }))}
        value={category}
        onChange={(code) => setCategory((code as Category | null) ?? category)}
        allowDeselect={false}
      />
      <TextInput
        label={texts.rule}
        description={texts.ruleHelp}
        value={rule}
        onChange={(event) => setRule(event.currentTarget.value)}
        maxLength={500}
        required
      />
      <Textarea
        label={texts.description}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
      <PastMomentInput label={texts.when} zone={zone} value={when} onValue={setWhen} />
      <Select
        label={texts.about}
        placeholder={texts.noVisit}
        data={begun.map(({ visitId, name }) => ({ value: visitId, label: name }))}
        value={about}
        onChange={setAbout}
        clearable
      />
    </ActionDialog>
  );
}
