import { PasswordInput, Radio, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Proof } from "../../components/proof-fields.tsx";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { shortestPassphrase } from "../../offline/passphrase-secret.ts";
import { newPasskeyMeans, newPassphraseMeans } from "../../offline/secret-of-person.ts";
import { enrollHere } from "../../offline/this-device.ts";
import { useSession } from "../../session/use-session.ts";

type Kind = "passphrase" | "passkey";

/** Enrolls whoever is signed in on this device: a name for it, what opens it, and proof of who they are. */
export function EnrollDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { offline } = useMessages();
  const { device } = offline;
  const person = useSession().data?.user;
  const client = useQueryClient();
  const [label, setLabel] = useState("");
  const [kind, setKind] = useState<Kind>("passphrase");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const isLong = passphrase.length >= shortestPassphrase;
  const isReady = label.trim() !== "" && (kind === "passkey" || (isLong && passphrase === again));
  const enroll = async (proof: Proof): Promise<void> => {
    if (!person || !isReady) throw new Error(device.passphraseHelp);
    const means = kind === "passkey" ? await newPasskeyMeans(person) : newPassphraseMeans();
    if (!means) throw new Error(device.noPasskey);
    await enrollHere(person, label.trim(), means, { passphrase }, proof);
    setPassphrase("");
    setAgain("");
    onClose();
    await client.invalidateQueries();
  };
  return (
    <ProveDialog
      opened={opened}
      onClose={onClose}
      title={device.enrollTitle}
      lead={device.enrollLead}
      action={device.enroll}
      onProve={enroll}
    >
      <Stack>
        <TextInput
          label={device.label}
          description={device.labelHelp}
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Radio.Group label={device.means} value={kind} onChange={(value) => setKind(value as Kind)}>
          <Stack gap="xs" mt="xs">
            <Radio value="passphrase" label={device.withPassphrase} />
            <Radio value="passkey" label={device.withPasskey} />
          </Stack>
        </Radio.Group>
        {kind === "passphrase" ? (
          <>
            <PasswordInput
              label={device.passphrase}
              description={device.passphraseHelp}
              autoComplete="off"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
            <PasswordInput
              label={device.passphraseAgain}
              autoComplete="off"
              value={again}
              onChange={(event) => setAgain(event.currentTarget.value)}
              error={again !== "" && again !== passphrase ? device.passphraseDiffers : undefined}
            />
          </>
        ) : null}
      </Stack>
    </ProveDialog>
  );
}
