import { Button, Checkbox, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { useSending } from "../use-sending.ts";

/** Who this is, asked anew by at least two particulars. */
export function Identity(): ReactNode {
  const { gate } = useMessages().dosingSession;
  const { session } = useHeld();
  const [isOpen, setOpen] = useState(false);
  return (
    <Stack gap={6} component="section" aria-label={gate.identity} className="vigil-card">
      <Title order={2} size="h6">
        {gate.identity}
      </Title>
      <Text size="sm" c="dimmed">
        {session.identity ? gate.identityDone(timeOfDay(session.identity.at)) : gate.identityNeeded}
      </Text>
      {session.identity ? null : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {gate.identityAct}
        </Button>
      )}
      {isOpen ? <IdentityDialog onClose={() => setOpen(false)} /> : null}
    </Stack>
  );
}

function IdentityDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { gate } = useMessages().dosingSession;
  const [particulars, setParticulars] = useState<string[]>([]);
  const sending = useSending();
  const confirm = async (): Promise<void> => {
    if (await sending.send("confirm-session-identity", { particulars })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={gate.identity}
      lead={gate.identityNeeded}
      action={gate.identityAct}
      isReady={particulars.length >= 2}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={confirm}
    >
      <Checkbox.Group label={gate.identity} value={particulars} onChange={setParticulars}>
        <Stack gap="sm" mt="xs">
          {Object.entries(gate.particulars).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} size="md" />
          ))}
        </Stack>
      </Checkbox.Group>
    </ActionDialog>
  );
}
