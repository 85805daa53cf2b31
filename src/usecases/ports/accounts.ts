import type { Instant, SiteId, UserId } from "#kernel";
import type { Append } from "./event-store.ts";

/** Somebody's account on this instance. */
export type Account = {
  readonly userId: UserId;
  readonly username: string;
  readonly name: string;
  readonly passwordHash: string | null;
  /** Sealed under the instance's key. */
  readonly totpSecret: string | null;
  /** The last time step of a code that was accepted: none works twice. */
  readonly totpStep: number;
  readonly failedAttempts: number;
  readonly lockedUntil: Instant | null;
  readonly status: "invited" | "active" | "disabled";
  readonly invitationHash: string | null;
  readonly invitationUntil: Instant | null;
  readonly isAdministrator: boolean;
  readonly isDemonstration: boolean;
  readonly oidcSubject: string | null;
};

export type Passkey = {
  readonly credentialId: string;
  readonly userId: UserId;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly createdAt: Instant;
};

/** The one form that a handed-over device shows, and how it is taken back. */
export type HandOver = {
  readonly study: string;
  readonly site: SiteId;
  readonly participant: string;
  readonly formKey: string;
  readonly pinHash: string;
  readonly wrongPins: number;
};

export type Session = {
  /** SHA-256 of the token; the token itself is only in the person's cookie. */
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  /** The password was right; the second factor is still to come. */
  readonly pending: boolean;
  /** The challenge of a passkey that is being asked for. */
  readonly challenge: string | null;
  readonly handedOver: HandOver | null;
  readonly device: string;
};

/** Accounts, second factors and sessions. */
export type Accounts = {
  readonly count: () => Promise<number>;
  readonly list: () => Promise<readonly Account[]>;
  readonly byId: (user: UserId) => Promise<Account | undefined>;
  readonly byUsername: (username: string) => Promise<Account | undefined>;
  readonly byInvitation: (invitationHash: string) => Promise<Account | undefined>;
  readonly byOidcSubject: (subject: string) => Promise<Account | undefined>;
  /** Writes the account as it now is, with the events that tell of it, in one transaction. */
  readonly save: (account: Account, append?: Append) => Promise<void>;
  /**
   * Counts one wrong attempt more, or begins anew with none; counted in the database, so that many at once all count.
   * @returns how many there are now
   */
  readonly countAttempt: (user: UserId, outcome: "wrong" | "right") => Promise<number>;
  readonly lock: (user: UserId, until: Instant) => Promise<void>;
  /** Marks the time step as used; false where it, or a later one, was used before. */
  readonly takeTotpStep: (user: UserId, step: number) => Promise<boolean>;
  readonly passkeysOf: (user: UserId) => Promise<readonly Passkey[]>;
  readonly savePasskey: (passkey: Passkey, append?: Append) => Promise<void>;
  readonly removePasskey: (user: UserId, credentialId: string, append: Append) => Promise<void>;
  readonly session: (tokenHash: string) => Promise<Session | undefined>;
  readonly saveSession: (session: Session) => Promise<void>;
  readonly endSession: (tokenHash: string) => Promise<void>;
  readonly endSessionsOf: (user: UserId, except?: string) => Promise<void>;
};
