import type { Instant } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { screeningEvents } from "./events.ts";

type Logged = EventsOf<typeof screeningEvents>;

/** One contact before consent. */
export type Contact = Logged["data"] & { readonly at: Instant; readonly by: string };

export type ScreeningState = { readonly contacts: readonly Contact[] };

export const noContacts: ScreeningState = { contacts: [] };

export function evolveScreening(state: ScreeningState, { data, meta }: Recorded<Logged>): ScreeningState {
  const contact = { ...data, at: meta.occurredAt, by: meta.actor.user };
  return { contacts: [...state.contacts, contact] };
}
