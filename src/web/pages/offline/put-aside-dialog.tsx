import { Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { deliverNow } from "../../offline/delivery-run.ts";
import type { QueuedCommand } from "../../offline/queued-command.ts";
import type { StoredEntry } from "../../offline/stored-entry.ts";
import { useDevice } from "../../offline/use-device.ts";

/** Leaves an entry that was refused. The reason is one of a few words: one's own could name somebody. */
export function PutAsideDialog({
  entry,
  command,
  opened,
  onClose,
}: {
  readonly entry: StoredEntry;
  readonly command: QueuedCommand;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { unresolved } = useMessages().offline;
  const { outbox } = useDevice();
  const [why, setWhy] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const leave = async (): Promise<void> => {
    const { study, type, commandId, user } = command;
    const data = { commandId, commandType: type, code: entry.code ?? "fault", why };
    const telling = { study, type: "put-aside-command", subject: "staff", subjectId: user, data } as const;
    try {
      await outbox?.putAside(entry, telling).saved;
      void deliverNow();
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={unresolved.putAsideTitle}
      lead={unresolved.putAsideLead}
      action={unresolved.putAside}
      isSending={false}
      isReady={why !== ""}
      problem={problem}
      onSubmit={leave}
    >
      <Radio.Group label={unresolved.reason} value={why} onChange={setWhy}>
        <Stack gap="xs" mt="xs">
          {Object.entries(unresolved.reasons).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </ActionDialog>
  );
}
