import type { Instant, UserId } from "#kernel";
import type { Append } from "./event-store.ts";

/** A device that was enrolled, by its id, and the public key with which it shows what comes from it: a P-256 point, base64. */
export type EnrolledDevice = {
  readonly deviceId: string;
  readonly label: string;
  readonly publicKey: string;
};

/** The key of one person on one device. */
export type SignerKey = {
  readonly keyId: string;
  readonly deviceId: string;
  readonly user: UserId;
  readonly publicKey: string;
  readonly enrolledAt: Instant;
  /** Since when nothing that is signed with it is taken; null: it stands. */
  readonly removedAt: Instant | null;
};

/** Devices, who may sign on them, and how far each has come with what it sends. */
export type DeviceRegistry = {
  readonly device: (deviceId: string) => Promise<EnrolledDevice | undefined>;
  readonly signerKey: (keyId: string) => Promise<SignerKey | undefined>;
  /** All keys that there have ever been on the device. */
  readonly signersOn: (deviceId: string) => Promise<readonly SignerKey[]>;
  readonly keysOf: (user: UserId) => Promise<readonly (SignerKey & { readonly label: string })[]>;
  /**
   * Writes a signer's key, with its device where that is new, and the events that tell of it. A key that they had there before ends.
   * @returns false where the device is known under another key, or the signer's key is taken
   */
  readonly enroll: (device: EnrolledDevice, signer: SignerKey, append: Append) => Promise<boolean>;
  readonly remove: (keyId: string, at: Instant, append: Append) => Promise<void>;
  /** The greatest number of a command of the device that was carried out; 0: none. */
  readonly progress: (deviceId: string) => Promise<number>;
  readonly advance: (deviceId: string, sequence: number) => Promise<void>;
};

/** A text that a device sealed to the server's key. */
export type SealedToServer = {
  /** To what it is bound. */
  readonly boundTo: string;
  readonly content: string;
  readonly ephemeral: string;
  readonly keys: Readonly<Record<string, string>>;
};

/** The server's key for what devices seal, and the check of what they sign. */
export type DeviceKeys = {
  /** The public half: a P-256 point, base64. */
  readonly outboxKey: () => { readonly keyId: string; readonly publicKey: string };
  /** @returns undefined where it was sealed to another key, or altered */
  readonly open: (sealed: SealedToServer) => string | undefined;
  /** ECDSA P-256 with SHA-256; the signature is base64 of r and s. */
  readonly isSigned: (publicKey: string, text: string, signature: string) => boolean;
};
