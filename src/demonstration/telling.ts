import type { CompiledDesign } from "#design";
import type { CalendarDate, Instant, SeededRandom, SiteId } from "#kernel";
import { consentCurrency, designVersionOf, mainConsent, type ParticipantState } from "#trial";
import type { DemonstrationSite } from "./cast.ts";
import type { Act, Conduct } from "./conduct.ts";
import { type DemonstrationClock, minutesAfter } from "./demonstration-clock.ts";
import type { Fate } from "./fate.ts";
import { dayAt, instantAt } from "./moments.ts";

/** All that is needed to tell one participant's story. */
export type Telling = {
  readonly conduct: Conduct;
  readonly clock: DemonstrationClock;
  readonly site: DemonstrationSite;
  readonly siteId: SiteId;
  readonly random: SeededRandom;
  readonly fate: Fate;
};

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

export function today({ clock, site }: Telling): CalendarDate {
  return dayAt(clock.now(), site.zone);
}

export function at({ site }: Telling, day: CalendarDate, time: string): Instant {
  return instantAt(day, time, site.zone);
}

/** The moment that lies so many minutes ahead. */
export function later({ clock }: Telling, minutes: number): Instant {
  return minutesAfter(clock.now(), minutes);
}

/** Whether more than safety assessments may go on. */
export async function isConsentCurrent(telling: Telling): Promise<boolean> {
  const state = await stateOf(telling);
  const document = mainConsent((await designOf(telling, state)).design);
  const site = await telling.conduct.site(telling.siteId);
  return !document || consentCurrency(document, site, state.consent, today(telling)).current;
}
