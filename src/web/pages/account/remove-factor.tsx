import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import type { Routes } from "../../api/routes.generated.ts";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";

type Removal = Routes["POST /api/account/factors/remove"]["body"];

/** A second step as it is listed. */
export type OwnFactor = {
  readonly key: string;
  readonly name: string;
  readonly addedOn?: string;
  readonly factor: Removal;
};

type RemoveFactorProps = {
  readonly factor: OwnFactor | undefined;
  readonly onClose: () => void;
  readonly onRemoved: () => Promise<void>;
};

export function RemoveFactor({ factor, onClose, onRemoved }: RemoveFactorProps): ReactNode {
  const { account } = useMessages();
  const name = factor?.name ?? "";
  return (
    <ProveDialog
      opened={factor !== undefined}
      onClose={onClose}
      title={account.removeFactorOf(name)}
      lead={account.removeFactorLead(name)}
      action={account.removeFactor}
      isDangerous
      onProve={async (proof) => {
        if (!factor) return;
        await call("POST /api/account/factors/remove", { body: { ...factor.factor, proof } });
        await onRemoved();
      }}
    />
  );
}
