import {
  failed,
  type InvalidInput,
  ok,
  type Refusal,
  type Result,
  refusal,
  type StudyId,
  type UserId,
} from "#kernel";
import { type CommandDefinition, signedCommandText } from "#trial";
import { type Envelope, type GivenSignature, parseEnvelope } from "../command/envelope.ts";
import type { CommandRequest } from "../command/execute.ts";
import type { CommandPorts } from "../command/ports.ts";
import { rolesIn } from "../people/principal-in-study.ts";
import type { StaffDirectory } from "../ports/staff-directory.ts";

type Asked = {
  readonly definition: CommandDefinition;
  readonly study: StudyId;
  readonly subjectId: string;
  readonly body: unknown;
  /** In whose name it comes. */
  readonly author: UserId;
};

/** What signatures on a device prove of a command. */
export type ProvenOffline = Pick<CommandRequest, "signatureMethod" | "witness" | "offline">;

const cites = "21 CFR 11.10(g), 11.70, 11.200(a)";
const at = { because: "forbidden", path: "signatures" } as const;

/**
 * Verifies the signatures that were put to a command on a device: each with a key that was enrolled there, online and with a proof of who
 * it is, over this very command. Nothing where it has none.
 */
export async function provenOffline(
  ports: CommandPorts & { readonly staff: StaffDirectory },
  asked: Asked,
): Promise<Result<ProvenOffline, Refusal | InvalidInput>> {
  const envelope = parseEnvelope(asked.definition, asked.body);
  if (!envelope.ok) return envelope;
  const { signatures = [] } = envelope.value;
  if (signatures.length === 0) return ok({});
  const no = refuseParts(asked, envelope.value, signatures);
  if (no) return failed(no);
  for (const signature of signatures) {
    if (!(await isVerified(ports, asked, envelope.value, signature))) return failed(notVerified(signature));
  }
  const method = "device-key-offline";
  const witness = signatures.find(({ as }) => as === "witness");
  const stood = witness && (await ports.accounts.byId(witness.user as UserId));
  if (witness && stood?.status !== "active") return failed(notVerified(witness));
  return ok({
    offline: { signatures },
    ...(signatures.some(({ as }) => as === "author") ? { signatureMethod: method } : {}),
    ...(stood
      ? {
          witness: {
            method,
            principal: {
              user: stood.userId,
              name: stood.name,
              isInstanceAdministrator: stood.isAdministrator,
              ...(await rolesIn(ports, stood.userId, asked.study)),
            },
          },
        }
      : {}),
  });
}

function refuseParts(
  { definition, author }: Asked,
  { device }: Envelope,
  signatures: readonly GivenSignature[],
): Refusal | undefined {
  if (!definition.allowsOfflineSignature) {
    const message = `To ${definition.type.replaceAll("-", " ")} you sign with your password and code, with the server at hand.`;
    return refusal("not-signed-offline", message, cites, at);
  }
  if (!device) return refusal("not-signed-offline", "A signature of a device names its device.", cites, at);
  const parts = signatures.map(({ as }) => as);
  const isEachOnce = new Set(parts).size === parts.length;
  const isByAuthor = signatures.every(({ as, user }) => as === "witness" || user === author);
  if (isEachOnce && isByAuthor) return undefined;
  const message = "The author signs for themselves, and one witness beside them.";
  return refusal("not-the-signer", message, cites, at);
}

async function isVerified(
  { devices, deviceKeys }: CommandPorts,
  { definition, study, subjectId }: Asked,
  envelope: Envelope,
  { value, ...part }: GivenSignature,
): Promise<boolean> {
  const key = await devices.signerKey(part.keyId);
  const device = envelope.device?.id ?? "";
  if (!key || key.user !== part.user || key.deviceId !== device) return false;
  if (key.removedAt !== null && part.signedAt >= key.removedAt) return false;
  const command = { ...envelope, study, subjectId, type: definition.type };
  const text = signedCommandText(command, { ...part, device });
  return deviceKeys.isSigned(key.publicKey, text, value);
}

function notVerified({ as }: GivenSignature): Refusal {
  const message = `The ${as}'s signature does not fit this command, or their key is not enrolled on this device.`;
  return refusal("signature-not-verified", message, cites, at);
}
