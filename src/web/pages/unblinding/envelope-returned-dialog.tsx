import { Checkbox, Group, Radio } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { EnvelopeLine } from "./envelopes-page.tsx";

/** That a sheet came back, or was destroyed, and whether its seal was whole. */
export function EnvelopeReturnedDialog({
  line,
  onClose,
}: {
  readonly line: EnvelopeLine;
  readonly onClose: () => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const [outcome, setOutcome] = useState("returned");
  const [sealIntact, setSealIntact] = useState(true);
  const command = useCommand("POST /api/studies/:studyId/sites/:subjectId/commands/record-envelope-return", {
    studyId,
    subjectId: line.siteId,
  });
  const submit = async (): Promise<void> => {
    const data = { serial: line.serial, outcome, sealIntact };
    if (await command.send({ data } as never)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={words.returnedTitle(line.serial)}
      action={words.record}
      isSending={command.isSending}
      problem={command.problem}
      onSubmit={submit}
    >
      <Radio.Group label={words.outcomeLabel} value={outcome} onChange={setOutcome}>
        <Group mt="xs">
          {Object.entries(words.outcomes).map(([code, label]) => (
            <Radio key={code} value={code} label={label} />
          ))}
        </Group>
      </Radio.Group>
      <Checkbox
        label={words.sealIntact}
        checked={sealIntact}
        onChange={(event) => setSealIntact(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}
