import type { ParticipantId } from "#kernel";
import type { Scope } from "./event-store.ts";

/** Sealed identities. A scope of the whole study sees none: they belong to sites. New versions are written with the append. */
export type IdentityVault = {
  readonly latest: (scope: Scope, participant: ParticipantId) => Promise<string | undefined>;
};
