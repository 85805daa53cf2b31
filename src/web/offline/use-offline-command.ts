import { useCallback, useMemo } from "react";
import { commands } from "#trial";
import { lastServerContact } from "../api/contact.ts";
import { deliverNow, tellOtherTabs } from "./delivery-run.ts";
import { deviceState } from "./device-state.ts";
import { signerNamed } from "./device-vault.ts";
import type { OutboxStanding } from "./entry-cell.ts";
import type { Pending } from "./outbox.ts";
import { isStuck } from "./outbox.ts";
import type { Halt } from "./outbox-ports.ts";
import type { OfflineCommand, OfflineSignature, PreparedCommand } from "./queued-command.ts";
import { type Brought, secretOf } from "./secret-of-person.ts";
import { signCommand } from "./sign-command.ts";
import { isUnresolved, isWaiting, type StoredEntry } from "./stored-entry.ts";
import { useOutbox } from "./use-device.ts";

/** How things stand with the server. */
export type Contact = {
  /** When it last answered, in milliseconds since 1970; undefined: not since the app was started. */
  readonly last: number | undefined;
  readonly halt: Halt | undefined;
  readonly isSending: boolean;
};

export type OfflineCommands = {
  /** Queues it. Resolves once it is strictly on disk; it is among `pending` at once. @throws where it could not be saved */
  readonly send: (command: OfflineCommand | PreparedCommand) => Promise<Pending>;
  /** Gives it its id and moment, to be signed before it is sent. */
  readonly prepare: (command: OfflineCommand) => PreparedCommand;
  /** Puts the signature of somebody enrolled here to it. Undefined: what they brought does not open their key. */
  readonly sign: (
    command: PreparedCommand,
    as: OfflineSignature["as"],
    username: string,
    brought: Brought,
  ) => Promise<PreparedCommand | undefined>;
  /** What is shown and not yet on disk, then what is on disk and not yet carried out, oldest first. */
  readonly pending: {
    readonly unsaved: readonly PreparedCommand[];
    readonly saved: readonly StoredEntry[];
  };
  /** What was refused, or conflicts, and what the server fails on: it waits for a person. */
  readonly unresolved: readonly StoredEntry[];
  readonly contact: Contact;
};

/** Commands that outlive the network, the session and the browser. For a device that is enrolled. */
export function useOfflineCommand(): OfflineCommands {
  const standing = useOutbox();
  const send = useCallback(queueHere, []);
  const sign = useCallback(signHere, []);
  const prepare = useCallback(
    (command: OfflineCommand) => outboxHere().prepare(asItsSchemaReads(command)),
    [],
  );
  return useMemo(() => ({ send, sign, prepare, ...shown(standing) }), [send, sign, prepare, standing]);
}

function shown({ unsaved, entries, isSending, halt }: OutboxStanding) {
  return {
    pending: { unsaved, saved: entries.filter(isWaiting) },
    unresolved: entries.filter((entry) => isUnresolved(entry) || isStuck(entry)),
    contact: { last: lastServerContact(), halt, isSending },
  };
}

async function queueHere(command: OfflineCommand | PreparedCommand): Promise<Pending> {
  const pending = outboxHere().queue(asItsSchemaReads(command));
  await pending.saved;
  tellOtherTabs();
  // With the server out of reach it is tried every few seconds anyway: nobody who taps waits for that.
  if (deviceState().outbox?.standing().halt !== "unreached") void deliverNow().catch(() => {});
  return pending;
}

async function signHere(
  command: PreparedCommand,
  as: OfflineSignature["as"],
  username: string,
  brought: Brought,
): Promise<PreparedCommand | undefined> {
  const { record } = deviceState();
  const signer = record && signerNamed(record, username);
  if (!record || !signer) return undefined;
  const secret = await secretOf(signer.means, brought);
  return signCommand(record, signer, secret, command, { as, signedAt: new Date().toISOString() });
}

function outboxHere() {
  const { outbox } = deviceState();
  if (!outbox) throw new Error("This device is not enrolled: enroll it under “Devices and offline”.");
  return outbox;
}

/** The data as the command's own schema reads it: what is signed here is then what the server verifies. @throws ZodError */
export function asItsSchemaReads<Command extends OfflineCommand>(command: Command): Command {
  const definition = commands.find(({ type }) => type === command.type);
  if (!definition) throw new Error(`There is no command ${command.type}.`);
  return { ...command, data: definition.data.parse(command.data) };
}
