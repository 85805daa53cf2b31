import { Affix, Button, Group, Paper, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../messages/messages.tsx";
import { SignInAgain } from "./sign-in-again.tsx";
import type { SignedInPerson } from "./use-session.ts";
import { useTimeLeft } from "./use-time-left.ts";

const noticeBefore = { idle: 180, age: 900 } as const;

/** Says, quietly and in time, that the session is about to end, and how to go on. */
export function ExpiryNotice({
  person,
  onStay,
}: {
  readonly person: SignedInPerson;
  readonly onStay: () => Promise<void>;
}): ReactNode {
  const { account } = useMessages();
  const left = useTimeLeft();
  const [signsIn, setSignsIn] = useState(false);
  const isNear = left !== undefined && left.seconds <= noticeBefore[left.because];
  if (!isNear) return null;
  if (signsIn) return <SignInAgain person={person} onClose={() => setSignsIn(false)} />;
  // Whole minutes: a screen reader that read every second would say nothing else.
  const minutes = Math.max(1, Math.ceil(left.seconds / 60));
  return (
    <Affix position={{ bottom: 16, right: 16 }} zIndex={900}>
      <Paper withBorder shadow="md" p="md" maw={380} className="vigil-no-print">
        <Text size="sm" role="status" mb="sm">
          {left.because === "idle" ? account.endsIdle(minutes) : account.endsByAge(minutes)}
        </Text>
        <Group justify="flex-end">
          {left.because === "idle" ? (
            <Button size="sm" onClick={onStay}>
              {account.stay}
            </Button>
          ) : (
            <Button size="sm" onClick={() => setSignsIn(true)}>
              {account.signInAnew}
            </Button>
          )}
        </Group>
      </Paper>
    </Affix>
  );
}
