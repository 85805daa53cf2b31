import { Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { type Shipment, useStockCommand } from "./kit-data.ts";

type Decision = "release" | "reject";

/** The unblinded side's decision on all that is quarantined of a shipment. */
export function DecideQuarantineDialog({
  siteId,
  shipment,
  onClose,
}: {
  readonly siteId: string;
  readonly shipment: Shipment;
  readonly onClose: () => void;
}): ReactNode {
  const { quarantine: say } = useMessages().kits;
  const [decision, setDecision] = useState<Decision | "">("");
  const command = useStockCommand("decide-quarantine", siteId);
  const submit = async (): Promise<void> => {
    if (decision === "") return;
    if (await command.send({ data: { shipmentId: shipment.shipmentId, decision } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.decideTitle}
      lead={say.decideLead}
      action={say.decide}
      isSending={command.isSending}
      isReady={decision !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <Radio.Group
        label={say.decision}
        required
        value={decision}
        onChange={(value) => setDecision(value as Decision)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="release" label={say.decisions.release} />
          <Radio value="reject" label={say.decisions.reject} />
        </Stack>
      </Radio.Group>
    </ActionDialog>
  );
}
