import type { CompiledDesign, Encounter } from "#design";
import type { CalendarDate, Instant, SeededRandom, SiteId } from "#kernel";
import { addDays } from "#kernel";
import {
  consentCurrency,
  designVersionOf,
  mainConsent,
  type ParticipantState,
  scopesNeededFor,
} from "#trial";
import type { Begin } from "./agenda.ts";
import type { DemonstrationSite } from "./cast.ts";
import type { Act, Conduct } from "./conduct.ts";
import { type DemonstrationClock, minutesAfter } from "./demonstration-clock.ts";
import type { Fate } from "./fate.ts";
import { dayAt, instantAt } from "./moments.ts";

/** All that is needed to tell what goes on at a site. */
export type AtSite = {
  readonly conduct: Conduct;
  readonly clock: DemonstrationClock;
  readonly site: DemonstrationSite;
  readonly siteId: SiteId;
  readonly random: SeededRandom;
  /** The last moment of the demonstration. */
  readonly end: Instant;
};

/** All that is needed to tell one participant's story. */
export type Telling = AtSite & { readonly fate: Fate; readonly begin: Begin };

/** An act about the participant, in the zone of their site. */
export function doFor({ conduct, fate, site }: Telling, act: Omit<Act, "about" | "zone">): Promise<void> {
  return conduct.act({ ...act, about: fate.person.participantId, zone: site.zone });
}

export function stateOf({ conduct, fate }: Telling): Promise<ParticipantState> {
  return conduct.participant(fate.person.participantId);
}

/** The version of the protocol that the participant follows. */
export function designOf({ conduct }: Telling, state: ParticipantState): Promise<CompiledDesign> {
  return conduct.design(designVersionOf(state) ?? "");
}

export function today({ clock, site }: AtSite): CalendarDate {
  return dayAt(clock.now(), site.zone);
}

/** A day counted from the last of the demonstration, as the site has it. */
export function dayFromEnd({ end, site }: AtSite, days: number): CalendarDate {
  return addDays(dayAt(end, site.zone), days);
}

export function at({ site }: AtSite, day: CalendarDate, time: string): Instant {
  return instantAt(day, time, site.zone);
}

/** The moment that lies so many minutes ahead. */
export function later({ clock }: AtSite, minutes: number): Instant {
  return minutesAfter(clock.now(), minutes);
}

/** Whether consent reaches as far as this encounter, so that more than safety assessments may go on at it. */
export async function isConsentCurrent(telling: Telling, encounter?: Encounter): Promise<boolean> {
  const state = await stateOf(telling);
  const document = mainConsent((await designOf(telling, state)).design);
  if (!document) return true;
  const site = await telling.conduct.site(telling.siteId);
  const scopes = encounter && scopesNeededFor(encounter);
  return consentCurrency(document, site, state.consent, today(telling), scopes).current;
}
