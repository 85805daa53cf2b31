import type { Passkey } from "./accounts.ts";

/** What a browser answers when it has made, or used, a passkey; read by whoever verifies it. */
export type PasskeyAnswer = unknown;

/** Where passkeys belong: the domain, and the address at which the app is served. */
export type RelyingParty = { readonly id: string; readonly name: string; readonly origin: string };

/** How people prove who they are. */
export type Credentials = {
  /** argon2id. */
  readonly hashSecret: (secret: string) => Promise<string>;
  readonly isSecret: (hash: string, secret: string) => Promise<boolean>;
  /** SHA-256 in hexadecimal digits, for tokens that are random already. */
  readonly hashToken: (token: string) => string;
  /** A new secret for an authenticator app, in base32. */
  readonly newTotpSecret: () => string;
  readonly totpUri: (secret: string, username: string) => string;
  /** The time step of the code, if it is right now (RFC 6238, 30 s, one step either way). */
  readonly totpStep: (secret: string, code: string, milliseconds: number) => number | undefined;
  /** Seals and opens second-factor secrets under the instance's key. */
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string | undefined;
  readonly passkeyCreation: (
    party: RelyingParty,
    person: { readonly userId: string; readonly username: string; readonly name: string },
    existing: readonly Passkey[],
  ) => Promise<{ readonly options: unknown; readonly challenge: string }>;
  readonly verifyCreation: (
    party: RelyingParty,
    challenge: string,
    answer: PasskeyAnswer,
  ) => Promise<Pick<Passkey, "credentialId" | "publicKey" | "counter" | "transports"> | undefined>;
  readonly passkeyRequest: (
    party: RelyingParty,
    existing: readonly Passkey[],
  ) => Promise<{ readonly options: unknown; readonly challenge: string }>;
  /** The passkey as it is after its use; undefined where the answer is not by one of them. */
  readonly verifyUse: (
    party: RelyingParty,
    challenge: string,
    answer: PasskeyAnswer,
    existing: readonly Passkey[],
  ) => Promise<Passkey | undefined>;
};
