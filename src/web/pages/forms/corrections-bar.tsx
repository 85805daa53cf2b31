import { Button, Group, Table, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { goTo, problemsOf, questionAt } from "../../form/problem-summary.tsx";
import { showValue } from "../../form/show-value.ts";
import { useMessages } from "../../messages/messages.tsx";
import { useAltKey } from "./form-actions.tsx";
import type { FormAddress } from "./form-data.ts";
import type { FormSheet } from "./use-form-sheet.ts";

type CorrectionsBarProps = { readonly sheet: FormSheet; readonly address: FormAddress };

/** Changes of a submitted form: kept on this device until they are recorded with a reason, or dropped. */
export function CorrectionsBar({ sheet, address }: CorrectionsBarProps): ReactNode {
  const { forms } = useMessages();
  const [dialog, setDialog] = useState<"record" | "discard">();
  const { kept, isCorrecting, model } = sheet;
  const count =
    Object.keys(kept.state.draft.pending).length + Object.keys(kept.state.draft.unreadable).length;
  const isWaiting = isCorrecting && count > 0;
  const record = (): void => {
    if (!isWaiting) return;
    const first = problemsOf(model, "error", true)[0];
    if (first) goTo(first.path);
    else setDialog("record");
  };
  useAltKey("KeyS", record);
  if (!isWaiting) return null;
  return (
    <section className="vigil-form-bar-end" aria-label={forms.held(count)}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {forms.held(count)}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={() => setDialog("discard")}>
            {forms.discard}
          </Button>
          <Button onClick={record} data-form-action>
            {forms.record}
          </Button>
        </Group>
      </Group>
      <RecordDialog
        sheet={sheet}
        address={address}
        opened={dialog === "record"}
        onClose={() => setDialog(undefined)}
      />
      <ActionDialog
        opened={dialog === "discard"}
        onClose={() => setDialog(undefined)}
        title={forms.discard}
        lead={forms.discardLead(count)}
        action={forms.discard}
        isDangerous
        isSending={false}
        onSubmit={() => {
          kept.keeper.discard();
          setDialog(undefined);
        }}
      />
    </section>
  );
}

type RecordDialogProps = CorrectionsBarProps & { readonly opened: boolean; readonly onClose: () => void };

/** The reason, with both values of each item before the eyes. */
function RecordDialog({ sheet, address, opened, onClose }: RecordDialogProps): ReactNode {
  const messages = useMessages();
  const { forms } = messages;
  const [reason, setReason] = useState("");
  const { kept, model, view } = sheet;
  const { draft } = kept.state;
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/correct-items",
    { studyId: address.studyId, subjectId: address.participantId },
  );
  const entries = Object.entries(draft.pending).filter(([path]) => !(path in draft.conflicts));
  const close = (): void => {
    forget();
    onClose();
  };
  const record = async (): Promise<void> => {
    const data = { formKey: address.formKey, entries: entries.map(([path, { value }]) => ({ path, value })) };
    if (!(await send({ basedOn: draft.version, reason: reason.trim(), data }))) return sheet.lookAgain();
    // The form was looked at again: what is now on record is no change any more.
    setReason("");
    sheet.setCorrecting(false);
    close();
  };
  const show = (path: string, value: (typeof entries)[number][1]["value"]): string => {
    const question = questionAt(model, path);
    return showValue(question?.item, question?.choices, value, { zone: view.zone, messages });
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={close}
      title={forms.record}
      lead={forms.recordLead}
      action={forms.record}
      isSending={isSending}
      isReady={reason.trim() !== "" && entries.length > 0}
      problem={problem}
      onSubmit={record}
      size="lg"
    >
      <Table>
        <Table.Tbody>
          {entries.map(([path, change]) => (
            <Table.Tr key={path}>
              <Table.Th scope="row">{questionAt(model, path)?.label ?? path}</Table.Th>
              <Table.Td>
                {forms.changedTo(show(path, draft.known[path]?.value ?? null), show(path, change.value))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Textarea
        label={forms.reasonLabel}
        placeholder={forms.reasonPlaceholder}
        autosize
        minRows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}
