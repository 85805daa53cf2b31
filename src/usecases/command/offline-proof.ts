import { type Instant, millisecondsOf, type Refusal, refusal, type UserId } from "#kernel";
import type { Source, StreamId } from "#ledger";
import { type NewEvent, staffStream } from "#trial";
import type { Envelope, GivenSignature } from "./envelope.ts";
import type { CommandRequest } from "./execute.ts";
import type { CommandPorts } from "./ports.ts";
import type { Principal } from "./principal.ts";

/** What of a command rests on a device: signatures that were verified, and who handed it in where that was not its author. */
export type OfflineProof = {
  readonly signatures: readonly GivenSignature[];
  readonly handedInBy?: Principal;
};

/** A command that was under way for less was not waiting for the network. */
const waited = 60_000;

/**
 * A device's commands are taken in its order. One that comes before another of its device was carried out, of which the device thinks that
 * it was, is held back: the server was put back to an earlier state, or two tabs send at once.
 */
export async function refuseOutOfOrder(
  { devices }: Pick<CommandPorts, "devices">,
  { device }: Envelope,
): Promise<Refusal | undefined> {
  if (!device || device.after === 0) return undefined;
  const last = await devices.progress(device.id);
  if (last >= device.after) return undefined;
  const message = `One before it is missing: of this device, number ${last} came last. Send again from there.`;
  return refusal("predecessor-missing", message, "ICH E6(R3) 4.2.3", {
    because: "conflict",
    path: "device.after",
  });
}

/** Where it came from, with its place in the order of its device; `offline` where it had waited for the network. */
export function sourceOf(source: Source, { device, occurredAt }: Envelope, now: Instant): Source {
  if (!device) return source;
  const hasWaited = occurredAt !== undefined && millisecondsOf(now) - millisecondsOf(occurredAt) > waited;
  const kind = source.kind === "web" && hasWaited ? "offline" : source.kind;
  return { ...source, kind, deviceId: device.id, sequence: device.sequence };
}

/** Those in whose name something is taken that they have to confirm: their streams are written to as well. */
export function confirmersOf({ offline, principal }: CommandRequest): readonly UserId[] {
  if (!offline) return [];
  const signers = offline.signatures.map(({ user }) => user as UserId);
  return [...new Set([...signers, ...(offline.handedInBy ? [principal.user] : [])])];
}

/** One act for each signature that was put on the device, and one for its author where somebody else handed it in. */
export function actsToConfirm(
  { offline, definition, subjectId, study, principal }: CommandRequest,
  { commandId, device }: Envelope,
  newId: () => string,
): readonly NewEvent[] {
  if (!offline || !device) return [];
  const stream = `${definition.subject}:${definition.subject === "study" ? study : subjectId}` as StreamId;
  const common = { command: { id: commandId, type: definition.type, stream }, device: device.id };
  const handedInBy = offline.handedInBy?.user;
  const signed = offline.signatures.map(({ as, user, keyId, signedAt, value }) => ({
    type: "OfflineActTaken",
    stream: staffStream(user),
    data: {
      ...common,
      actId: newId(),
      because: "signed-offline" as const,
      as,
      signed: { keyId, at: signedAt, value },
      ...(handedInBy ? { handedInBy } : {}),
    },
  }));
  const isSignedByAuthor = offline.signatures.some(({ as }) => as === "author");
  if (!handedInBy || isSignedByAuthor) return signed;
  const data = {
    ...common,
    actId: newId(),
    because: "handed-in" as const,
    as: "author" as const,
    handedInBy,
  };
  return [...signed, { type: "OfflineActTaken", stream: staffStream(principal.user), data }];
}
