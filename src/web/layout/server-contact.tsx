import { Text } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { lastServerContact } from "../api/contact.ts";
import { useMessages } from "../messages/messages.tsx";

const lookEvery = 10_000;

/** How long ago the server last answered. A browser that believes itself online proves nothing. */
export function ServerContact(): ReactNode {
  const { shell } = useMessages();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookEvery);
    return () => clearInterval(timer);
  }, []);
  const last = lastServerContact();
  const seconds = last === undefined ? undefined : Math.max(0, (now - last) / 1_000);
  const isStale = seconds === undefined || seconds >= 90;
  return (
    <Text
      size="xs"
      role="status"
      {...(isStale ? { className: "vigil-attention", fw: 600 } : { c: "dimmed", visibleFrom: "md" })}
    >
      {seconds === undefined ? shell.noContact : shell.serverContact(seconds)}
    </Text>
  );
}
