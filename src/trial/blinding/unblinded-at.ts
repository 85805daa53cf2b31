import type { Instant } from "#kernel";
import type { ParticipantState } from "../participant.ts";

/** What the record keeps of a moment at which an arm became known: a broken code, something that was let slip. */
type Known = { readonly occurredAt: Instant };

/** The record, as far as it says when the participant's arm became known. */
export type MaybeUnblinded = Pick<ParticipantState, "version"> & {
  readonly unblindings?: Readonly<Record<string, Known>>;
};

/** When the arm of a participant first became known to anybody of the trial, as far as the record tells; undefined while the blind holds. */
export function unblindedAt({ unblindings = {} }: MaybeUnblinded): Instant | undefined {
  return Object.values(unblindings)
    .map(({ occurredAt }) => occurredAt)
    .sort()[0];
}
