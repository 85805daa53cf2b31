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

/** A printed one-time code that breaks one participant's code, whatever has become of password and second factor. */
export type BreakGlass = {
  /** The beginning of the code: finds it, and tells nothing. */
  readonly selector: string;
  /** argon2id of the rest. */
  readonly secretHash: string;
  readonly issuedAt: Instant;
  readonly usedAt: Instant | null;
  /** The command that it was used for; that alone may be sent again. */
  readonly usedFor: string | null;
};

/** The one form that a handed-over device shows, and how it is taken back. */
export type HandOver = {
  readonly study: string;
  readonly site: SiteId;
  readonly participant: string;
  readonly formKey: string;
  readonly pinHash: string;
  /** How many PINs were tried since it was handed over. */
  readonly triedPins: number;
};

export type Session = {
  /** SHA-256 of the token; the token itself is only in the person's cookie. */
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: Instant;
  /** When the person last did something; what a page asks by itself does not count. */
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  /** The password was right; the second factor is still to come. */
  readonly pending: boolean;
  readonly handedOver: HandOver | null;
  readonly device: string;
};

/** Who tries to prove who they are: an account, or a name that no account has. */
export type Trier = { readonly user: UserId } | { readonly stranger: string };

/** How many attempts are allowed, and until when there are none after them. */
export type AttemptLimit = { readonly most: number; readonly now: Instant; readonly lockedUntil: Instant };

/** An attempt that was counted: how many there are now, and whether it was the last before the lock. Or none, for the lock stands. */
export type CountedAttempt =
  | { readonly counted: true; readonly attempts: number; readonly isLast: boolean }
  | { readonly counted: false; readonly lockedUntil: Instant };

/** What may be changed of an account that exists. */
export type AccountChanges = Partial<
  Pick<
    Account,
    | "passwordHash"
    | "totpSecret"
    | "totpStep"
    | "status"
    | "invitationHash"
    | "invitationUntil"
    | "failedAttempts"
    | "lockedUntil"
    | "oidcSubject"
  >
> & { readonly withoutPasskeys?: true };

/** Accounts, second factors and sessions. Every change is one statement of its own: nothing that was read is written back. */
export type Accounts = {
  readonly count: () => Promise<number>;
  readonly list: () => Promise<readonly Account[]>;
  readonly byId: (user: UserId) => Promise<Account | undefined>;
  readonly byUsername: (username: string) => Promise<Account | undefined>;
  readonly byInvitation: (invitationHash: string) => Promise<Account | undefined>;
  readonly byOidcSubject: (subject: string) => Promise<Account | undefined>;
  /** Writes a new account with the events that tell of it; false where its username is taken. */
  readonly add: (account: Account, append: Append) => Promise<boolean>;
  /** The same for the very first account; false where there is one already. */
  readonly addFirst: (account: Account, append: Append) => Promise<boolean>;
  /**
   * Changes an account, and takes its passkeys away where that is wanted, with the events that tell of it, in one transaction.
   * @returns false, and nothing is changed, where its state, password, app, invitation or link is no longer as it was read
   */
  readonly change: (before: Account, changes: AccountChanges, append: Append) => Promise<boolean>;
  /** Counts an attempt before it is judged, in the database, so that many at once all count. */
  readonly countAttempt: (trier: Trier, limit: AttemptLimit) => Promise<CountedAttempt>;
  /** After a right one: takes back the one that was counted, or, when the person is in, all of them. */
  readonly settleAttempt: (user: UserId, outcome: "taken-back" | "cleared") => Promise<void>;
  /** Marks the time step as used; false where it, or a later one, was used before. */
  readonly takeTotpStep: (user: UserId, step: number) => Promise<boolean>;
  readonly passkeysOf: (user: UserId) => Promise<readonly Passkey[]>;
  readonly addPasskey: (passkey: Passkey, append: Append) => Promise<void>;
  readonly countUse: (passkey: Passkey) => Promise<void>;
  readonly removePasskey: (user: UserId, credentialId: string, append: Append) => Promise<void>;
  readonly breakGlassOf: (user: UserId) => Promise<BreakGlass | undefined>;
  /** Puts a new code in the place of any that there was, with the event that tells of it. */
  readonly setBreakGlass: (
    user: UserId,
    code: Pick<BreakGlass, "selector" | "secretHash" | "issuedAt">,
    append: Append,
  ) => Promise<void>;
  /** Uses the code up, for one command, with the event that tells of it; false where another command has used it. */
  readonly spendBreakGlass: (
    user: UserId,
    use: { readonly selector: string; readonly command: string; readonly at: Instant },
    append: Append,
  ) => Promise<boolean>;
  readonly session: (tokenHash: string) => Promise<Session | undefined>;
  readonly sessionsOf: (user: UserId) => Promise<readonly Session[]>;
  /** Writes a new session, and forgets those whose time was over a week ago. */
  readonly addSession: (session: Session) => Promise<void>;
  readonly touchSession: (tokenHash: string, seenAt: Instant) => Promise<void>;
  /** A sign-in that is complete goes on under a new token; false where it no longer waits. */
  readonly completeSession: (
    tokenHash: string,
    after: Pick<Session, "tokenHash" | "expiresAt" | "seenAt">,
  ) => Promise<boolean>;
  readonly setChallenge: (tokenHash: string, challenge: string) => Promise<void>;
  /** The challenge, which is then gone: none is answered twice. */
  readonly takeChallenge: (tokenHash: string) => Promise<string | null>;
  readonly handOver: (tokenHash: string, handOver: HandOver | null) => Promise<void>;
  /** Counts a wrong PIN in the database, before it is judged. @returns how many there are now */
  readonly countPin: (tokenHash: string) => Promise<number>;
  readonly endSession: (tokenHash: string) => Promise<void>;
  readonly endSessionsOf: (user: UserId, except?: string) => Promise<void>;
};
