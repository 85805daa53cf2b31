import { Anchor, Button, Group, Modal, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { UnlockDialog } from "../../../offline/components/unlock-device.tsx";
import { idOf } from "../../../offline/entry-cell.ts";
import { isUnresolved } from "../../../offline/stored-entry.ts";
import { useDevice, useOutbox } from "../../../offline/use-device.ts";
import { useStudy } from "../../../study/study-context.tsx";
import { UnresolvedEntry } from "../../offline/unresolved-entry.tsx";
import { useContents } from "../../offline/use-contents.ts";
import { useHeld } from "../held-session.tsx";

/** Where entries lie until the server has them, wherever that is not simply this device's disk. */
export function DeviceNote(): ReactNode {
  const { room } = useMessages().dosingSession;
  const { studyId } = useStudy();
  const { isSealed, isPartial } = useHeld();
  const { isRead, record, unlocked } = useDevice();
  const [unlocks, setUnlocks] = useState(false);
  if (!isRead || isPartial) return null;
  if (!isSealed) {
    return (
      <Text size="sm" c="dimmed" role="note">
        {record ? room.notEnrolledForYou : room.notEnrolled}{" "}
        <Anchor component={Link} to={`/studies/${studyId}/offline`} inherit>
          {room.devices}
        </Anchor>
      </Text>
    );
  }
  return (
    <>
      {unlocked ? null : (
        <Group gap="xs" justify="space-between" role="note">
          <Text size="sm">{room.deviceLocked}</Text>
          <Button variant="default" onClick={() => setUnlocks(true)}>
            {room.unlockDevice}
          </Button>
        </Group>
      )}
      <UnlockDialog opened={unlocks} onClose={() => setUnlocks(false)} />
    </>
  );
}

/** One that the server did not take, over the session: its author sends it again, or leaves it with a reason. */
export function DecideDialog({
  commandId,
  onClose,
}: {
  readonly commandId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { dosingSession, common } = useMessages();
  const { entries } = useOutbox();
  const unresolved = useMemo(
    () => entries.filter((entry) => idOf(entry) === commandId && isUnresolved(entry)),
    [entries, commandId],
  );
  const contents = useContents(unresolved);
  const [entry] = unresolved;
  return (
    <Modal
      opened={entry !== undefined}
      onClose={onClose}
      title={dosingSession.room.decideTitle}
      size="lg"
      closeButtonProps={{ "aria-label": common.close }}
    >
      {entry ? <UnresolvedEntry entry={entry} opened={contents.get(commandId)} /> : null}
    </Modal>
  );
}
