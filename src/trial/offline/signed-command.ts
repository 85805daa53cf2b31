import { canonicalJson } from "#kernel";

/** All of a command that a signature on a device is put to. */
export type SignedCommand = {
  readonly study: string;
  readonly type: string;
  readonly subjectId: string;
  readonly commandId: string;
  readonly basedOn?: number | undefined;
  readonly occurredAt?: string | undefined;
  readonly zone: string;
  readonly reason?: string | undefined;
  readonly actingAs?: string | undefined;
  /** As the command's own schema reads it. */
  readonly data: unknown;
};

/** Whose signature, in which part, on which device, when. */
export type SigningPart = {
  readonly as: "author" | "witness";
  readonly user: string;
  readonly keyId: string;
  readonly device: string;
  readonly signedAt: string;
};

/** The text that is signed on a device and verified by the server: the same for the same command, whoever writes it. */
export function signedCommandText(command: SignedCommand, part: SigningPart): string {
  const { study, type, subjectId, commandId, basedOn, occurredAt, zone, reason, actingAs, data } = command;
  const { as, user, keyId, device, signedAt } = part;
  return canonicalJson({
    purpose: "vigil offline signature v1",
    command: { study, type, subjectId, commandId, basedOn, occurredAt, zone, reason, actingAs, data },
    part: { as, user, keyId, device, signedAt },
  });
}
