import { failed, ok, type Refusal, type Result, refusal, type UserId } from "#kernel";
import type { Source } from "#ledger";
import { tellOf } from "../people/account-events.ts";
import type { PeoplePorts } from "../people/ports.ts";
import type { Account } from "../ports/accounts.ts";
import type { DeviceKeys, DeviceRegistry, EnrolledDevice, SignerKey } from "../ports/devices.ts";

export type EnrollingPorts = PeoplePorts & {
  readonly devices: DeviceRegistry;
  readonly deviceKeys: DeviceKeys;
};

/** What a browser gives to enroll: the device with its public key, and the public key of whoever is to sign on it. */
export type Enrollment = {
  readonly device: EnrolledDevice;
  readonly signer: { readonly keyId: string; readonly publicKey: string };
};

const cites = "21 CFR 11.100(b), 11.300";

/** Lets somebody, who has just proved who they are, work and sign on a device without the server. */
export async function enrollOnDevice(
  ports: EnrollingPorts,
  { userId }: Account,
  { device, signer }: Enrollment,
  source: Source,
): Promise<Result<ReturnType<DeviceKeys["outboxKey"]>, Refusal>> {
  const { deviceId, label } = device;
  const data = { device: deviceId, keyId: signer.keyId, label };
  const append = await tellOf(ports, { account: userId, type: "DeviceEnrolled", data, by: userId, source });
  const key = { ...signer, deviceId, user: userId, enrolledAt: ports.clock.now(), removedAt: null };
  if (await ports.devices.enroll(device, key, append)) return ok(ports.deviceKeys.outboxKey());
  const message =
    "This device is known under another key. Make it anew, and enroll it under an id of its own.";
  return failed(refusal("device-known-otherwise", message, cites, { because: "conflict" }));
}

/** Ends what somebody may do on a device; what they signed there before stays theirs. */
export async function removeFromDevice(
  ports: EnrollingPorts,
  user: UserId,
  keyId: string,
  { by, source }: { readonly by: UserId; readonly source: Source },
): Promise<Result<null, Refusal>> {
  const key: SignerKey | undefined = await ports.devices.signerKey(keyId);
  if (!key || key.user !== user || key.removedAt !== null) {
    const message = "There is no such key of yours on a device.";
    return failed(refusal("no-such-key", message, cites, { because: "not-found" }));
  }
  const data = { device: key.deviceId, keyId };
  const append = await tellOf(ports, { account: user, type: "DeviceSignerRemoved", data, by, source });
  await ports.devices.remove(keyId, ports.clock.now(), append);
  return ok(null);
}
