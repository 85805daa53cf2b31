import { Alert, Box, Button, Group, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { missingPeople } from "#trial";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { useNow } from "../use-now.ts";
import { DecideDialog, DeviceNote } from "./device-notes.tsx";

/** What somebody has to know at once: an entry that was not recorded, too few people, a view that is not whole. */
export function RoomNotes(): ReactNode {
  const { dosingSession, common } = useMessages();
  const { room } = dosingSession;
  const command = useWord("command");
  const { refusals, dismiss, isPartial } = useHeld();
  const [deciding, setDeciding] = useState<string>();
  return (
    <Box className="vigil-room-notes vigil-no-print">
      <TooFew />
      <DeviceNote />
      {isPartial ? (
        <Alert color="gray" variant="light" p="xs">
          <Text size="sm">{room.partial}</Text>
        </Alert>
      ) : null}
      {refusals.map(({ key, type, problem, isOnDevice }) => (
        <Alert
          key={key}
          role="alert"
          color="yellow"
          variant="light"
          p="xs"
          title={room.refusedTitle(command(type))}
        >
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Text size="sm">
              {problem.code === "offline" ? common.offline : problem.detail}
              {problem.cites === undefined ? null : (
                <Text component="span" size="xs" c="dimmed" ms={6}>
                  {common.cites(problem.cites)}
                </Text>
              )}
            </Text>
            <Button variant="default" onClick={() => (isOnDevice ? setDeciding(key) : dismiss(key))}>
              {isOnDevice ? room.decide : room.dismiss}
            </Button>
          </Group>
        </Alert>
      ))}
      {deciding === undefined ? null : (
        <DecideDialog commandId={deciding} onClose={() => setDeciding(undefined)} />
      )}
    </Box>
  );
}

/** From the dose on, enough people are always here; where not, it is said for as long as it lasts. */
function TooFew(): ReactNode {
  const { room } = useMessages().dosingSession;
  const { facts, session, isPartial } = useHeld();
  const now = useNow();
  if (session.status !== "dosed" || isPartial) return null;
  const missing = missingPeople(facts, now);
  if (missing.length === 0) return null;
  return (
    <Alert role="alert" color="red.9" variant="filled" p="xs" className="vigil-room-short">
      <Text size="sm" fw={600}>
        {room.short(missing.join(", "))}
      </Text>
    </Alert>
  );
}
