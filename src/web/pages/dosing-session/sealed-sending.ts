import { useMemo } from "react";
import { ApiError } from "../../api/call.ts";
import { useMessages } from "../../messages/messages.tsx";
import { deliverNow } from "../../offline/delivery-run.ts";
import type { PreparedCommand } from "../../offline/queued-command.ts";
import { useDevice } from "../../offline/use-device.ts";
import {
  asItsSchemaReads,
  type OfflineCommands,
  useOfflineCommand,
} from "../../offline/use-offline-command.ts";
import { usePersonId } from "../../session/session-keeper.tsx";
import { chainOf } from "./chain-of.ts";
import { rememberContent } from "./sealed-entries.ts";
import type { SessionSending } from "./send-queue.ts";

/** What somebody brings to sign on this device; a passkey is asked for by the browser itself. */
export type Signing = { readonly username: string; readonly passphrase: string };

/** A step signed on this device without the server: by whoever enters it, and by the second where it takes two. */
export type DeviceSigning = { readonly author: Signing; readonly witness?: Signing };

export type SealedSending = {
  /** Resolves once it is strictly on this device's disk. @throws ApiError where somebody's passphrase does not open their key */
  readonly queue: (sending: SessionSending, signing?: DeviceSigning) => Promise<void>;
  /** Sends what waits, so that what is sent past the outbox comes after it. */
  readonly deliver: () => Promise<void>;
};

/** How entries go through the outbox of this device; undefined where whose page it is is not enrolled on it. */
export function useSealedSending(studyId: string, sessionId: string): SealedSending | undefined {
  const { record } = useDevice();
  const { send, sign } = useOfflineCommand();
  const person = usePersonId();
  const { keyNotOpened } = useMessages().dosingSession.room;
  const isEnrolled = record?.signers.some(({ user }) => user === person) === true;
  return useMemo(() => {
    if (!isEnrolled) return undefined;
    return {
      deliver: () => deliverNow().catch(() => {}),
      queue: async (sending, signing) => {
        const command = asItsSchemaReads(commandOf(studyId, sessionId, sending));
        const signed = signing ? await signedBy(sign, command, signing, keyNotOpened) : command;
        rememberContent(signed);
        await send(signed);
      },
    };
  }, [isEnrolled, studyId, sessionId, send, sign, keyNotOpened]);
}

function commandOf(study: string, sessionId: string, sending: SessionSending): PreparedCommand {
  const { commandId, type, data, occurredAt, zone, reason } = sending;
  const chain = chainOf(sessionId, sending);
  return {
    ...{ study, type, subject: "session", subjectId: sessionId, data, commandId, occurredAt, zone },
    ...(reason === undefined ? {} : { reason }),
    ...(chain === undefined ? {} : { chain }),
  };
}

async function signedBy(
  sign: OfflineCommands["sign"],
  command: PreparedCommand,
  { author, witness }: DeviceSigning,
  keyNotOpened: Readonly<Record<"author" | "witness", string>>,
): Promise<PreparedCommand> {
  const byAuthor = await sign(command, "author", author.username, author);
  if (!byAuthor) throw notOpened(keyNotOpened.author);
  if (!witness) return byAuthor;
  const byBoth = await sign(byAuthor, "witness", witness.username, witness);
  if (!byBoth) throw notOpened(keyNotOpened.witness);
  return byBoth;
}

function notOpened(detail: string): ApiError {
  const code = "device-key-not-opened";
  return new ApiError({ title: code, status: 0, detail, code });
}
