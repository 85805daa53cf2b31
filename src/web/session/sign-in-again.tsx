import { Anchor, Button, Center, Modal, Paper, Stack, Text } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { call } from "../api/call.ts";
import { useAnswer } from "../api/use-answer.ts";
import { useMessages } from "../messages/messages.tsx";
import { OpenIdButton } from "./open-id-button.tsx";
import { useKeeper } from "./session-keeper.tsx";
import { SignInSteps } from "./sign-in-steps.tsx";
import type { SignedInPerson } from "./use-session.ts";

type SignInAgainProps = {
  readonly person: SignedInPerson;
  /** Given while the session still lasts: the person may go back without signing in. */
  readonly onClose?: () => void;
};

/**
 * Signing in over the page that is open. The page stays as it is, with all that was typed, and nothing of it can be seen: the
 * screen may have been left alone.
 */
export function SignInAgain({ person, onClose }: SignInAgainProps): ReactNode {
  const { account, common, shell } = useMessages();
  const { leave } = useKeeper();
  const setUp = useAnswer("GET /api/set-up", {});
  const lead = useId();
  const openId = setUp.data?.openId;
  const asAnother = async (): Promise<void> => {
    await call("POST /api/sign-out", {}).catch(() => {});
    await leave();
  };
  return (
    <Modal.Root
      opened
      fullScreen
      onClose={onClose ?? (() => {})}
      closeOnEscape={onClose !== undefined}
      transitionProps={{ duration: 0 }}
      zIndex={1000}
    >
      <Modal.Content aria-label={account.signInAgain} aria-describedby={lead}>
        <Modal.Body>
          <Center mih="80vh">
            <Paper withBorder p="xl" radius="md" w="100%" maw={440}>
              <Stack>
                <Text component="h2" size="lg" fw={600} m={0}>
                  {account.signInAgain}
                </Text>
                <Text size="sm" c="dimmed" id={lead}>
                  {onClose ? account.signInAgainEarly(person.name) : account.signInAgainHelp(person.name)}
                </Text>
                <SignInSteps username={person.username} />
                {openId ? <OpenIdButton label={openId.label} isInNewTab /> : null}
                {onClose ? (
                  <Button variant="default" onClick={onClose}>
                    {common.back}
                  </Button>
                ) : null}
                <Text size="sm" ta="center">
                  {account.notYou(person.name)}{" "}
                  <Anchor component="button" type="button" size="sm" onClick={asAnother}>
                    {account.signInAsAnother}
                  </Anchor>
                </Text>
                <Text size="xs" c="dimmed" ta="center">
                  {shell.appName}
                </Text>
              </Stack>
            </Paper>
          </Center>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
