import type { Sha256, StudyId } from "#kernel";

/** Seals and opens text under one key. Opening what was sealed under another key, or altered, gives undefined. */
export type Sealer = {
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string | undefined;
};

/**
 * The keys of participants and of ratings, one each, kept apart from the database and from its backup. A destroyed key stays
 * destroyed, whatever is restored.
 */
export type KeyRing = {
  /**
   * The owner's sealer; `destroyed` where the key was erased, `missing` where there is none. None is made: in the place of one that was
   * not put back yet, it would stand in that one's way.
   */
  readonly sealerOf: (study: StudyId, owner: string) => Promise<Sealer | "destroyed" | "missing">;
  /** The same, made if it is not there: before anything is sealed under it. */
  readonly makeSealer: (study: StudyId, owner: string) => Promise<Sealer | "destroyed">;
  readonly destroy: (study: StudyId, owner: string) => Promise<void>;
  /** A hash of what was asked that nobody can guess at without the keys: it lies beside events and leaves with every copy. */
  readonly fingerprint: (text: string) => Sha256;
};
