import { unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { IdentityField, identityEvents } from "./events.ts";

/** What is known of an identity outside the vault: which fields are filled, in how many versions. */
export type IdentityState = {
  readonly fields: readonly IdentityField[];
  readonly vaultVersion: number;
  /** The version of the stream at which it last changed, and who changed it. */
  readonly changedAt: number;
  readonly changedBy: string | null;
};

export const noIdentity: IdentityState = { fields: [], vaultVersion: 0, changedAt: 0, changedBy: null };

export function evolveIdentity(
  state: IdentityState,
  event: Recorded<EventsOf<typeof identityEvents>>,
): IdentityState {
  switch (event.type) {
    case "IdentityRecorded": {
      const { fields, vaultVersion } = event.data;
      const { version, actor } = event.meta;
      return {
        fields: [...new Set([...state.fields, ...fields])].sort(),
        vaultVersion,
        changedAt: version,
        changedBy: actor.user,
      };
    }
    case "WhereaboutsConfirmed":
      return { ...state, vaultVersion: event.data.vaultVersion };
    case "IdentityRead":
      return state;
    default:
      return unreachable(event);
  }
}
