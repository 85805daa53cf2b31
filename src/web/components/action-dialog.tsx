import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useId } from "react";
import type { Problem } from "../api/call.ts";
import { useMessages } from "../messages/messages.tsx";
import { ProblemNote } from "./problem-note.tsx";

type ActionDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly lead?: ReactNode;
  /** What the button that does it says: a verb. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly isSending: boolean;
  readonly isReady?: boolean;
  readonly problem?: Problem | undefined;
  /** Does it; the dialog stays open until it is told to close, so that nothing typed is lost. */
  readonly onSubmit: () => void | Promise<void>;
  readonly size?: "md" | "lg" | "xl";
  readonly children?: ReactNode;
};

/** A small form over the page for one act: Enter does it, Escape leaves it, a refusal shows where the person is looking. */
export function ActionDialog(props: ActionDialogProps): ReactNode {
  const { common } = useMessages();
  const lead = useId();
  const { opened, onClose, title, isSending, isReady = true, isDangerous = false } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !isSending) void props.onSubmit();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={props.size ?? "md"}
      aria-describedby={props.lead === undefined ? undefined : lead}
      closeButtonProps={{ "aria-label": common.close }}
      returnFocus
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          {props.lead === undefined ? null : (
            <Text size="sm" c="dimmed" id={lead} component="div">
              {props.lead}
            </Text>
          )}
          {props.children}
          <ProblemNote problem={props.problem} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button
              type="submit"
              loading={isSending}
              disabled={!isReady}
              {...(isDangerous ? { color: "red" } : {})}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
