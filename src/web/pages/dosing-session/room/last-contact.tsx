import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { lastServerContact } from "../../../api/contact.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { usePendingEntries } from "../held-session.tsx";
import { useNow } from "../use-now.ts";

/** Whether all is on record, and when the server last answered: always in sight. */
export function LastContact(): ReactNode {
  const { room } = useMessages().dosingSession;
  const pending = usePendingEntries();
  const onDevice = pending.filter(({ state }) => state === "saved").length;
  useNow();
  const last = lastServerContact();
  const seconds = last === undefined ? undefined : Math.max(0, (Date.now() - last) / 1_000);
  const waiting = pending.filter(({ state }) => state === "waiting").length;
  const isStale = seconds === undefined || seconds >= 90;
  const isSending = pending.some(({ state }) => state === "sending" || state === "pending");
  const isWaiting = waiting > 0 || onDevice > 0;
  const kept = [
    ...(onDevice > 0 ? [room.onDevice(onDevice)] : []),
    ...(waiting > 0 ? [room.waiting(waiting)] : []),
  ].join(" · ");
  const contact = seconds === undefined ? room.noContact : room.contact(seconds);
  return (
    <Text
      size="xs"
      role="status"
      {...(isWaiting || isStale ? { className: "vigil-attention", fw: 600 } : { c: "dimmed" })}
    >
      {isWaiting ? `${kept} · ${contact}` : isSending ? room.saving : contact}
    </Text>
  );
}
