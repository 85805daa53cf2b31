import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { useSession } from "../../session/use-session.ts";
import { meansOf, unlockHere } from "../this-device.ts";

/** Username and what opens the device. The passkey is asked for by the browser itself. */
export function UnlockForm({ onDone }: { readonly onDone?: () => void }): ReactNode {
  const { offline } = useMessages();
  const client = useQueryClient();
  const known = useSession().data?.user?.username ?? "";
  const [username, setUsername] = useState(known);
  const [passphrase, setPassphrase] = useState("");
  const [isOpening, setOpening] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const means = meansOf(username);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setOpening(true);
    const isOpen = await unlockHere(username, { passphrase }).catch(() => false);
    setOpening(false);
    setWrong(!isOpen);
    if (!isOpen) return;
    onDone?.();
    // What was shown from nowhere can be shown from the device now, and what the server answers is kept.
    await client.invalidateQueries();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={offline.device.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          {...(known === "" ? { "data-autofocus": true } : {})}
        />
        {means === "passkey" ? null : (
          <PasswordInput
            label={offline.device.passphrase}
            autoComplete="off"
            size="md"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={isWrong ? offline.device.wrong : undefined}
            {...(known === "" ? {} : { "data-autofocus": true })}
          />
        )}
        {means === "passkey" && isWrong ? (
          <Text size="sm" role="alert">
            {offline.device.wrong}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button type="submit" size="md" loading={isOpening} disabled={username.trim() === ""}>
            {offline.device.unlock}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function UnlockDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { offline, common } = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={offline.device.unlockTitle}
      closeButtonProps={{ "aria-label": common.close }}
      zIndex={1100}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {offline.device.unlockLead}
        </Text>
        <UnlockForm onDone={onClose} />
      </Stack>
    </Modal>
  );
}

/** Over the page after a start without the server: nothing is known of who is there. It can be put away, and comes again at the next start. */
export function UnlockOffline(): ReactNode {
  const { offline, common } = useMessages();
  const [isAway, setAway] = useState(false);
  return (
    <Modal
      opened={!isAway}
      onClose={() => setAway(true)}
      title={offline.device.unlockTitle}
      closeButtonProps={{ "aria-label": common.close }}
      zIndex={1100}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {offline.device.unlockOffline}
        </Text>
        <UnlockForm />
      </Stack>
    </Modal>
  );
}
