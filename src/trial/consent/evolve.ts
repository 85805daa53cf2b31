import type { ConsentScope } from "#design";
import { type CalendarDate, type Instant, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { consentEvents } from "./events.ts";

type ConsentEvent = EventsOf<typeof consentEvents>;
type DataOf<Type extends ConsentEvent["type"]> = Extract<ConsentEvent, { type: Type }>["data"];

export type SignedConsent = DataOf<"ConsentSigned"> & {
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  /** The version of the participant's stream with it. */
  readonly recordedIn: number;
};
export type Withdrawal = DataOf<"ConsentWithdrawn"> & {
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly recordedIn: number;
};

/** Every signature and every withdrawal there has been, in order. */
export type ConsentState = {
  readonly signed: readonly SignedConsent[];
  readonly withdrawals: readonly Withdrawal[];
};

export const noConsent: ConsentState = { signed: [], withdrawals: [] };

export function evolveConsent(state: ConsentState, event: Recorded<ConsentEvent>): ConsentState {
  const { recordedAt, actor, version } = event.meta;
  const recorded = { recordedAt, recordedBy: actor.user, recordedIn: version };
  switch (event.type) {
    case "ConsentSigned":
      return { ...state, signed: [...state.signed, { ...event.data, ...recorded }] };
    case "ConsentWithdrawn":
      return { ...state, withdrawals: [...state.withdrawals, { ...event.data, ...recorded }] };
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
 * The standing of a scope on a day, by the newest signature to one of the documents. A later signature that agrees to
 * it, to whatever document, gives a withdrawn scope again; on one and the same day the later entry counts. What was
 * entered late counts by the day on which it happened.
 */
export function scopeStanding(
  state: ConsentState,
  scope: ConsentScope,
  on: CalendarDate,
  documentIds: readonly string[],
): ScopeStanding {
  const consent = newestSignature(state, on, ({ documentId }) => documentIds.includes(documentId));
  if (!consent) return { standing: "never-asked" };
  const withdrawal = newest(
    state.withdrawals.filter(({ scopes, effectiveOn }) => scopes.includes(scope) && effectiveOn <= on),
    ({ effectiveOn }) => effectiveOn,
  );
  const agreed = newestSignature(state, on, ({ scopes }) => scopes.includes(scope));
  if (withdrawal && !(agreed && isAfter(agreed, withdrawal))) {
    return { standing: "withdrawn", since: withdrawal.effectiveOn };
  }
  return { standing: consent.scopes.includes(scope) ? "agreed" : "declined", consent };
}

/** The signature of the latest day, among those on or before the day that are asked for. */
export function newestSignature(
  { signed }: ConsentState,
  on: CalendarDate,
  isAskedFor: (signature: SignedConsent) => boolean,
): SignedConsent | undefined {
  const known = signed.filter((signature) => signature.signedOn <= on && isAskedFor(signature));
  return newest(known, ({ signedOn }) => signedOn);
}

function isAfter({ signedOn, recordedAt }: SignedConsent, withdrawal: Withdrawal): boolean {
  if (signedOn !== withdrawal.effectiveOn) return signedOn > withdrawal.effectiveOn;
  return recordedAt > withdrawal.recordedAt;
}

/** The last of the latest day. */
function newest<Of>(all: readonly Of[], dayOf: (one: Of) => CalendarDate): Of | undefined {
  return all.reduce<Of | undefined>(
    (latest, one) => (latest && dayOf(latest) > dayOf(one) ? latest : one),
    undefined,
  );
}
