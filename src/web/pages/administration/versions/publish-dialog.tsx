import { Button, FileButton, Group, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type StudyDesign, withFilledTexts } from "#design";
import { useAnswer } from "../../../api/use-answer.ts";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { DesignFaults } from "./design-faults.tsx";
import { type ChosenFile, type ReadDesign, readDesign } from "./read-design.ts";

type PublishDialogProps = {
  /** The version that is current now; absent before the first. */
  readonly current: string | undefined;
  readonly onClose: () => void;
};

const mostChanges = 12;

/** Publishes a version of the protocol from its file or folder, which is checked first. */
export function PublishDialog({ current, onClose }: PublishDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const before = useAnswer(
    "GET /api/studies/:studyId/designs/:version",
    { params: { studyId, version: current ?? "" } },
    { enabled: current !== undefined },
  );
  const [read, setRead] = useState<ReadDesign>();
  const [summary, setSummary] = useState("");
  const publish = useCommand("POST /api/studies/:studyId/commands/publish-design", { studyId });
  const choose = async (files: readonly File[]): Promise<void> => {
    publish.forget();
    const known = before.data?.design as unknown as StudyDesign | undefined;
    setRead(readDesign(await Promise.all(files.map(chosenFile)), known));
  };
  const isFit = read?.outcome === "read" && !read.faults.some(({ severity }) => severity === "error");
  const submit = async (): Promise<void> => {
    if (read?.outcome !== "read") return;
    if (await publish.send({ data: { design: read.design, summary: summary.trim() } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={administration.publish}
      lead={administration.publishLead}
      action={administration.publish}
      isSending={publish.isSending}
      isReady={isFit && summary.trim() !== ""}
      problem={publish.problem}
      onSubmit={submit}
      size="xl"
    >
      <ChooseFiles isDisabled={current !== undefined && before.data === undefined} onChoose={choose} />
      {read ? <WhatWasRead read={read} current={current} /> : null}
      {isFit ? (
        <Textarea
          label={administration.summary}
          description={administration.summaryHelp}
          autosize
          minRows={2}
          maxLength={500}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
        />
      ) : null}
    </ActionDialog>
  );
}

async function chosenFile(file: File): Promise<ChosenFile> {
  return { path: file.webkitRelativePath || file.name, text: await file.text() };
}

/** One file, or a folder of them as `studies/` holds it. */
function ChooseFiles({
  isDisabled,
  onChoose,
}: {
  readonly isDisabled: boolean;
  readonly onChoose: (files: readonly File[]) => Promise<void>;
}): ReactNode {
  const { administration } = useMessages();
  const chooseFolder = (files: readonly File[]): Promise<void> =>
    onChoose(files.filter(({ name }) => name.endsWith(".json")));
  return (
    <Group gap="xs">
      <FileButton
        accept="application/json,.json"
        disabled={isDisabled}
        onChange={(file) => void (file && onChoose([file]))}
      >
        {(props) => (
          <Button {...props} variant="default" data-autofocus>
            {administration.chooseFile}
          </Button>
        )}
      </FileButton>
      <FileButton
        multiple
        disabled={isDisabled}
        inputProps={{ webkitdirectory: "" } as object}
        onChange={(files) => void chooseFolder(files)}
      >
        {(props) => (
          <Button {...props} variant="default">
            {administration.chooseFolder}
          </Button>
        )}
      </FileButton>
    </Group>
  );
}

function WhatWasRead({
  read,
  current,
}: {
  readonly read: ReadDesign;
  readonly current: string | undefined;
}): ReactNode {
  const { administration } = useMessages();
  if (read.outcome === "unreadable") return <DesignFaults faults={read.faults} />;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {administration.readsAs(withFilledTexts(read.design).title, read.design.version)}
      </Text>
      <DesignFaults faults={read.faults} />
      {read.changes && current !== undefined ? <Changes changes={read.changes} current={current} /> : null}
    </Stack>
  );
}

function Changes({
  changes,
  current,
}: {
  readonly changes: readonly string[];
  readonly current: string;
}): ReactNode {
  const { administration } = useMessages();
  const rest = changes.length - mostChanges;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {administration.changesFrom(current)}
      </Text>
      {changes.length === 0 ? <Text size="sm">{administration.noChanges}</Text> : null}
      {changes.slice(0, mostChanges).map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      {rest > 0 ? (
        <Text size="sm" c="dimmed">
          {administration.more(rest)}
        </Text>
      ) : null}
    </Stack>
  );
}
