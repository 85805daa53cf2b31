import { signedCommandText } from "#trial";
import type { Bytes } from "./bytes.ts";
import { type DeviceRecord, openSigningKey, type SignerRecord } from "./device-vault.ts";
import type { OfflineSignature, PreparedCommand } from "./queued-command.ts";
import { sign } from "./signing-key.ts";

/**
 * Puts a signer's own signature to a command: with the key that the device holds, opened by the secret that they alone bring.
 * @returns undefined where the secret is not theirs
 */
export async function signCommand(
  device: DeviceRecord,
  signer: SignerRecord,
  secret: Bytes,
  command: PreparedCommand,
  part: Pick<OfflineSignature, "as" | "signedAt">,
): Promise<PreparedCommand | undefined> {
  const key = await openSigningKey(device, signer, secret);
  if (!key) return undefined;
  const { user, signing } = signer;
  const signature = { ...part, user, keyId: signing.keyId };
  const text = signedCommandText(command, { ...signature, device: device.deviceId });
  const value = await sign(key, text);
  return { ...command, signatures: [...(command.signatures ?? []), { ...signature, value }] };
}
