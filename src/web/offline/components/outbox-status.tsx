import { Anchor, Group, UnstyledButton } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useDevice } from "../use-device.ts";
import { useOfflineCommand } from "../use-offline-command.ts";
import { UnlockDialog } from "./unlock-device.tsx";

/** How many entries of this device wait, what was refused, and whether it is locked. Nothing on a device that is not enrolled. */
export function OutboxStatus(): ReactNode {
  const { offline } = useMessages();
  const { studyId } = useParams({ strict: false });
  const { record, unlocked } = useDevice();
  const { pending, unresolved } = useOfflineCommand();
  const [unlocks, setUnlocks] = useState(false);
  if (!record) return null;
  const waiting = pending.unsaved.length + pending.saved.length;
  const place = studyId ? `/studies/${studyId}/offline` : "/";
  return (
    <Group gap={6} wrap="nowrap" role="status" aria-live="polite" className="vigil-no-print">
      {unresolved.length > 0 ? (
        <Anchor
          component={Link}
          to={place}
          underline="never"
          aria-label={offline.status.refused(unresolved.length)}
        >
          <StatusBadge tone="bad">{offline.status.refused(unresolved.length)}</StatusBadge>
        </Anchor>
      ) : null}
      {waiting > 0 ? (
        <Anchor component={Link} to={place} underline="never" aria-label={offline.status.waiting(waiting)}>
          <StatusBadge tone="attention">{offline.status.waiting(waiting)}</StatusBadge>
        </Anchor>
      ) : null}
      {unlocked ? null : (
        <UnstyledButton onClick={() => setUnlocks(true)}>
          <StatusBadge tone="neutral">{offline.status.locked}</StatusBadge>
        </UnstyledButton>
      )}
      <UnlockDialog opened={unlocks} onClose={() => setUnlocks(false)} />
    </Group>
  );
}
