import { Blockquote, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Problem } from "../api/call.ts";
import { useMessages } from "../messages/messages.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { type Proof, ProofFields, useProofEntry } from "./proof-fields.tsx";

type SignDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What the signature means; it is printed with it. */
  readonly meaning: string;
  readonly isSending: boolean;
  /** Whether all else that the act needs is there. */
  readonly isReady?: boolean;
  readonly problem?: Problem | undefined;
  readonly onSign: (proof: Proof) => Promise<void>;
  /** What is signed, for a last look. */
  readonly children?: ReactNode;
};

/** An electronic signature: the meaning to read, and the proof of who signs (21 CFR 11.50, 11.200). Nothing of the proof is kept. */
export function SignDialog(props: SignDialogProps): ReactNode {
  const { signing } = useMessages();
  const entry = useProofEntry(props.opened);
  return (
    <ActionDialog
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      action={signing.sign}
      isSending={props.isSending}
      isReady={entry.isReady && props.isReady !== false}
      problem={props.problem ?? entry.failure}
      onSubmit={() => props.onSign(entry.proof)}
    >
      {props.children}
      <Blockquote p="sm" color="water">
        <Text size="sm">{props.meaning}</Text>
      </Blockquote>
      <Text size="sm">{signing.signsAs(entry.name)}</Text>
      <ProofFields entry={entry} onPasskey={props.onSign} />
    </ActionDialog>
  );
}
