import { Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useIsReached } from "../../../api/contact.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { UnlockForm } from "../../../offline/components/unlock-device.tsx";
import { useKeeper } from "../../../session/session-keeper.tsx";
import { SignInSteps } from "../../../session/sign-in-steps.tsx";
import { useSession } from "../../../session/use-session.ts";
import { Ladders } from "../emergency/ladders.tsx";
import { Numbers } from "../emergency/numbers.tsx";
import { VitalsEntry } from "../entry/vitals-entry.tsx";
import { useHeld } from "../held-session.tsx";

/** A locked screen loses nothing and hides no help: vital signs, running ladders and numbers stay; the rest waits for the password. */
export function LockedRoom({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const { room } = useMessages().dosingSession;
  const { person } = useKeeper();
  const { isSealed } = useHeld();
  const isReached = useIsReached();
  // Without the server it is the device that tells who is there.
  const isOnDevice = isSealed && !isReached;
  useUnlocking(onOpen);
  return (
    <div className="vigil-locked">
      <section className="vigil-room-enter" aria-label={room.locked}>
        <VitalsEntry />
      </section>
      <Stack className="vigil-locked-side">
        <Ladders />
        <Numbers />
        <Paper withBorder p="md">
          <Stack gap="sm">
            <Title order={2} size="h4">
              {room.locked}
            </Title>
            <Text size="sm" c="dimmed">
              {room.lockedHelp(person?.name ?? "")}
            </Text>
            {isOnDevice ? (
              <>
                <Text size="sm">{room.lockedOffline}</Text>
                <UnlockForm onDone={onOpen} />
              </>
            ) : person ? (
              <SignInSteps username={person.username} takesFocus={false} onSignedIn={onOpen} />
            ) : null}
          </Stack>
        </Paper>
      </Stack>
    </div>
  );
}

/** After a second step it is the session that says that they are here again. */
function useUnlocking(onOpen: () => void): void {
  const state = useSession().data?.state;
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== undefined && before.current !== "signed-in" && state === "signed-in") onOpen();
    before.current = state;
  }, [state, onOpen]);
}
