import { addDays, type Instant } from "#kernel";
import { type ParticipantState, siteOf } from "#trial";
import type { Fate } from "../fate.ts";
import { instantAt, workdayNear } from "../moments.ts";
import { type AtSite, dayFromEnd, today } from "../telling.ts";

/** Somebody's work that comes again and again at a site, for all who are in its care. */
export type Round = AtSite & { readonly fates: readonly Fate[] };

/** Somebody of the site as they are at this moment. */
export type InCare = { readonly fate: Fate; readonly state: ParticipantState };

/** All who have a number and are in the site's care now. */
export async function allInCare(round: Round): Promise<readonly InCare[]> {
  const { conduct, fates, siteId } = round;
  const all: InCare[] = [];
  for (const fate of fates) {
    if (today(round) < dayFromEnd(round, -fate.since)) continue;
    const state = await conduct.participant(fate.person.participantId);
    if (state.enrollment.number && siteOf(state) === siteId) all.push({ fate, state });
  }
  return all;
}

/** The time on the day of work nearest to the one so many days ahead. */
export function inDays(round: Round, days: number, time: string): Instant {
  return instantAt(workdayNear(addDays(today(round), days), {}), time, round.site.zone);
}

/** Rounds end some days before the demonstration does: what came up since is still to be done. */
export function isOver({ end, site }: Round, at: Instant): boolean {
  return at >= instantAt(addDays(end.slice(0, 10) as never, -4), "00:00", site.zone);
}

/** Whether a moment lies so many days back or more. */
export function isDaysAgo({ clock }: Round, at: string, days: number): boolean {
  return Date.parse(clock.now()) - Date.parse(at) >= days * 86_400_000;
}
