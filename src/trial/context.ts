import type { Role } from "#design";
import type { Instant, SiteId, StudyId, UserId, ZoneId } from "#kernel";
import type { Actor, DeviceClock, FreeText } from "#ledger";
import type { Signature } from "./signature/evolve.ts";

/** What a person signed with (21 CFR 11.200(a)): two components wherever they have a second factor. */
export type SignatureMethod = Signature["method"];

/** Who stands by while somebody else acts. */
export type Witness = {
  readonly user: UserId;
  readonly name: string;
  readonly role: Role;
  readonly method: SignatureMethod;
};

/** All that a rule may know beside the state: who asks, when, in which zone. */
export type Context = {
  readonly study: StudyId;
  readonly now: Instant;
  readonly zone: ZoneId;
  /** Whom or what the command is about: the id in its stream's name. */
  readonly subjectId: string;
  /** When the person says that it happened, never later than `now`; `now` where nothing is said. */
  readonly occurredAt: Instant;
  /** What the device's clock said, where it was off. */
  readonly deviceClock?: DeviceClock;
  /** The moment that was named instead, where it lies ahead of `now` and no clock that is off explains it. */
  readonly stillToCome?: Instant;
  readonly user: UserId;
  /** The user's name as it is printed beside a signature. */
  readonly userName: string;
  readonly role: Role;
  /** Where they differ: the role that the person had when it happened, and the one that they have now. */
  readonly entitled?: Actor["entitled"];
  /** The sites at which the person has that role. */
  readonly sites: readonly SiteId[] | "all";
  readonly reason?: FreeText;
  /** Fresh random ids, never the same twice. */
  readonly newId: () => string;
  /** 256 fresh random bits from the platform's cryptographic generator, in base64url. */
  readonly newToken: () => string;
  /** The version of the target's stream that the person saw. */
  readonly basedOn?: number;
  /** How the person has just proved, for this act alone, who they are; absent where they were not asked to. */
  readonly signatureMethod?: SignatureMethod;
  /** A printed one-time code was given in place of a sign-in. */
  readonly breakGlass?: true;
  /** The second of two persons, who has just proved who they are and may witness here; absent where none is needed. */
  readonly witness?: Witness;
};
