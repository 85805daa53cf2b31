import { Button, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCall } from "../api/use-call.ts";
import { ProblemNote } from "../components/problem-note.tsx";
import { useMessages } from "../messages/messages.tsx";

/** Leads to the institution's identity provider: from the sign-in page in its place, over an open page in another tab. */
export function OpenIdButton({
  label,
  isInNewTab = false,
}: {
  readonly label: string;
  readonly isInNewTab?: boolean;
}): ReactNode {
  const { account } = useMessages();
  const begin = useCall("POST /api/open-id/sign-in");
  const [isElsewhere, setElsewhere] = useState(false);
  const go = async (): Promise<void> => {
    // Opened by the tap itself, before anything is waited for; a browser blocks what comes later.
    const tab = isInNewTab ? window.open("about:blank") : null;
    const departure = await begin.send({});
    if (!departure) return tab?.close();
    if (tab) tab.location.href = departure.url;
    else location.assign(departure.url);
    setElsewhere(tab !== null);
  };
  return (
    <Stack gap="xs">
      <Button variant="default" fullWidth size="md" onClick={go} loading={begin.isSending}>
        {account.signInWith(label)}
      </Button>
      {isElsewhere ? (
        <Text size="sm" role="status">
          {account.comeBack}
        </Text>
      ) : null}
      <ProblemNote problem={begin.problem} />
    </Stack>
  );
}
