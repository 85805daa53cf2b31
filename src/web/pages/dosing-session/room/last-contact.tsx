import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { lastServerContact } from "../../../api/call.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { useNow } from "../use-now.ts";

/** Whether all is on record, and when the server last answered: always in sight. */
export function LastContact(): ReactNode {
  const { room } = useMessages().dosingSession;
  const { pending } = useHeld();
  useNow();
  const last = lastServerContact();
  const seconds = last === undefined ? undefined : Math.max(0, (Date.now() - last) / 1_000);
  const waiting = pending.filter(({ state }) => state === "waiting").length;
  const isStale = seconds === undefined || seconds >= 90;
  const isSending = pending.some(({ state }) => state === "sending");
  const contact = seconds === undefined ? room.noContact : room.contact(seconds);
  return (
    <Text
      size="xs"
      role="status"
      {...(waiting > 0 || isStale ? { className: "vigil-attention", fw: 600 } : { c: "dimmed" })}
    >
      {waiting > 0 ? `${room.waiting(waiting)} · ${contact}` : isSending ? room.saving : contact}
    </Text>
  );
}
