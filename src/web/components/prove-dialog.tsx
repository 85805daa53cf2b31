import { type ReactNode, useState } from "react";
import type { Problem } from "../api/call.ts";
import { problemOf } from "../api/use-command.ts";
import { ActionDialog } from "./action-dialog.tsx";
import { type Proof, ProofFields, useProofEntry } from "./proof-fields.tsx";

type ProveDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly action: string;
  readonly isDangerous?: boolean;
  /** What else the act takes, above the proof. */
  readonly children?: ReactNode;
  /** Does it with the proof; what it throws is shown. */
  readonly onProve: (proof: Proof) => Promise<void>;
};

/** Asks who it is before something about the own account changes: an unattended screen changes nothing. */
export function ProveDialog({ opened, onProve, children, ...props }: ProveDialogProps): ReactNode {
  const entry = useProofEntry(opened);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const prove = async (proof: Proof): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await onProve(proof);
    } catch (error) {
      setProblem(problemOf(error));
      entry.clearCode();
    } finally {
      setSending(false);
    }
  };
  const close = (): void => {
    setProblem(undefined);
    props.onClose();
  };
  return (
    <ActionDialog
      {...props}
      opened={opened}
      onClose={close}
      isSending={isSending}
      isReady={entry.isReady}
      problem={problem ?? entry.failure}
      onSubmit={() => prove(entry.proof)}
    >
      {children}
      <ProofFields entry={entry} onPasskey={prove} />
    </ActionDialog>
  );
}
