import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { AppSetUp, type ProposedApp } from "../../components/app-set-up.tsx";
import { PasskeySetUp } from "../../components/passkey-set-up.tsx";
import type { Proof } from "../../components/proof-fields.tsx";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";

export type FactorKind = "authenticator-app" | "passkey";

type AddFactorProps = {
  /** Absent: nothing is added now. */
  readonly kind: FactorKind | undefined;
  /** Whether there is an app already, which a new one replaces. */
  readonly replaces: boolean;
  readonly onClose: () => void;
  readonly onAdded: () => Promise<void>;
};

type Proposed =
  | { readonly kind: "authenticator-app"; readonly app: ProposedApp }
  | { readonly kind: "passkey"; readonly options: unknown };

/** First the proof of who it is, then the app or passkey that the server proposes to exactly them. */
export function AddFactor({ kind, replaces, onClose, onAdded }: AddFactorProps): ReactNode {
  const { account, common } = useMessages();
  const [proposed, setProposed] = useState<Proposed>();
  const close = (): void => {
    setProposed(undefined);
    onClose();
  };
  const added = async (): Promise<void> => {
    setProposed(undefined);
    await onAdded();
  };
  const propose = async (proof: Proof): Promise<void> => {
    if (kind === "passkey") {
      const { options } = await call("POST /api/account/passkeys/proposal", { body: { proof } });
      setProposed({ kind, options });
    } else {
      const app = await call("POST /api/account/authenticator-app/proposal", { body: { proof } });
      setProposed({ kind: "authenticator-app", app });
    }
  };
  const title = kind === "passkey" ? account.addPasskey : account.addApp;
  return (
    <>
      <ProveDialog
        opened={kind !== undefined && proposed === undefined}
        onClose={close}
        title={title}
        lead={replaces && kind === "authenticator-app" ? account.replaceApp : account.proveLead}
        action={account.continue}
        onProve={propose}
      />
      <Modal
        opened={proposed !== undefined}
        onClose={close}
        title={title}
        closeButtonProps={{ "aria-label": common.close }}
      >
        {proposed?.kind === "authenticator-app" ? <AppSetUp proposed={proposed.app} onAdded={added} /> : null}
        {proposed?.kind === "passkey" ? (
          <PasskeySetUp propose={async () => proposed.options} onAdded={added} />
        ) : null}
      </Modal>
    </>
  );
}
