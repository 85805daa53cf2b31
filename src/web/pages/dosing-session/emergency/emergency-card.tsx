import { Box, Button, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { EndDialog } from "../ending/end-dialog.tsx";
import { useHeld } from "../held-session.tsx";
import { Ladders } from "./ladders.tsx";
import { Numbers } from "./numbers.tsx";

/** One tap away, always, on a locked screen too: what is it, what to do, whom to call. */
export function EmergencyCard({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { dosingSession, common } = useMessages();
  const { emergency } = dosingSession;
  const { plan, session, enter } = useHeld();
  const [isLeaving, setLeaving] = useState(false);
  const running = new Set(
    session.escalations.filter(({ resolvedAt }) => resolvedAt === null).map(({ escalation }) => escalation),
  );
  return (
    <>
      <Modal
        opened={opened && !isLeaving}
        onClose={onClose}
        title={emergency.title}
        size="xl"
        closeButtonProps={{ "aria-label": common.close, size: 48 }}
        transitionProps={{ duration: 0 }}
        zIndex={1100}
      >
        <Stack gap="md" className="vigil-emergency-card">
          <Text size="sm">{emergency.lead}</Text>
          <Numbers />
          <Ladders isOnCard />
          <Box className="vigil-prompts" data-columns="2" role="group" aria-label={emergency.ladders}>
            {plan.escalations
              .filter(({ id }) => !running.has(id))
              .map(({ id, label, emergency: isEmergency }) => (
                <Button
                  key={id}
                  className="vigil-prompt"
                  color={isEmergency ? "red.9" : "water"}
                  variant={isEmergency ? "filled" : "light"}
                  onClick={() =>
                    enter("start-escalation", { escalation: id, because: emergency.startedByHand })
                  }
                >
                  {emergency.start(label)}
                </Button>
              ))}
          </Box>
          {session.ended && session.ended.ending !== "overnight" ? null : (
            <Button variant="default" h={48} onClick={() => setLeaving(true)}>
              {emergency.end}
            </Button>
          )}
        </Stack>
      </Modal>
      {isLeaving ? (
        <EndDialog
          endings={["emergency-transfer", "left-against-advice", "withdrew", "died"]}
          onClose={() => {
            setLeaving(false);
            onClose();
          }}
        />
      ) : null}
    </>
  );
}
