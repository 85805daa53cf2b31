import { z } from "zod";
import { role } from "#design";
import {
  type CommandId,
  failed,
  type Instant,
  type InvalidInput,
  invalidInput,
  isUuid,
  ok,
  parseInstant,
  parseZone,
  type Result,
  renderPath,
  type ZoneId,
} from "#kernel";
import type { CommandDefinition } from "#trial";

const instant = z
  .string()
  .refine((raw) => parseInstant(raw).ok, "expected a date and time with its offset")
  .overwrite((raw) => {
    const parsed = parseInstant(raw);
    return parsed.ok ? parsed.value : raw;
  });

/** Proof of who asks, for the acts that ask for it. */
export const proofSchema = z.strictObject({
  password: z.string().max(500).optional(),
  code: z.string().max(20).optional(),
  passkey: z.unknown().optional(),
});

/** Proof of a second person, who has no session of their own: their name, their password and the code of their app. */
const witnessSchema = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().max(500),
  code: z.string().max(20).optional(),
});

/** Its place in the outbox of a device: its number there, and that of the last one before it that was carried out. */
const deviceSchema = z.strictObject({
  id: z.string().refine(isUuid, "expected a UUID in lower case"),
  sequence: z.int().min(1),
  after: z.int().min(0),
});

const day = 86_400_000;

/** What the device has measured of its clock, in milliseconds. */
const clockSchema = z.strictObject({
  aheadBy: z
    .int()
    .min(-36_500 * day)
    .max(36_500 * day),
  uncertainty: z.int().min(0).max(day),
});

/** A signature that was put on the device. */
const signatureSchema = z.strictObject({
  as: z.enum(["author", "witness"]),
  user: z.string().refine(isUuid, "expected a UUID in lower case"),
  keyId: z.string().regex(/^[0-9a-f]{32}$/, "expected the id of a key"),
  signedAt: instant,
  value: z.string().max(200),
});

/** What every command carries beside its data. */
export const envelopeSchema = z.strictObject({
  commandId: z.string().refine(isUuid, "expected a UUID in lower case"),
  /** The version of the subject's stream that the person saw. */
  basedOn: z.int().min(0).optional(),
  occurredAt: instant.optional(),
  /** What the clock of the device said when this was sent. It is no part of the command: sent again, it says another. */
  sentAt: instant.optional(),
  zone: z
    .string()
    .refine((raw) => parseZone(raw).ok, "expected a time zone of the IANA list (Europe/Berlin)"),
  device: deviceSchema.optional(),
  clock: clockSchema.optional(),
  /** By whom it was signed on the device, for the acts that allow it: its author and, where it takes two, the witness. */
  signatures: z.array(signatureSchema).max(2).optional(),
  /** The refused command in whose place this one comes. */
  resolves: z.string().refine(isUuid, "expected a UUID in lower case").optional(),
  reason: z.string().min(1).max(2_000).optional(),
  /** The role in which the person acts, where they have several. */
  actingAs: role.optional(),
  proof: proofSchema.optional(),
  /** Who stands by, for the acts that take two persons. */
  witness: witnessSchema.optional(),
  data: z.unknown(),
});

export type GivenSignature = z.infer<typeof signatureSchema>;

/** A command as it came in, its data read. */
export type Envelope<Data = unknown> = {
  readonly commandId: CommandId;
  readonly basedOn?: number;
  readonly occurredAt?: Instant;
  readonly sentAt?: Instant;
  readonly zone: ZoneId;
  readonly device?: z.infer<typeof deviceSchema>;
  readonly clock?: z.infer<typeof clockSchema>;
  readonly signatures?: readonly GivenSignature[];
  readonly resolves?: string;
  readonly reason?: string;
  readonly actingAs?: z.infer<typeof role>;
  readonly proof?: { readonly password?: string; readonly code?: string; readonly passkey?: unknown };
  readonly witness?: z.infer<typeof witnessSchema>;
  readonly data: Data;
};

/** Reads a command of the given kind; what is wrong comes back with its path. */
export function parseEnvelope(definition: CommandDefinition, raw: unknown): Result<Envelope, InvalidInput> {
  const envelope = envelopeSchema.safeParse(raw);
  const data = definition.data.safeParse((raw as { data?: unknown } | null)?.data);
  const issues = [
    ...(envelope.error?.issues ?? []).map(({ path, message }) => ({ path: renderPath(path), message })),
    ...(data.error?.issues ?? []).map(({ path, message }) => ({
      path: renderPath(["data", ...path]),
      message,
    })),
  ];
  if (!envelope.success || !data.success) return failed(invalidInput(...issues));
  return ok({ ...envelope.data, data: data.data } as unknown as Envelope);
}
