import { Blockquote, Fieldset, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useIsReached } from "../../../api/contact.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { SignDialog } from "../../../components/sign-dialog.tsx";
import { useWitnessEntry, type WitnessEntry, WitnessFields } from "../../../components/witness-fields.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { meansOf } from "../../../offline/this-device.ts";
import { useKeeper } from "../../../session/session-keeper.tsx";
import { useSession } from "../../../session/use-session.ts";
import { useHeld } from "../held-session.tsx";
import type { SendOptions } from "../send.ts";
import type { Sending } from "../use-sending.ts";

/** The second person of a step: with their password where the server is at hand, with their key on this device where it is not. */
export type SecondPerson = {
  readonly isOnDevice: boolean;
  readonly author: OwnKey;
  readonly entry: WitnessEntry;
  readonly isReady: boolean;
  readonly options: Pick<SendOptions, "witness" | "onDevice">;
};

type OwnKey = {
  readonly username: string;
  readonly passphrase: string;
  readonly setPassphrase: (passphrase: string) => void;
  readonly isReady: boolean;
};

/** Whether a step is signed with keys of this device: it holds some, and the server is out of reach. */
function useIsOnDevice(): boolean {
  const { isSealed } = useHeld();
  return !useIsReached() && isSealed;
}

function useOwnKey(): OwnKey {
  const { person } = useKeeper();
  const known = useSession().data?.user;
  const username = known?.username ?? person?.username ?? "";
  const [passphrase, setPassphrase] = useState("");
  return { username, passphrase, setPassphrase, isReady: isEnough(username, passphrase) };
}

/** A passkey is asked for by the browser; a passphrase is typed. */
function isEnough(username: string, passphrase: string): boolean {
  return username.trim() !== "" && (meansOf(username) === "passkey" || passphrase !== "");
}

export function useSecondPerson(): SecondPerson {
  const isOnDevice = useIsOnDevice();
  const author = useOwnKey();
  const entry = useWitnessEntry();
  const { username, password } = entry;
  if (!isOnDevice)
    return { isOnDevice, author, entry, isReady: entry.isReady, options: { witness: entry.witness } };
  const witness = { username: username.trim(), passphrase: password };
  return {
    isOnDevice,
    author,
    entry,
    isReady: author.isReady && isEnough(username, password),
    options: { onDevice: { author, witness } },
  };
}

/** What both bring, each for themselves. */
export function SecondPersonFields({ second }: { readonly second: SecondPerson }): ReactNode {
  const { signing } = useMessages().dosingSession.room;
  const { isOnDevice, author, entry } = second;
  if (!isOnDevice) return <WitnessFields entry={entry} />;
  return (
    <>
      <OwnKeyField own={author} />
      <Fieldset legend={signing.second}>
        <Stack gap="xs">
          <TextInput
            label={signing.secondUsername}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={entry.username}
            onChange={(event) => entry.change({ username: event.currentTarget.value })}
          />
          <PasswordInput
            label={signing.secondPassphrase}
            autoComplete="off"
            value={entry.password}
            onChange={(event) => entry.change({ password: event.currentTarget.value })}
          />
        </Stack>
      </Fieldset>
    </>
  );
}

function OwnKeyField({ own }: { readonly own: OwnKey }): ReactNode {
  const { signing } = useMessages().dosingSession.room;
  return (
    <>
      <Text size="sm" role="status">
        {signing.onDevice}
      </Text>
      {meansOf(own.username) === "passkey" ? null : (
        <PasswordInput
          label={signing.ownPassphrase}
          autoComplete="off"
          value={own.passphrase}
          onChange={(event) => own.setPassphrase(event.currentTarget.value)}
        />
      )}
    </>
  );
}

type StepSignDialogProps = {
  readonly onClose: () => void;
  readonly title: string;
  readonly meaning: string;
  readonly sending: Sending;
  readonly isReady?: boolean;
  readonly onSign: (options: Pick<SendOptions, "proof" | "onDevice">) => Promise<void>;
  readonly children?: ReactNode;
};

/** A step that one person signs: as everywhere, or with their key on this device. */
export function StepSignDialog(props: StepSignDialogProps): ReactNode {
  const { onSign, sending, isReady = true, ...shown } = props;
  const { signing } = useMessages();
  const isOnDevice = useIsOnDevice();
  const own = useOwnKey();
  const { isSending, problem } = sending;
  if (!isOnDevice) {
    return (
      <SignDialog
        opened
        {...shown}
        {...{ isSending, isReady, problem }}
        onSign={(proof) => onSign({ proof })}
      />
    );
  }
  return (
    <ActionDialog
      opened
      onClose={props.onClose}
      title={props.title}
      action={signing.sign}
      {...{ isSending, problem }}
      isReady={isReady && own.isReady}
      onSubmit={() => onSign({ onDevice: { author: own } })}
    >
      {props.children}
      <Blockquote p="sm" color="water">
        <Text size="sm">{props.meaning}</Text>
      </Blockquote>
      <OwnKeyField own={own} />
    </ActionDialog>
  );
}
