import type { ConsentScope } from "#design";
import { type CalendarDate, type Instant, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { consentEvents } from "./events.ts";

type ConsentEvent = EventsOf<typeof consentEvents>;
type DataOf<Type extends ConsentEvent["type"]> = Extract<ConsentEvent, { type: Type }>["data"];

export type SignedConsent = DataOf<"ConsentSigned"> & {
  readonly recordedAt: Instant;
  readonly recordedBy: string;
};
export type Withdrawal = DataOf<"ConsentWithdrawn"> & { readonly recordedAt: Instant };

/** Every signature and every withdrawal there has been, in order. */
export type ConsentState = {
  readonly signed: readonly SignedConsent[];
  readonly withdrawals: readonly Withdrawal[];
};

export const noConsent: ConsentState = { signed: [], withdrawals: [] };

export function evolveConsent(state: ConsentState, event: Recorded<ConsentEvent>): ConsentState {
  const { recordedAt, actor } = event.meta;
  switch (event.type) {
    case "ConsentSigned":
      return { ...state, signed: [...state.signed, { ...event.data, recordedAt, recordedBy: actor.user }] };
    case "ConsentWithdrawn":
      return { ...state, withdrawals: [...state.withdrawals, { ...event.data, recordedAt }] };
    default:
      return unreachable(event);
  }
}

/** What stands for one scope: agreed to, declined when signing, or taken back on a day. */
export type ScopeStanding =
  | { readonly standing: "agreed"; readonly consent: SignedConsent }
  | { readonly standing: "declined"; readonly consent: SignedConsent }
  | { readonly standing: "withdrawn"; readonly since: CalendarDate }
  | { readonly standing: "never-asked" };

/**
 * The standing of a scope on a day. A signature after a withdrawal gives the scope again; on the day itself
 * a withdrawal counts.
 */
export function scopeStanding(state: ConsentState, scope: ConsentScope, on: CalendarDate): ScopeStanding {
  const consent = state.signed.filter(({ signedOn }) => signedOn <= on).at(-1);
  if (!consent) return { standing: "never-asked" };
  const withdrawal = state.withdrawals
    .filter(({ scopes, effectiveOn }) => scopes.includes(scope) && effectiveOn <= on)
    .at(-1);
  if (withdrawal && withdrawal.recordedAt > consent.recordedAt) {
    return { standing: "withdrawn", since: withdrawal.effectiveOn };
  }
  return { standing: consent.scopes.includes(scope) ? "agreed" : "declined", consent };
}
