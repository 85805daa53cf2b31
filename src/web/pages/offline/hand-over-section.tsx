import { Button, Code, FileButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { handInForOthers } from "../../offline/hand-in-for-others.ts";
import { isWaiting } from "../../offline/stored-entry.ts";
import { readTransfer, transferCode, writeTransfer } from "../../offline/transfer-file.ts";
import { useDevice, useOutbox } from "../../offline/use-device.ts";
import { usePersonId } from "../../session/session-keeper.tsx";

/** Ways for what waits here to reach the server without this device or without its author. */
export function HandOverSection(): ReactNode {
  const { handOver } = useMessages().offline;
  const { outbox } = useDevice();
  const { entries } = useOutbox();
  const person = usePersonId();
  const [code, setCode] = useState<string>();
  const [file, setFile] = useState<File>();
  const [said, setSaid] = useState("");
  const waiting = entries.filter(isWaiting);
  const ofOthers = waiting.filter(({ sealed }) => sealed.header.user !== person);
  const save = async (): Promise<void> => {
    const fresh = transferCode();
    offerFile(await writeTransfer(waiting, fresh));
    setCode(fresh);
  };
  const handIn = async (): Promise<void> => {
    const { done, not } = await handInForOthers(ofOthers);
    await outbox?.reload();
    setSaid(handOver.handedIn(done, not));
  };
  return (
    <Section
      title={handOver.title}
      lead={handOver.lead}
      actions={
        <>
          {waiting.length > 0 ? (
            <Button variant="default" onClick={save}>
              {handOver.save}
            </Button>
          ) : null}
          {outbox ? (
            <FileButton onChange={(chosen) => setFile(chosen ?? undefined)} accept="application/json">
              {(props) => (
                <Button variant="default" {...props}>
                  {handOver.take}
                </Button>
              )}
            </FileButton>
          ) : null}
          {ofOthers.length > 0 ? <Button onClick={handIn}>{handOver.handIn(ofOthers.length)}</Button> : null}
        </>
      }
    >
      <Stack gap="xs" aria-live="polite">
        {code === undefined ? null : (
          <Group gap="sm">
            <Text size="sm">{handOver.saved(waiting.length)}</Text>
            <Code fz="md">{code}</Code>
          </Group>
        )}
        {said === "" ? null : <Text size="sm">{said}</Text>}
        {code === undefined && said === "" && waiting.length === 0 ? (
          <Text c="dimmed" size="sm">
            {handOver.nothing}
          </Text>
        ) : null}
      </Stack>
      <TakeDialog key={file?.name} file={file} onClose={() => setFile(undefined)} onTaken={setSaid} />
    </Section>
  );
}

function TakeDialog({
  file,
  onClose,
  onTaken,
}: {
  readonly file: File | undefined;
  readonly onClose: () => void;
  readonly onTaken: (said: string) => void;
}): ReactNode {
  const { handOver } = useMessages().offline;
  const { outbox } = useDevice();
  const [code, setCode] = useState("");
  const [isReading, setReading] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const take = async (): Promise<void> => {
    setReading(true);
    const taken = file && (await readTransfer(await file.text(), code));
    setReading(false);
    setWrong(taken === undefined);
    if (!taken) return;
    await outbox?.take(taken);
    onTaken(handOver.taken(taken.length));
    onClose();
  };
  return (
    <ActionDialog
      opened={file !== undefined}
      onClose={onClose}
      title={handOver.take}
      action={handOver.take}
      isSending={isReading}
      isReady={code.trim() !== ""}
      onSubmit={take}
    >
      <TextInput
        label={handOver.code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={isWrong ? handOver.wrongCode : undefined}
        data-autofocus
      />
    </ActionDialog>
  );
}

function offerFile(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "vigil-outbox.json";
  link.click();
  URL.revokeObjectURL(url);
}
